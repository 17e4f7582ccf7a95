"""What is said, and the words that all sentences share: labels, amounts, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from askperf.answer import Figure
from askperf.execution.numbers import own_number, plain, term
from askperf.execution.rows import World
from askperf.execution.values import Amount, Judged
from askperf.facts import Detail, Row
from askperf.lexicon import Lexicon
from askperf.values import frozen, replace

_BENEATH = "listed"
_RATE = "%"
_ASIDE = r"[^（(]{4,}[（(]([^）)]{4,})[）)]([^（(，,]{1,6})"
_COMMA = r"(?<=.{6})[,，] ?"
_HIGH = ("rate", "score")  # dimensions that are high or low, not many or few


def kind_of(row: Row) -> str:
    """`task`, `indicator` or `overview`: what a row's number is called hangs on it."""
    if row.is_task:
        return "task"
    return "indicator" if row.section == "indicators" else "overview"


def _spoken(name: str) -> str:
    aside = re.fullmatch(_ASIDE, name)
    return aside[1] + aside[2] if aside else re.split(_COMMA, name, maxsplit=1)[0]


@frozen()
class Said:
    """The sentences of an answer, its figures, and how the question was read.

    `clause`: the words of a long cell that the answer turns on, '' if none.
    """

    lines: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    reading: str = ""
    clause: str = ""


