"""What goes in and out of the grammar, and the parts that its lines put together."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from decimal import Decimal

from askperf.facts import TASK_SECTIONS
from askperf.logic import Condition, Either, Extreme, Form, Given, Number, Rows, Table, Where
from askperf.understanding.anchors import Anchor
from askperf.understanding.reading import mask_of
from askperf.values import frozen

TYPE_CHECKING = False  # `typing` costs a start a millisecond; type checkers know the name
if TYPE_CHECKING:
    from typing import NamedTuple, Protocol, TypeAlias

    class Marked(Protocol):
        """What has positions."""

        @property
        def mask(self) -> int:
            """Its positions."""

    Span: TypeAlias = tuple[int, int]
    # A form found: itself, the positions it accounts for, its score, its rule.
    Found: TypeAlias = tuple[Form, int, float, str]
    # Conditions that hold together, and the positions they account for.
    Narrowing: TypeAlias = tuple[tuple[Condition, ...], int]

    class _RowSet(NamedTuple):
        node: Rows
        used: int
        score: float
        tag: str
        count: int = 0  # type: ignore[assignment]  # it hides the method of tuples

    class Operand(NamedTuple):
        """A number that a span may mean."""

        node: Number
        used: int
        score: float
        tag: str

else:
    Span = Found = Narrowing = object
    # Hundreds are made for a question; as tuples they cost a fifth.
    _RowSet = namedtuple("_RowSet", "node used score tag count", defaults=(0,))
    Operand = namedtuple("Operand", "node used score tag")

TASKS = Table(TASK_SECTIONS)
KEY, OTHER = Table(("key-tasks",)), Table(("other-tasks",))
INDICATORS = Table(("indicators",))
_TABLES = {"tasks": TASKS, "everything": Table((*TASK_SECTIONS, "indicators"))}
EVERYTHING = Table(("overview", *TASK_SECTIONS, "indicators"))
PERCENT = "%"
TWO = Given(Decimal(2))
HUNDRED, HALF = Given(Decimal(100), PERCENT), Given(Decimal(50), PERCENT)
EITHER_TABLE = ((KEY, OTHER), (OTHER, KEY))  # a table of tasks and the other one
STRICT = (">", "<")
TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">="}  # a relation seen from its other side
RANKING = ("most", "least", "descending", "ascending")  # operations that order rows by size
COVERED = 0.25  # what a position that is accounted for is worth within a span
_LEANING = ("follow", "repeat", "choose")
FLOATING = "float"
LIKENED = "larger:than"


@frozen()
class Before:
    """What a turn leaves: its form, the rows it was about, the list shown, numbers said.

    `among`: the set that its rows were taken from or are, kept while the talk stays within.
    """

    form: Form
    rows: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    among: Rows | None = None

    @property
    def mentioned(self) -> frozenset[str]:
        """The rows that the conversation was about."""
        return frozenset((*self.rows, *self.order, *self.recent))


@frozen()
class Candidate:
    """A form that a question may mean.

    `used`: the positions of the question that it accounts for; `rule`: the line of the
    grammar that made it; `leans`: it takes something from the turn before.
    """

    form: Form
    used: int
    score: float
    rule: str
    leans: bool = False

    @property
    def floats(self) -> bool:
        """Does its operation stand in the question without a cue?"""
        return self.rule.startswith(FLOATING)


class RowSet(_RowSet):
    """Rows that a span may mean. `count` is 0 where they were not counted."""

    __slots__ = ()

    @property
    def narrowed(self) -> bool:
        """Was a table narrowed by conditions?"""
        return "+" in self.tag or "|" in self.tag

    @property
    def whole(self) -> bool:
        """Is it a section as it stands, named or by default?"""
        return self.tag.startswith(("sec", "def")) and not {"+", "|"} & set(self.tag)


@frozen()
class Listed:
    """A list of things that a question names: the rows that are clearly meant, by their indices,
    and where it stands, if each part of it means one.
    """

    rows: tuple[int, ...] = ()
    start: int = 0
    end: int = 0

    def within(self, span: Span) -> bool:
        """Does a whole list of rows stand within a span?"""
        return len(self.rows) > 1 and span[0] <= self.start < self.end <= span[1]


@frozen()
class Spot:
    """A span of the question that is no anchor."""

    start: int
    end: int

    @property
    def mask(self) -> int:
        """The span as a set of positions."""
        return mask_of(self.start, self.end)


def section_table(value: str) -> Table:
    """The rows that a wording of a section means."""
    return _TABLES.get(value) or Table((value,))


def leans(rule: str) -> bool:
    """Does a rule take something from the turn before?"""
    return "before" in rule or rule.startswith(_LEANING)


def narrowed(rows: Rows, conditions: Iterable[Condition]) -> Rows:
    """Rows that meet all of some conditions."""
    for condition in conditions:
        rows = Where(rows, condition)
    return rows


def unnarrowed(rows: Rows) -> Rows:
    """The rows that conditions were put on."""
    while isinstance(rows, Where):
        rows = rows.rows
    return rows


def both_ends(rows: Rows, deep: int = 1) -> Either:
    """The largest and the smallest of some rows, so many of either."""
    ends = tuple(range(1, deep + 1))
    return Either((Extreme(rows, True, ends), Extreme(rows, False, ends)))


def bound(text: str, mark: Anchor, number: Anchor) -> str:
    """What a relation says of what it bounds by a number that it stands beside: a sign behind the
    number (20万≤金额) says the opposite of what it says ahead of one.
    """
    behind = mark.start == number.end and not text[mark.start].isalnum()
    return TURNED.get(mark.value, mark.value) if behind else mark.value


def stands_by(mark: Anchor, number: Anchor, most: int) -> bool:
    """Do at most so many characters part a relation and a number?"""
    return 0 <= number.start - mark.end <= most or 0 <= mark.start - number.end <= most


def masks(found: Iterable[Marked]) -> int:
    """The positions of several spans."""
    mask = 0
    for one in found:
        mask |= one.mask
    return mask


def best(found: Iterable[RowSet], span: Span, most: int) -> list[RowSet]:
    """The best sets of rows, each node once."""
    here = mask_of(*span)
    kept: dict[Rows, tuple[float, RowSet]] = {}
    for one in found:
        worth = one.score + COVERED * (one.used & here).bit_count()
        old = kept.get(one.node)
        if old is None or old[0] < worth:
            kept[one.node] = (worth, one)
    ranked = sorted(kept.values(), key=lambda pair: -pair[0])
    return [one for _, one in ranked[:most]]


def number_of(anchor: Anchor) -> Decimal:
    """The number of a number's anchor."""
    return Decimal(0) if anchor.number is None else anchor.number


def given(anchor: Anchor) -> Given:
    """The number of an anchor in its unit."""
    return Given(number_of(anchor), anchor.value)
