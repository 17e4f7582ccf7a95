"""Words that restrict a question to what the form doesn't say, and that nothing accounts for.

The decision weighs such words among much else. Where one is known from examples as a word
of unanswerable questions, or speaks of another time or of what was really done, that is a
feature of its own, and an answer must be all the surer: a near miss is the worst one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from askperf.understanding.anchors import Anchor
from askperf.understanding.evidence import Evidence, Word
from askperf.understanding.grammar.values import masks, section_table
from askperf.understanding.reading import Reading, mask_of, runs

MINDED = "minded:"  # what the features are called by
_PLACED = 2  # characters between a place and the table that it is of
_CORE = 3  # positions in a row that tell what is asked about
_NAMING = ("section", "level")
_NEXT = 0b11
# How much a word leans to unanswerable questions at least (log-odds), and how many sources
# of answered ones have it at most: anywhere, and right before the row's words by its class.
_ANYWHERE = (2.5, 11)
_NOUNS, _VERBS = ("noun", "name", "adj", "time"), ("verb", "char")
_BESIDE = {**dict.fromkeys(_NOUNS, (0.5, 14)), **dict.fromkeys(_VERBS, (0.5, 9))}
# And of one that says nothing for the rows that are meant: up to so much of support.
_UNRELATED = {**dict.fromkeys(_NOUNS, (-0.3, 30)), **dict.fromkeys(_VERBS, (0.0, 1))}
_SUPPORT = 0.1
_STORY = 4  # marks between the clauses of what is told rather than asked
_CLAIMED = ("misses", "duplicate")  # 不达标的, 重复的
_UNHEARD = 3  # of so few sources, no word is one of grammar (本科 is no 本)


def minded(used: int, reading: Reading, evidence: Evidence, rows: Set[int]) -> Iterator[str]:
    """By what a question is restricted beyond the positions that a candidate accounts for and
    those of the rows that it means, each once.
    """
    used |= reading.own
    for row in rows:
        used |= reading.overlap.of(row)
    core = _core(reading, used)
    here = _clauses(reading, core)
    if any(a.kind == "scope" and a.mask & here & ~used for a in reading.anchors):
        yield "scope"
    verdicts = (a.mask for a in reading.anchors if a.kind == "op" and a.value in _CLAIMED)
    close = (mask for mask in (*evidence.torn, *verdicts) if mask & here & ~used == mask)
    if any(core >> mask.bit_length() & _NEXT for mask in close):
        yield "torn"  # right before the row's words, but for a particle
    support = [s for row in rows if (s := evidence.support.get(row))]
    read = masks((*reading.numbers, *reading.unit_words)) | evidence.cues
    counted = (w for w in evidence.words if w.sort != "num" or _is_word(w, read))
    words = (word for word in counted if word.mask & here & ~used)
    if any(_restricts(word, core, support) for word in words):
        yield "word"


def _is_word(word: Word, read: int) -> bool:
    """Is what looks like a number none that was read as one, but a word (半天, 一对一)?"""
    return len(word.token.text) > 1 and not word.mask & read and not word.token.text.isascii()


def _restricts(word: Word, core: int, support: Sequence[Sequence[float]]) -> bool:
    """Does it lean to unanswerable questions: much, or less but right before the row's words?

    `support`: what each position adds to each of the rows that are meant.
    """
    rare = word.sort == "func" and word.lean >= 0 and word.seen <= _UNHEARD
    sort = "noun" if rare or word.sort == "num" else word.sort
    if sort != "func" and _leans(word, _ANYWHERE):
        return True
    beside = core & (word.mask << len(word.token.text) | word.mask << 1)
    if not beside or sort not in _BESIDE:
        return False
    helped = [sum(s[word.token.start : word.token.end]) for s in support]
    related = not helped or max(helped) >= _SUPPORT  # 免费 says nothing for 基本支出
    return _leans(word, _BESIDE[sort]) or (not related and _leans(word, _UNRELATED[sort]))


def _leans(word: Word, bounds: tuple[float, int]) -> bool:
    """Does it lean to unanswerable questions so much, and do so few sources know it?"""
    least, most = bounds
    return word.lean >= least and word.seen <= most


def _core(reading: Reading, used: int) -> int:
    """The positions of stretches that are accounted for and long enough to tell a row."""
    found = 0
    for start, end in runs(used, len(reading.text)):
        found |= mask_of(start, end) if end - start >= _CORE else 0
    return found


def _clauses(reading: Reading, core: int) -> int:
    """The positions of the clauses that hold what the question is about.

    Where a person tells why they ask (我哥上个月刚出来，想问…), the words restrict nothing. A
    story may speak of the row as well, so of many clauses only those count in which it is asked.
    """
    core |= masks(a for a in reading.anchors if a.kind in _NAMING)
    named = {number for at, number in enumerate(reading.clauses) if core >> at & 1}
    if not named:
        return -1
    if reading.clauses[-1] >= _STORY:
        asking = {reading.clauses[a.start] for a in reading.anchors if a.kind == "ask"}
        named = named & asking or {max(named)}
    return sum(1 << at for at, number in enumerate(reading.clauses) if number in named)


def no_such_place(reading: Reading, rows: Sequence[str]) -> str:
    """第12项任务, of a table of eleven: the words that ask for it, '' if there are none.

    `rows`: the ids of the form's rows.
    """
    sections = [a for a in reading.anchors if a.kind == "section"]
    for number in reading.numbers:
        if number.kind != "places" or len(number.places) != 1:
            continue
        for section in sections:
            near = (section.start - number.end, number.start - section.end)
            held = section_table(section.value).sections
            size = sum(row.partition("/")[0] in held for row in rows)
            if any(0 <= gap <= _PLACED for gap in near) and abs(number.places[0]) > size:
                return _said(reading, number, section)
    return ""


def no_such_size(reading: Reading, used: int) -> str:
    """三项重点任务, of four: the words that count rows beside the name of a table and that a form
    leaves unread, '' if there are none.
    """
    sections = [a for a in reading.anchors if a.kind == "section"]
    for number in reading.numbers:
        for section in sections if number.kind == "rows" and not number.mask & used else ():
            if number.start <= section.end and section.start <= number.end:
                return _said(reading, number, section)
    return ""


def _said(reading: Reading, number: Anchor, section: Anchor) -> str:
    """The words of a number and of the table that it stands beside."""
    return reading.text[min(number.start, section.start) : max(number.end, section.end)]
