"""The structure of a form as tags, and of a question as grams: what examples join together.

A form's score is the sum over its tags of what the question's grams say for each, so that
what was learned of *except* and of *share* speaks of a share of what is left, though no
example ever asked for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Convert,
    Describe,
    Extreme,
    Fold,
    Form,
    Grade,
    Holds,
    Larger,
    Meets,
    Mentions,
    Nth,
    Pick,
    Reach,
    Show,
    Some,
    Table,
    Tell,
    children,
)
from askperf.understanding.grammar import Before
from askperf.understanding.reading import Reading, mask_of, runs
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

STRUCTURE, ALIGNMENT = "op", "al"
FARTHEST, _SAME = 9.0, 1e-9
_SHAPES = 4096  # nodes whose shapes are remembered
_MENTION, _SHORTEST = "R", 2
_NUMBER = "#"
_GRAM = 4
_SYMBOLS = 12
_MEANT = 5
_VALUE, _MIXED = "value", "mixed"


def tags(form: Form, rule: str, dimension_of: Callable[[str], str]) -> tuple[str, ...]:
    """What a form is made of: its nodes, each with its place in its parent, and the whole; and
    the quantity that is shown.

    `dimension_of`: the dimension of the number of a row, by its id.
    """
    return (_of_rule(rule), *_of_quantity(form, dimension_of), *_of_shape(_shape(form)))


def scorer(
    asked: Mapping[str, float], dimension_of: Callable[[str], str]
) -> Callable[[Form, str], float]:
    """The sum of what a question says for the tags of a form with its rule; the forms of one
    shape are summed once.
    """
    sums: dict[_Shape, float] = {}

    def score(form: Form, rule: str) -> float:
        shape = _shape(form)
        if shape not in sums:
            sums[shape] = math.fsum([asked[tag] for tag in _of_shape(shape) if tag in asked])
        gives = sum([asked.get(tag, 0.0) for tag in _of_quantity(form, dimension_of)])
        return sums[shape] + asked.get(_of_rule(rule), 0.0) + gives

    return score


@frozen()
class _Shape:
    """A node without its rows and numbers.

    `below`: the slots and labels of its children; `tags`: of it and all that is inside it.
    """

    label: str
    skeleton: str
    below: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


def _of_rule(rule: str) -> str:
    return f"rule:{rule}"


def _of_quantity(form: Form, dimension_of: Callable[[str], str]) -> tuple[str, ...]:
    """The quantity of numbers that are shown of rows that are named one by one: people are asked
    for in other words than money is.
    """
    if not isinstance(form, Show) or _VALUE not in form.cells or not isinstance(form.rows, Pick):
        return ()
    kinds = {dimension_of(row) for row in form.rows.rows}
    return (f"gives:{kinds.pop() if len(kinds) == 1 else _MIXED}",)


def _of_shape(shape: _Shape) -> tuple[str, ...]:
    return (f"={shape.skeleton}", *shape.tags)


@lru_cache(maxsize=_SHAPES)
def _shape(node: Any) -> _Shape:
    parts = tuple([(slot, _shape(child)) for slot, child in children(node)])
    return _shape_of(label(node), parts)


@lru_cache(maxsize=_SHAPES)
def _shape_of(mine: str, parts: tuple[tuple[str, _Shape], ...]) -> _Shape:
    """The shape of all nodes with that label and children of those shapes."""
    found: dict[str, None] = {mine: None}
    below, inside = [], []
    for slot, shape in parts:
        edge = f"{mine}.{slot}>{shape.label}"
        found[edge] = None
        for further, name in shape.below:
            found[f"{edge}.{further}>{name}"] = None
        found |= dict.fromkeys(shape.tags)
        below.append((slot, shape.label))
        inside.append(shape.skeleton)
    skeleton = f"{mine}({','.join(inside)})" if inside else mine
    return _Shape(mine, skeleton, tuple(below), tuple(found))


def features(family: str) -> tuple[str, str, str]:
    """The features of a family that `weighed_by` makes of scores."""
    return family, f"{family}:gap", f"{family}:best"


def weighed_by(family: str, scores: Sequence[float]) -> list[dict[str, float]]:
    """The features of forms by their scores, those that are 0 left out."""
    one, further, first = features(family)
    best = max(scores, default=0.0)
    size = math.log(math.fsum(math.exp(score - best) for score in scores) or 1.0)
    made = []
    for score in scores:
        gap = best - score
        found = {one: max(-FARTHEST, -gap - size)}
        if gap < _SAME:
            found[first] = 1.0
        else:
            found[further] = min(FARTHEST, gap)
        made.append(found)
    return made


def label(node: Any) -> str:
    """A node without its rows and numbers."""
    kind = type(node).__name__
    made = _LABELS.get(type(node))
    return f"{kind}:{made(node)}" if made is not None else kind


def _number_of(count: int) -> str:
    return str(count) if count < 3 else "n"


def _places(places: tuple[int, ...]) -> str:
    if len(places) > 1:
        return "n" if places[0] > 0 else "-n"
    return "1" if places == (1,) else "-" if places and places[0] < 0 else "k"


_LABELS: dict[type, Any] = {
    Arith: lambda n: n.how,
    Fold: lambda n: n.how,
    Reach: lambda n: n.order,
    Extreme: lambda n: f"{'most' if n.largest else 'least'}{_places(n.places)}",
    Nth: lambda n: _places(n.places),
    Pick: lambda n: _number_of(len(n.rows)),
    Table: lambda n: "+".join(n.sections),
    Holds: lambda n: n.mark,
    Mentions: lambda n: n.cell,
    Show: lambda n: f"{'open:' if n.open else ''}{'+'.join(n.cells)}",
    Tell: lambda n: _number_of(len(n.numbers)),
    Claim: lambda n: n.mark,
    Meets: lambda n: n.mark if n.wanted else f"{n.mark}:not",
    Larger: lambda n: n.largest,
    Some: lambda n: n.wanted,
    Belongs: lambda n: "",
    Grade: lambda n: "score" if n.score is not None else "label" if n.label else "",
    Describe: lambda n: n.topic,
    Convert: lambda n: "",
}


def grams(reading: Reading, mentions: int, before: Before | None) -> tuple[str, ...]:
    """What a question is made of: its letters, where rows stand in it, its anchors in order.

    `mentions`: the positions of what seem to be names of rows. In a conversation, what the
    form before was is a sign among the anchors.
    """
    found: dict[str, None] = {}
    plain = _marked(reading, 0)
    for size in range(1, _GRAM + 1):
        for start in range(len(plain) - size + 1):
            found["".join(plain[start : start + size])] = None
    masked = _marked(reading, mentions)
    for size in range(2, _GRAM + 2):
        for start in range(len(masked) - size + 1):
            part = masked[start : start + size]
            if _MENTION in part:
                found["".join(part)] = None
    symbols = _symbols(reading, mentions)
    if before is not None:
        symbols.insert(0, f"<before:{label(before.form)}>")
    for at, one in enumerate(symbols):
        found[one] = None
        for other in symbols[at + 1 :]:
            found[f"{one} {other}"] = None
    return tuple(found)


def mentioned(reading: Reading, links: Sequence[tuple[int, float]]) -> int:
    """The positions of what seem to be names of rows, cues aside."""
    stands = 0
    for row, _ in links[:_MEANT]:
        stands |= reading.overlap.telling(row)
    for anchor in reading.anchors:
        stands &= ~anchor.mask
    for number in reading.numbers:
        stands &= ~number.mask
    stands |= reading.overlap.named
    return sum(
        mask_of(start, end)
        for start, end in runs(stands, len(reading.text))
        if end - start >= _SHORTEST
    )


def _marked(reading: Reading, mentions: int) -> list[str]:
    """The text's letters with ends; each number and each mention as one mark."""
    made, counted = ["^"], 0
    for number in reading.numbers:
        counted |= number.mask
    for at, char in enumerate(reading.text):
        mark = _MENTION if mentions >> at & 1 else _NUMBER if counted >> at & 1 else char
        if mark == char or made[-1] != mark:
            made.append(mark)
    return [*made, "$"]


def _symbols(reading: Reading, mentions: int) -> list[str]:
    """Anchors, numbers and mentions in the order of the text."""
    found = [(a.start, f"<{a.kind}:{a.value}>") for a in reading.anchors]
    found += [(n.start, f"<{n.kind}:{_NUMBER}{n.value}>") for n in reading.numbers]
    found += [(u.start, "<unit>") for u in reading.unit_words]
    for at in range(len(reading.text)):
        if mentions >> at & 1 and not (at and mentions >> (at - 1) & 1):
            found.append((at, f"<{_MENTION}>"))
    found.sort()
    return [symbol for _, symbol in found[:_SYMBOLS]]
