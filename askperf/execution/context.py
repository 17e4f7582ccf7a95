"""What evaluation works on, and how rows and numbers are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext

from askperf.answer import Denotation, Figure, Statement
from askperf.facts import Form, Row
from askperf.lexicon import Lexicon
from askperf.query import Operand
from askperf.values import frozen

_EXACT_PLACES = 6
_DEFAULT_PLACES = 2


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@frozen()
class Context:
    """The form and language of an evaluation; `places` if the question rounds."""

    form: Form
    lexicon: Lexicon
    places: int | None = None

    def row(self, row_id: str) -> Row:
        """The row of that id. Raises KeyError if there is none."""
        return self.form.row(row_id)

    def rows(self, row_ids: Iterable[str]) -> tuple[Row, ...]:
        """The rows of the ids, in order."""
        return tuple(self.form.row(row_id) for row_id in row_ids)

    def say(self, template: str, slots: Mapping[str, str] | None = None) -> str:
        """A phrase of the responses with its slots filled."""
        return self.lexicon.responses[template].format_map(slots or {})

    def section(self, name: str) -> str:
        """The name of a section."""
        return self.say(f"section.{name}")

    def label(self, row: Row) -> str:
        """How an answer names a row: with what tells it from its namesakes."""
        if row.section == "overview":
            return self.say("label.overview", {"name": row.name})
        slots = {
            "name": row.name,
            "number": str(row.number),
            "section": self.section(row.section),
            "explanation": (row.explanation or "").rstrip("。"),
        }
        return self.say("label.indicator" if row.section == "indicators" else "label.task", slots)

    def number(self, row: Row) -> str:
        """A row's number as the form means it: 不低于 97.5%, 63 万元."""
        assert row.quantity is not None
        return self.amount(row.quantity.literal, row.quantity.unit, row.quantity.bound)

    def amount(self, value: str, unit: str, bound: str | None = None) -> str:
        """A number with its unit and, if it has one, its comparator in words."""
        tight = unit in ("%", "")
        text = f"{value}{unit}" if tight else f"{value} {unit}"
        return text if bound is None else self.say(f"bound.{bound}", {"value": text})

    def figure(self, row: Row, label: str = "") -> Figure:
        """A row's own number as a figure, verbatim."""
        assert row.quantity is not None
        q = row.quantity
        return Figure(q.value, q.unit, q.bound, label or row.name, row.full_id)

    def statement(self, template: str, row: Row, **slots: str) -> Statement:
        """A sentence about a row; its label and name are filled in."""
        return Statement(template, {"label": self.label(row), "name": row.name, **slots})

    def factor(self, unit: str) -> Decimal:
        """The factor of a unit to the base unit of its dimension; 1 if unknown."""
        found = self.lexicon.unit(unit)
        return found.factor if found else Decimal(1)

    def dimension(self, unit: str) -> str:
        """The dimension of a unit, '' if unknown."""
        found = self.lexicon.unit(unit)
        return found.dimension if found else ""

    def round(self, value: Decimal) -> tuple[Decimal, bool]:
        """The value as it will be said, and whether it was rounded (half up)."""
        exact = value == value.quantize(Decimal(1).scaleb(-_EXACT_PLACES))
        if self.places is None and exact:
            return value, False
        places = _DEFAULT_PLACES if self.places is None else self.places
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return rounded, rounded != value

    def divide(self, left: Decimal, right: Decimal) -> Decimal:
        """A quotient to 40 digits; it is rounded when said."""
        with localcontext(prec=40):
            return left / right

    def owner(self, operand: Operand) -> str:
        """Full id of the row that a figure of the operand is filed under."""
        return self.row(operand.rows[0]).full_id if operand.rows else self.form.id

    def operand_figure(self, operand: Operand, value: Decimal, unit: str, text: str) -> Figure:
        """An operand as a figure; its sum is shown where it is one."""
        single = operand.mode == "value" and len(operand.rows) == 1
        if single and operand.number is not None:  # a quantity of the row's prose
            return Figure(value, unit, None, operand.label, self.owner(operand))
        if single:
            return self.figure(self.row(operand.rows[0]))
        derivation = f"{text.strip('()')} = {plain(value)}"
        return Figure(value, unit, None, operand.label, self.owner(operand), derivation)

    def operand_value(self, operand: Operand) -> tuple[Decimal, str, str]:
        """(value, unit, arithmetic) of an operand; the arithmetic cites each number."""
        if operand.number is not None:
            return operand.number, operand.unit, plain(operand.number)
        if operand.mode == "count":
            return Decimal(len(operand.rows)), "条", str(len(operand.rows))
        quantities = [row.quantity for row in self.rows(operand.rows) if row.quantity]
        total = sum((q.value for q in quantities), Decimal(0))
        text = " + ".join(q.literal for q in quantities)
        unit = quantities[0].unit if quantities else ""
        return total, unit, f"({text})" if len(quantities) > 1 else text


def result(derivation: str, value: Decimal, rounded: bool) -> str:
    """`left = value`, or `left ≈ value` where it was rounded."""
    return f"{derivation} {'≈' if rounded else '='} {plain(value)}"


def unlike_units(*labels: str) -> Denotation:
    """The refusal to compute with, or to compare, what has unlike units."""
    slots = {"labels": "；".join(labels)}
    return Denotation("not_found", (Statement("refuse.units", slots),))
