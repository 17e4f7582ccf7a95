"""Words that restrict a question to what the form doesn't say, and that nothing accounts for.

The decision weighs such words among much else. Where one is known from examples as a word
of unanswerable questions, or speaks of another time or of what was really done, no other
evidence may outweigh it: a near miss is the worst answer.
"""

from __future__ import annotations

from askperf.understanding.features import picked
from askperf.understanding.parser import Parse, Proposal

_LEANING = 1.5  # log-odds of standing in an unanswerable question
_FEW = 4  # rows whose words count as accounted for
_SEEN = 8  # sources of answered questions that have it, at most


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
    if any(a.kind == "scope" and a.mask & ~used for a in reading.anchors):
        return True
    return any(
        word.lean >= _LEANING and word.seen <= _SEEN and word.mask & ~used
        for word in parse.evidence.words
        if word.sort != "num"
    )
