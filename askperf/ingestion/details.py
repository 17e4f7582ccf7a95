"""Quantities that stand in a row's prose: 考评时间不少于2天, 完成三场宣传活动 …

They are facts of the form as much as its number cells, and asked for as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from askperf.facts import Band, Detail, Form, Quantity, Row
from askperf.numerals import Number, NumberFinder
from askperf.values import frozen, replace

_CLAUSES = re.compile(r"[^;；。，,]+")
_PARENTHESES = re.compile(r"[(（][^)）]*[)）]")
_PROSE = ("text", "explanation", "content", "goal")


@frozen()
class DetailRules:
    """Words around a number, from `numerals.yaml`, and the units it may carry."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    not_a_quantity: tuple[str, ...]
    units: Sequence[tuple[str, str]]  # (wording, standard unit), longest first
    bands: re.Pattern[str]


def with_details(form: Form, finder: NumberFinder, rules: DetailRules) -> Form:
    """The same form, each row carrying the quantities of its prose."""
    rows = tuple(
        replace(
            row,
            details=tuple(_details(row, finder, rules)),
            bands=tuple(_bands(row, rules)),
        )
        for row in form.rows
    )
    return replace(form, rows=rows)


def _bands(row: Row, rules: DetailRules) -> list[Band]:
    """Grades such as 90分（含90分）以上为优秀, 70-89分为良好 in an explanation."""
    return [
        Band(
            match["label"],
            Decimal(match["low"]) if match["low"] else None,
            Decimal(match["high"]) if match["high"] else None,
            match[0],
        )
        for match in rules.bands.finditer(row.explanation or "")
    ]


def _details(row: Row, finder: NumberFinder, rules: DetailRules) -> list[Detail]:
    found = []
    for cell, text in row.cells():
        if cell not in _PROSE:
            continue
        graded = [match.span() for match in rules.bands.finditer(text)]
        for match in _CLAUSES.finditer(text):
            if any(match.start() < b and a < match.end() for a, b in graded[1:]):
                continue
            found += _clause_details(cell, match[0].strip(), finder, rules)
    return found


def _clause_details(
    cell: str, clause: str, finder: NumberFinder, rules: DetailRules
) -> list[Detail]:
    aside = [match.span() for match in _PARENTHESES.finditer(clause)]
    details, start = [], 0
    for number in finder.find(clause):
        unit = _unit(clause, number, rules)
        if unit is None or any(a <= number.start < b for a, b in aside):
            continue
        head = clause[start : number.start]
        tail = clause[number.end + len(unit[0]) :]
        at_least = any(word in head[-4:] for word in rules.before) or any(
            tail.startswith(word) for word in rules.after
        )
        quantity = Quantity(number.value, unit[1], ">=" if at_least else "=", number.literal)
        details.append(Detail(cell, head, clause, quantity))
        start = number.end
    return details


def _unit(clause: str, number: Number, rules: DetailRules) -> tuple[str, str] | None:
    rest = clause[number.end :]
    if any(rest.startswith(word) for word in rules.not_a_quantity):
        return None
    return next(((say, unit) for say, unit in rules.units if rest.startswith(say)), None)