@frozen()
class Words:
    """The templates of a language, filled from the rows of a form.

    `manner`: in whose words a verdict was asked for (够吗), '' if in none of its own.
    """

    world: World
    lexicon: Lexicon
    manner: str = ""

    def say(self, template: str, **slots: str) -> str:
        """A template with its slots filled, as it is said in this manner if it has one.

        Its spaces part numbers from words: beside a word that fills a slot they go.
        """
        plain = self.lexicon.responses[template]
        text = self.lexicon.responses.get(f"manner.{self.manner}.{template}", plain)
        for name, filling in slots.items():
            if filling and not filling[0].isascii():
                text = re.sub(rf"(?<=\w) {{{name}}}", f"{{{name}}}", text)
            if filling and not filling[-1].isascii():
                text = re.sub(rf"{{{name}}} (?=\w)", f"{{{name}}}", text)
        return text.format_map(slots)

    def under_a_verdict(self) -> Words:
        """For lines that stand beneath the verdict on all of them, and don't repeat it."""
        return replace(self, manner=_BENEATH)

    def has(self, template: str) -> bool:
        """Is there such a template?"""
        return template in self.lexicon.responses

    def row(self, row_id: str) -> Row:
        """The row of that id. Raises KeyError if there is none."""
        return self.world.form.row(row_id)

    def rows(self, row_ids: Iterable[str]) -> list[Row]:
        """The rows of the ids, in order."""
        return [self.world.form.row(row_id) for row_id in row_ids]

    def section(self, name: str) -> str:
        """The name of a section."""
        return self.say(f"section.{name}")

    def label(self, row: Row) -> str:
        """How an answer names a row: as the form does, with what tells it from its namesakes."""
        return self.say(f"label.{self._named(row)}", **self._slots(row))

    def whole_label(self, row: Row) -> str:
        """A row's label with what it is: where it is what was asked for."""
        return self.say(f"label.whole.{self._named(row)}", **self._slots(row))

    def _named(self, row: Row) -> str:
        kind = kind_of(row)
        return f"{kind}.alone" if kind == "indicator" and not self._is_shared(row) else kind

    def _slots(self, row: Row) -> dict[str, str]:
        return {
            "name": row.name,
            "number": str(row.number),
            "section": self.section(row.section),
            "explanation": (row.explanation or "").rstrip("。"),
        }

    def _is_shared(self, row: Row) -> bool:
        """Has another row the same name?"""
        return sum(other.name == row.name for other in self.world.form.rows) > 1

    def title(self, row: Row) -> str:
        """A row's name as a person says it within a sentence, where no other row may be meant:
        what stands in brackets for what it explains, the first of several clauses.
        """
        others = (other.name for other in self.world.form.rows if other.name != row.name)
        short = _spoken(row.name)
        return row.name if any(_spoken(name) == short for name in others) else short

    def short(self, row: Row) -> str:
        """A row's name within a sentence; of namesakes with the explanation."""
        kind = "overview" if row.section == "overview" else "row"
        if row.explanation and self._is_shared(row):
            kind = "namesake"
        explanation = (row.explanation or "").rstrip("。")
        return self.say(f"asked.{kind}", name=self.title(row), explanation=explanation)

    def amount(self, amount: Amount, *, bare: bool = False) -> str:
        """A number with its unit and comparator in words, told to be rounded if it is.

        `bare` leaves the comparator out; a computed number is never said to equal itself.
        """
        value = plain(amount.value)
        text = f"{value}{amount.unit}" if amount.unit in (_RATE, "") else f"{value} {amount.unit}"
        bound = None if bare or (amount.steps and amount.bound == "=") else amount.bound
        if bound is not None:
            text = self.say(f"bound.{bound}", value=text)
        return text if amount.exact else self.say("said.rounded", number=text)

    def number(self, row: Row) -> str:
        """A row's number as the form means it (不低于 97.5%), its text, or that it is empty."""
        if row.quantity is not None:
            return self.amount(own_number(row))
        return row.text or self.say("said.cell.blank")

    def states(self, row: Row) -> str:
        """What a row says, as a clause: whose number it is, and the number."""
        label, number = self.label(row), self.number(row)
        return self.say(f"said.states.{kind_of(row)}", label=label, number=number)

    def bracket(self, steps: str) -> str:
        """Arithmetic in brackets, '' if there is none."""
        return self.say("said.bracket", text=steps) if steps else ""

    def owner(self, amount: Amount) -> str:
        """Full id of the first row that an amount relies on, else the form's id."""
        return self.row(amount.rows[0]).full_id if amount.rows else self.world.form.id

    def figure(self, amount: Amount, label: str, detail: Detail | None = None) -> Figure:
        """An amount as a figure; a numeral in the prose is read out as its derivation."""
        steps = amount.steps
        if detail and not steps and not detail.quantity.literal[:1].isdigit():
            steps = self.say(
                "said.numeral", text=detail.quantity.literal, value=plain(amount.value)
            )
        return Figure(
            amount.value, amount.unit, amount.bound, label, self.owner(amount), steps or None
        )

    def own_figures(self, amounts: Iterable[Amount]) -> tuple[Figure, ...]:
        """Rows' own numbers as figures, each under its row's name."""
        return tuple(
            self.figure(amount, self.row(amount.rows[0]).name)
            for amount in amounts
            if amount.rows and not amount.given
        )

    def level(self, row: Row) -> str:
        """The second-level category of an indicator, without its number."""
        return (row.level2 or "").partition("-")[2] or row.level2 or ""

    def degree(self, amount: Amount) -> str:
        """Is such a number `high` or `many`?"""
        return "high" if self.world.dimension(amount.unit) in _HIGH else "many"

    def difference(self, judged: Judged, stated: Iterable[Amount]) -> Amount:
        """How far two numbers are apart, larger less smaller.

        Those that were stated with their own arithmetic stand as they are; others, which
        were converted to compare them, show it.
        """
        as_stated = tuple(stated)
        high, low = judged.left, judged.right
        if high.value < low.value:
            high, low = low, high
        texts = [plain(x.value) if x in as_stated else term(x) for x in (high, low)]
        value = high.value - low.value
        unit = self.say("said.points") if high.unit == _RATE else high.unit
        rows = tuple(dict.fromkeys((*judged.left.rows, *judged.right.rows)))
        return Amount(value, unit, None, f"{texts[0]} - {texts[1]} = {plain(value)}", rows)
