"""Cues that a form leaves unread although what they are about stands right beside them.

超过20万 read as 20万, 不算一村一法律顾问 read as if nothing were taken away: a bound, an exclusion
or a negation that nothing accounts for says the more against a form, the surer it is about
something; what that is, and whether the form reads at least that, are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from askperf.understanding.anchors import Anchor
from askperf.understanding.evidence import Evidence
from askperf.understanding.grammar.values import stands_by
from askperf.understanding.reading import Reading, mask_of, runs

_CUES = ("mark", "except", "neg")
_NAMES = ("section", "level")
_BEYOND = 2  # characters between a bound and its number
_ABOUT = 3  # characters between an exclusion or a negation and what it takes away


def severed(used: int, reading: Reading, evidence: Evidence) -> Iterator[str]:
    """The names of the features, by the positions that a candidate accounts for."""
    for cue in reading.anchors:
        if cue.kind in _CUES and not cue.mask & used:
            for kind, start, end in _objects(cue, reading, evidence):
                name = f"mark{cue.value}" if cue.kind == "mark" else cue.kind
                read = "read" if mask_of(start, end) & used else "unread"
                yield f"severed:{name}:{kind}:{read}"
                break


def _objects(cue: Anchor, reading: Reading, evidence: Evidence) -> Iterator[tuple[str, int, int]]:
    """What a cue may be about: a number, a table, what seems to be the name of a row."""
    for number in reading.numbers:
        if stands_by(cue, number, _BEYOND):
            yield "number", number.start, number.end
    if cue.kind == "mark":
        return
    tables = [(a.kind, a.start, a.end) for a in reading.anchors if a.kind in _NAMES]
    names = [("mention", *span) for span in runs(evidence.mentions, len(reading.text))]
    places = (*tables, *names)
    yield from (x for x in places if 0 <= x[1] - cue.end <= _ABOUT)
    yield from (x for x in places if 0 <= cue.start - x[2] <= _ABOUT)  # 普法宣传以外
