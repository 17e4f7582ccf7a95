"""A source row as the form shows it: labelled cells, with what the answer used marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askperf.answer import Answer, Figure
from askperf.execution.numbers import plain
from askperf.facts import Row
from askperf.interfaces.repl import texts
from askperf.values import frozen

Span = tuple[int, int]


@frozen()
class Cell:
    """A cell of a row: its heading, its text as published, the stretches that were used."""

    heading: str
    text: str
    used: tuple[Span, ...] = ()


def cells(row: Row, answer: Answer | None = None) -> list[Cell]:
    """The row's cells in the form's order, marked where a figure of the answer stands."""
    figures = [f for f in answer.figures if f.row == row.full_id] if answer else []
    derivations = " ".join(f.derivation or "" for f in answer.figures) if answer else ""
    found = []
    for heading, text, is_value in _cells(row):
        spans = [span for figure in figures for span in _spans(row, text, is_value, figure)]
        if is_value and row.quantity and standalone(row.quantity.literal).search(derivations):
            spans.append((0, len(text)))
        found.append(Cell(heading, text, tuple(sorted(set(spans)))))
    return found


def _cells(row: Row) -> Iterator[tuple[str, str, bool]]:
    """(heading, text, whether it is the row's own number) of each cell."""
    quantity = row.quantity
    literal, unit, bound = "", "", ""
    if quantity is not None:
        literal, unit, bound = quantity.literal, quantity.unit, quantity.bound or ""
    if row.section == "overview":
        yield row.name, row.text or literal, quantity is not None
        return
    values: tuple[str | None, ...]
    headings: tuple[str, ...]
    if row.is_task:
        headings, at = tuple(h.format(unit=unit) for h in texts.TASK_HEADINGS), 4
        values = (str(row.number), row.name, row.content, row.goal, literal)
    else:
        headings, at = texts.INDICATOR_HEADINGS, 5
        values = (row.level1, row.level2, row.name, row.explanation, bound, literal, unit)
    for place, (heading, value) in enumerate(zip(headings, values, strict=True)):
        yield heading, value or "", place == at and quantity is not None


def _spans(row: Row, text: str, is_value: bool, figure: Figure) -> Iterator[Span]:
    """Where a figure stands in a cell: the cell itself, or a clause of its prose."""
    own = row.quantity is not None and row.quantity.value == figure.value
    if figure.derivation is not None:
        return
    if own:
        if is_value:
            yield 0, len(text)
        return
    for detail in row.details:
        if detail.quantity.value != figure.value:
            continue
        clause = text.find(detail.clause)
        at = text.find(detail.quantity.literal, clause + detail.clause.find(detail.head))
        if clause >= 0 and at >= 0:
            yield at, at + len(detail.quantity.literal)
            return
    yield from (found.span() for found in standalone(plain(figure.value)).finditer(text))


def standalone(literal: str) -> re.Pattern[str]:
    """A number on its own, not as a part of another."""
    return re.compile(rf"(?<![\d.]){re.escape(literal)}(?![\d.]*\d)")
