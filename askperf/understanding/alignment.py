"""How a form lies along its question: what stands between and beside the parts that it takes.

The question is written with the form's own parts in the place of their words (the row that
is taken away, the number that is compared with, the section summed), and n-grams of that
line are what examples weigh. So they teach which part is whose: 甲比乙多 is not 乙比甲多.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from askperf.logic import (
    Extreme,
    Form,
    Given,
    IsBlank,
    Mentions,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    Pick,
    Table,
    children,
)
from askperf.understanding.grammar.values import masks, section_table
from askperf.understanding.reading import Reading, mask_of, runs
from askperf.understanding.structure import label
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLAIN = frozenset(("Value", "Tell:1", "Where", "Either"))  # what adds nothing to a place
_DEPTH = 2
_LONGEST, _LETTERS = 5, 3
_SHORTEST = 2
NOWHERE = "!"
_OPEN, _NUMBER, _SPACE, _THEN = "?", "#", "_", ">"


@frozen()
class Ground:
    """A question's positions that parts of forms may stand on, found once for all forms."""

    reading: Reading
    rows: Mapping[str, int]
    open: int
    counted: int


def grounded(reading: Reading, ids: tuple[str, ...], mentions: int) -> Ground:
    """`mentions`: positions of what seem to be names of rows; `ids` of the form's rows."""
    counted = masks(reading.numbers)
    aside = counted | masks(reading.anchors)
    rows = {}
    for index, row in enumerate(ids):
        named = reading.overlap.full.get(index, 0) | reading.overlap.called.get(index, 0)
        telling = reading.overlap.telling(index) & ~aside
        mask = named | (telling or reading.overlap.of(index) & ~aside)
        rows[row] = sum(
            mask_of(start, end)
            for start, end in runs(mask, len(reading.text))
            if end - start >= _SHORTEST
        )
    return Ground(reading, rows, mentions, counted)


def line(form: Form, ground: Ground) -> tuple[str, ...]:
    """The question's letters with the form's parts in place of their words, and what it takes
    from nowhere. Parts are longer than a letter; a symbol holds no space.
    """
    at_each: dict[int, str] = {}
    nowhere: dict[str, None] = {}
    for mask, role in _roles(form, (), ground):
        if not mask:
            nowhere[f"{NOWHERE}{role}"] = None
        for start, end in runs(mask, len(ground.reading.text)):
            for at in range(start, end):
                old = at_each.get(at)
                if old is None:
                    at_each[at] = role
                elif role not in old.split("&"):
                    at_each[at] = f"{old}&{role}"
    made = ["^"]
    for at, char in enumerate(ground.reading.text):
        symbol = at_each.get(at) or (
            _NUMBER if ground.counted >> at & 1 else _OPEN if ground.open >> at & 1 else char
        )
        if symbol == char or made[-1] != symbol:
            made.append(symbol if symbol != " " else _SPACE)
    return (*made, "$", *nowhere)


def grams(line: Sequence[str]) -> tuple[str, ...]:
    """The n-grams of a line that speak of the form's parts, and the order of these."""
    found: dict[str, None] = {}
    end = line.index("$") + 1
    found.update(dict.fromkeys(line[end:]))
    line = line[:end]
    marks = [len(symbol) > 1 or symbol in (_OPEN, _NUMBER) for symbol in line]
    for start in range(end):
        letters = marked = 0
        for at in range(start, min(end, start + _LONGEST)):
            marked += marks[at]
            letters += not marks[at]
            if letters > _LETTERS:
                break
            if marked and (marks[at] or marks[start]):
                found[" ".join(line[start : at + 1])] = None
    order = [symbol for symbol, mark in zip(line, marks, strict=True) if mark]
    for at in range(len(order) - 1):
        found[f"{_THEN} {order[at]} {order[at + 1]}"] = None
        found[" ".join((_THEN, _THEN, *order[at : at + 3]))] = None
    return tuple(found)


def weights_of(lines: Sequence[str]) -> dict[str, float]:
    """`gram TAB hundredths` lines as weights; equal ones are one object."""
    cells = "\t".join(lines).split("\t") if lines else []
    known = {cell: int(cell) / 100 for cell in set(cells[1::2])}
    return dict(zip(cells[::2], map(known.__getitem__, cells[1::2]), strict=True))


class Alignment:
    """What examples say for n-grams of lines. Shared between threads.

    `roles`: the parts of forms, which the lines `gram TAB hundredths` call by their number
    behind `@`.
    """

    def __init__(self, roles: Sequence[str], lines: Sequence[str]) -> None:
        self._marks = {role: f"@{number}" for number, role in enumerate(roles)}
        self._weights = weights_of(lines)

    def score(self, form: Form, ground: Ground) -> float:
        """How much the examples speak for a form that lies so along its question."""
        marks, weights = self._marks, self._weights
        found = grams([marks.get(x, x) for x in line(form, ground)])
        known = [weights[gram] for gram in found if gram in weights]
        return sum(known) / math.sqrt(len(found)) if known else 0.0


def _roles(node: Any, path: tuple[str, ...], ground: Ground) -> Iterator[tuple[int, str]]:
    place = "/".join(path[-_DEPTH:])
    reading = ground.reading
    if isinstance(node, Pick):
        for row in node.rows:
            yield ground.rows[row], f"{place}/row"
    elif isinstance(node, Table):
        if mask := _section(node, reading):
            yield mask, f"{place}/sec"
    elif isinstance(node, Given):
        yield _number(node, reading), f"{place}/num"
    elif isinstance(node, (OfLevel, OfComparator)):
        name = node.name if isinstance(node, OfLevel) else node.mark
        kind = "level" if isinstance(node, OfLevel) else "comparator"
        yield _anchors(reading, kind, name), f"{place}/{kind}"
    elif isinstance(node, OfUnit):
        mask = masks(unit for unit in reading.unit_words if unit.units == node.units)
        yield mask, f"{place}/unit"
    elif isinstance(node, Mentions):
        mask = 0
        for word in node.words:
            found = reading.text.find(word)
            mask |= mask_of(found, found + len(word)) if found >= 0 else 0
        yield mask, f"{place}/word"
    elif isinstance(node, IsBlank):
        yield _anchors(reading, "blank", None), f"{place}/blank"
    elif isinstance(getattr(node, "row", None), str):
        yield ground.rows[node.row], f"{place}/{label(node)}"
    name = label(node)
    if isinstance(node, (Extreme, Nth)) and (mask := _places(reading)):
        yield mask, f"{place}/{name}"
    for slot, child in children(node):
        mine = path if name in _PLAIN else (*path, f"{name}.{slot}")
        yield from _roles(child, mine, ground)


def _section(node: Table, reading: Reading) -> int:
    sections = (anchor for anchor in reading.anchors if anchor.kind == "section")
    return masks(anchor for anchor in sections if section_table(anchor.value) == node)


def _places(reading: Reading) -> int:
    return masks(number for number in reading.numbers if number.kind in ("places", "rows"))


def _number(node: Given, reading: Reading) -> int:
    return masks(number for number in reading.numbers if number.number == node.value)


def _anchors(reading: Reading, kind: str, value: str | None) -> int:
    mine = (anchor for anchor in reading.anchors if anchor.kind == kind)
    return masks(anchor for anchor in mine if value in (None, anchor.value))
