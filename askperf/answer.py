"""Values of the way back: figures, the trace, answers."""

from __future__ import annotations

from decimal import Decimal

from askperf.facts import Source
from askperf.values import field, frozen

SCHEMA = 2


@frozen()
class Figure:
    """A number that answers the question.

    `derivation` is None where the number stands verbatim in the row, else the
    arithmetic that yields it, its operands cited.
    """

    value: Decimal
    unit: str
    bound: str | None
    label: str
    row: str
    derivation: str | None = None


@frozen()
class Step:
    """One stage of the trace: its name and what it produced, for people.

    `value` is that itself, for programs, where there is a use for it.
    """

    stage: str
    detail: str
    value: object = None


@frozen()
class Choice:
    """What a person may choose after an ambiguity: a row and how it reads."""

    row: str
    label: str


@frozen()
class Answer:
    """The answer's contract; `interfaces.serialization` gives its JSON."""

    question: str
    status: str
    text: str
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    interpretation: str
    suggestions: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    trace: tuple[Step, ...] = field(default=(), compare=False)

    @property
    def first(self) -> str:
        """The answer alone; the further lines of the text say what proves it."""
        return self.text.partition("\n")[0]
