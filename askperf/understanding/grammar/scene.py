"""A scene: what the lines of forms share of a question, made once."""

from __future__ import annotations

from functools import cached_property

from askperf.facts import Row
from askperf.logic import Extreme, Fold, Nth, Number, Rows, Table, Value
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.chart import Chart
from askperf.understanding.grammar.values import Operand, RowSet, Span, masks
from askperf.understanding.reading import mask_of

_PLACED = ("step", "nth", "ext1", "extp", "extd", "next")
_TOLD_OF = ("before:among", "before:table")
_STEPS, _SINGLES = 6, 5


class Scene:
    """A chart seen as one question.

    `asked`: positions of asking words; `names`: single rows by their words; `sets`: all
    sets of rows; `one`: everything that is a single row; `told_of`: tables that
    the turn before was of; `earlier`: its rows; `sums`: arithmetic.
    """

    def __init__(self, chart: Chart, span: Span | None = None) -> None:
        """`span`: the part of the question that is seen; all of it if none is given."""
        self.chart, self.span, self.text = chart, span or chart.whole, chart.text
        self.sheet, self.before, self.words = chart.sheet, chart.before, chart.words
        self.cues = chart.operations(self.span)
        self.cells: dict[str, int] = {}
        for anchor in chart.anchors("attribute"):
            self.cells[anchor.value] = self.cells.get(anchor.value, 0) | anchor.mask
        self.asked = chart.mask("ask")
        self.pointing = chart.pointing(chart.whole)
        self.sets = chart.rowsets(self.span)
        self.names = self._named(chart.singles(self.span, _SINGLES))
        self.earlier = [x for x in self.sets if x.tag.startswith("before")]
        self.earlier_one = [x for x in self.earlier if x.count == 1]
        placed = [x for x in self.sets if x.count == 1 and x.tag in _PLACED][:_STEPS]
        self.one = [*self.names, *placed, *self.earlier_one]
        self.filtered, self.tables = chart.filtered(self.span), chart.tables(self.span)
        self.told_of = [x for x in self.filtered if x.tag in _TOLD_OF]
        self.special, self.excluded = chart.special(self.span), chart.excluded(self.span)
        self.joined, self.sums = chart.joined(self.span), chart.infix(self.span)
        self.numbers = chart.operands(self.span, 6)
        self.marks, self.near = chart.marks(self.span), chart.anchors("near", span=self.span)
        # A verdict says how far the numbers are apart as well: 够不够，差多少.
        self.judged = self.asked | self.op("meets", "gap")

    def _named(self, names: list[RowSet]) -> list[RowSet]:
        """The rows that may be named: after a turn on some row, none by the word for a cell
        alone (那预算呢, 单位呢 ask for its money, its unit, not for the number of budget units).
        """
        cells = self.cell(*self.cells)
        if self.before is None or not self.before.rows or not cells:
            return names
        return [one for one in names if not one.used or one.used & ~cells]

    @cached_property
    def every(self) -> int:
        """The positions of words for every one of some rows."""
        found = 0
        for match in self.words.all.finditer(self.text):
            found |= mask_of(*match.span())
        return found

    @cached_property
    def missing(self) -> Anchor | None:
        """What says that a target is missed, and not a part of 达没达标."""
        meets = self.chart.anchors("op", "meets")
        for cue in self.chart.anchors("op", "misses"):
            if not any(a.start < cue.start and cue.end <= a.end for a in meets):
                return cue
        return None

    def op(self, *names: str) -> int:
        """The positions of operations' cues."""
        return masks(self.cues[name] for name in names if name in self.cues)

    def cell(self, *names: str) -> int:
        """The positions of the wordings of cells."""
        found = 0
        for name in names:
            found |= self.cells.get(name, 0)
        return found

    def row(self, node: Rows) -> Row | None:
        """The row of a node that has a single one."""
        return self.sheet.row(node)

    def around(self, number: Anchor, before: int, after: int) -> list[Anchor]:
        """The relations that stand beside a number; 最多 behind it is none (26万是最多的吗)."""
        sizes = self.chart.mask("op", "most", "least")
        return [
            a
            for a in self.marks
            if 0 <= number.start - a.end <= before
            or (0 <= a.start - number.end <= after and a.mask & sizes != a.mask)
        ]

    def operands(self, start: int, end: int, most: int) -> list[Operand]:
        """The numbers of a span."""
        return self.chart.operands((start, end), most)

    def passage(self, row: Row, index: int) -> int:
        """The positions of words that stand in the clause of a row's quantity."""
        clause, found = row.details[index].clause, 0
        for token in self.chart.reading.tokens:
            if len(token.text) > 1 and token.text in clause:
                found |= mask_of(token.start, token.end)
        return found


def number_over(node: Rows) -> Number:
    """The number that rows stand for: of a table, or of several places in it, the sum."""
    placed = isinstance(node, Extreme | Nth) and len(node.places) > 1
    return Fold("sum", node) if isinstance(node, Table) or placed else Value(node)
