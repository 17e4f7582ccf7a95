"""Values: what a form says, each row with its provenance. Imports nothing of ours."""

from __future__ import annotations

from decimal import Decimal

from askperf.values import field, frozen

SECTIONS = ("overview", "key-tasks", "other-tasks", "indicators")
TASK_SECTIONS = ("key-tasks", "other-tasks")


@frozen()
class Quantity:
    """A number as the form prints it.

    `bound` is the form's comparator (`=`, `>=` ...) or None where the form has
    none (amounts and head-counts); `literal` is the text of the number in its cell.
    """

    value: Decimal
    unit: str
    bound: str | None
    literal: str


@frozen()
class Detail:
    """A quantity that stands inside a row's prose, such as 考评时间不少于2天.

    `field` names the cell, `head` is the text before the number in its clause,
    `clause` the whole clause, verbatim.
    """

    field: str
    head: str
    clause: str
    quantity: Quantity


@frozen()
class Band:
    """A grade that a row's explanation defines: inclusive limits, None = open."""

    label: str
    low: Decimal | None
    high: Decimal | None
    clause: str

    def holds(self, score: Decimal) -> bool:
        """Is the score within the limits?"""
        return (self.low is None or score >= self.low) and (self.high is None or score <= self.high)


@frozen()
class Source:
    """Where a row stands: form, row id, 1-based line of the text, verbatim quote.

    Provenance takes no part in equality of rows, so tests compare meaning.
    """

    form: str
    row: str
    line: int
    quote: str


@frozen()
class Row:
    """One row of a form. Cells that a section doesn't have are None; blank cells are ''."""

    id: str
    section: str
    number: int
    name: str
    source: Source = field(compare=False)
    quantity: Quantity | None = None
    text: str | None = None
    content: str | None = None
    goal: str | None = None
    level1: str | None = None
    level2: str | None = None
    explanation: str | None = None
    details: tuple[Detail, ...] = ()
    bands: tuple[Band, ...] = ()

    @property
    def full_id(self) -> str:
        """The public id, `form/section/key`."""
        return f"{self.source.form}/{self.id}"

    @property
    def is_task(self) -> bool:
        """Is it a row of one of the task tables?"""
        return self.section in TASK_SECTIONS

    @property
    def is_blank(self) -> bool:
        """True where the form has the cell and left it empty (blank is not 0)."""
        return self.quantity is None and self.text == ""

    def cells(self) -> tuple[tuple[str, str], ...]:
        """(cell name, text) of the prose cells, from the most to the least telling."""
        pairs = (
            ("name", self.name),
            ("explanation", self.explanation),
            ("text", self.text),
            ("content", self.content),
            ("goal", self.goal),
        )
        return tuple((key, value) for key, value in pairs if value)


@frozen()
class Form:
    """One published form: its identity and its rows in the form's order."""

    id: str
    title: str
    department: str
    place: str
    year: int
    rows: tuple[Row, ...]

    def row(self, row_id: str) -> Row:
        """The row of that id (short or full). Raises KeyError if there is none."""
        short = row_id.removeprefix(f"{self.id}/")
        for row in self.rows:
            if row.id == short:
                return row
        raise KeyError(row_id)

    def section(self, *names: str) -> tuple[Row, ...]:
        """The rows of the sections, in the form's order."""
        return tuple(row for row in self.rows if row.section in names)
