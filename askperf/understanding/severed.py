"""Cues that a form leaves unread although what they are about stands right beside them.

超过20万 read as 20万, 不算一村一法律顾问 read as if nothing were taken away: a bound, an exclusion
or a negation that nothing accounts for says the more against a form, the surer it is about
something; what that is, and whether the form reads at least that, are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.values import stands_by
from askperf.understanding.reading import Reading, mask_of, runs
from askperf.values import frozen

_CUES = ("mark", "except", "neg")
_NAMES = ("section", "level")
_BEYOND = 2  # characters between a bound and its number
_ABOUT = 3  # characters between an exclusion or a negation and what it takes away


@frozen()
class Beside:
    """A cue with what it is about: what a feature calls them, where either stands."""

    name: str
    cue: int
    object: int


def beside(reading: Reading, mentions: int) -> Iterator[Beside]:
    """The cues of a question that have something beside them. `mentions`: see `Evidence`."""
    for cue in reading.anchors:
        found = next(_objects(cue, reading, mentions), None) if cue.kind in _CUES else None
        if found is not None:
            kind, start, end = found
            name = f"mark{cue.value}" if cue.kind == "mark" else cue.kind
            yield Beside(f"severed:{name}:{kind}", cue.mask, mask_of(start, end))


def severed(used: int, found: Iterable[Beside]) -> Iterator[str]:
    """The names of the features, by the positions that a candidate accounts for."""
    for one in found:
        if not one.cue & used:
            yield f"{one.name}:{'read' if one.object & used else 'unread'}"


def _objects(cue: Anchor, reading: Reading, mentions: int) -> Iterator[tuple[str, int, int]]:
    """What a cue may be about: a number, a table, what seems to be the name of a row."""
    for number in reading.numbers:
        if stands_by(cue, number, _BEYOND):
            yield "number", number.start, number.end
    if cue.kind == "mark":
        return
    tables = [(a.kind, a.start, a.end) for a in reading.anchors if a.kind in _NAMES]
    names = [("mention", *span) for span in runs(mentions, len(reading.text))]
    places = (*tables, *names)
    yield from (x for x in places if 0 <= x[1] - cue.end <= _ABOUT)
    yield from (x for x in places if 0 <= cue.start - x[2] <= _ABOUT)  # 普法宣传以外
