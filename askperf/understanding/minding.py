"""Words that restrict a question to what the form doesn't say, and that nothing accounts for.

The decision weighs such words among much else. Where one is known from examples as a word
of unanswerable questions, or speaks of another time or of what was really done, no other
evidence may outweigh it: a near miss is the worst answer.
"""

from __future__ import annotations

from askperf.understanding.evidence import Word
from askperf.understanding.features import picked
from askperf.understanding.grammar.values import masks
from askperf.understanding.parser import Parse, Proposal
from askperf.understanding.reading import Reading, mask_of, runs

_LEANING = 1.5  # log-odds of standing in an unanswerable question
_FEW = 4  # rows whose words count as accounted for
_CORE = 3  # positions in a row that tell what is asked about
_NAMING = ("section", "level")
_BESIDE, _HARDLY = 0.5, 14  # the same, of a noun or the like before the row's words
_NEXT = 0b11
_NOUNS = ("noun", "name", "adj", "time")
_SEEN = 11  # sources of answered questions that have it, at most


def is_restricted(parse: Parse, best: Proposal) -> bool:
    """Does a word restrict the question beyond what the best proposal accounts for?"""
    reading = parse.reading
    used = best.candidate.used | reading.own
    meant = {*picked(best.candidate.form)}
    meant |= set(best.outcome.rows) if len(best.outcome.rows) <= _FEW else set()
    for row in meant:
        used |= reading.overlap.of(parse.rows.index(row))
    if "unused:year" in best.features:
        return True
    core = _core(reading, used)
    here = _clauses(reading, core)
    if any(a.kind == "scope" and a.mask & here & ~used for a in reading.anchors):
        return True
    for mask in parse.evidence.torn:
        if mask & here & ~used == mask and core >> mask.bit_length() & _NEXT:
            return True  # right before the row's words, but for a particle
    return any(
        word.mask & here & ~used and _restricts(word, core)
        for word in parse.evidence.words
        if word.sort != "num"
    )


def _restricts(word: Word, core: int) -> bool:
    """Does it lean to unanswerable questions: much, or less but right before the row's words?"""
    if word.lean >= _LEANING and word.seen <= _SEEN:
        return True
    beside = bool(core & (word.mask << len(word.token.text) | word.mask << 1))
    return beside and word.lean >= _BESIDE and word.seen <= _HARDLY and word.sort in _NOUNS


def _core(reading: Reading, used: int) -> int:
    """The positions of stretches that are accounted for and long enough to tell a row."""
    found = 0
    for start, end in runs(used, len(reading.text)):
        found |= mask_of(start, end) if end - start >= _CORE else 0
    return found


def _clauses(reading: Reading, core: int) -> int:
    """The positions of the clauses that hold what the question is about.

    Where a person tells why they ask (我哥上个月刚出来，想问…), the words restrict nothing.
    """
    core |= masks(a for a in reading.anchors if a.kind in _NAMING)
    named = {number for at, number in enumerate(reading.clauses) if core >> at & 1}
    if not named:
        return -1
    return sum(1 << at for at, number in enumerate(reading.clauses) if number in named)
