"""What logical forms evaluate to: amounts with their arithmetic, judgements, outcomes."""

from __future__ import annotations

from decimal import Decimal

from askperf.facts import Band, Detail
from askperf.values import frozen


class Undefined(Exception):
    """The form asks for what doesn't exist: a sum of unlike units, a mean of nothing."""


class Blank(Undefined):
    """A number is wanted of a row whose cell is empty."""

    def __init__(self, row: str) -> None:
        super().__init__(row)
        self.row = row


@frozen()
class Amount:
    """A number and where it comes from.

    `steps` is the arithmetic that yields it, '' where it stands verbatim in its row or in
    the question; `rows` are the ids relied on; `exact` is False where it was rounded.
    """

    value: Decimal
    unit: str
    bound: str | None = None
    steps: str = ""
    rows: tuple[str, ...] = ()
    exact: bool = True
    given: bool = False
    raw: Decimal | None = None

    @property
    def number(self) -> Decimal:
        """The number to compute with."""
        return self.value if self.raw is None else self.raw


@frozen()
class Judged:
    """A claim about one row (or '' for computed numbers) and whether it holds."""

    row: str
    holds: bool
    left: Amount
    mark: str
    right: Amount
    detail: Detail | None = None


@frozen()
class Outcome:
    """What a logical form denotes.

    `rows` are those that the answer is about, `cited` all that it relies on, in order.
    `order` is the list that an ordinal of the next question counts; of a refusal, the row
    that the question was about, if any.
    """

    status: str
    rows: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    verdict: bool | None = None
    judged: tuple[Judged, ...] = ()
    bands: tuple[Band, ...] = ()
    details: tuple[tuple[str, Detail], ...] = ()
    order: tuple[str, ...] = ()
    parts: tuple[Outcome, ...] = ()
