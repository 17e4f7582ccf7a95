"""A question's chart: what each span of it may mean, found once and shared by all lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product

from askperf.execution.rows import World
from askperf.understanding.anchors import Anchor
from askperf.understanding.grammar.apart import per_head
from askperf.understanding.grammar.arithmetic import infix
from askperf.understanding.grammar.conditions import conditions
from askperf.understanding.grammar.conjunction import joined
from askperf.understanding.grammar.exclusion import excluded
from askperf.understanding.grammar.named import groups, singles
from askperf.understanding.grammar.operands import operands
from askperf.understanding.grammar.places import special
from askperf.understanding.grammar.pointed import earlier_rows
from askperf.understanding.grammar.rent import of_everyone
from askperf.understanding.grammar.rowsets import rowsets
from askperf.understanding.grammar.scaling import scaled
from askperf.understanding.grammar.scenarios import scenarios
from askperf.understanding.grammar.sheet import Sheet
from askperf.understanding.grammar.tables import bases, filtered
from askperf.understanding.grammar.topics import prose_words
from askperf.understanding.grammar.values import (
    Before,
    Listed,
    Narrowing,
    Operand,
    RowSet,
    Span,
    masks,
)
from askperf.understanding.grammar.wordings import Wordings
from askperf.understanding.overlap import FormIndex
from askperf.understanding.reading import Reading, UnitWord, mask_of

TYPE_CHECKING = False  # `typing` costs a start a millisecond; type checkers know the name
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T")

_PUNCTUATION = frozenset("，,。；;？?！!：: ")
_SCALED = 2
_PHRASE, _ENDS = (2, 16), 3  # characters of a phrase, how many ends of it are tried
# Parts that are looked for, spans and readings of them; 4,600 questions took 1,210 at most.
_BUDGET = 1500
_COMPARED, _VERB = 2, 3  # characters of what is compared with at least, of a verb at most
_BESIDE = ("next", "previous")
_NO_TOPIC = ("section", "op", "ask", "level", "attribute", "comparator", "mark", "named")


class TooDense(Exception):
    """A text holds more cues than can be put together in time; no question of a person does."""


class Chart:
    """The parts of one question. Every span is looked at once.

    Whatever looks for a part raises `TooDense` when the budget is spent.
    """

    def __init__(
        self,
        reading: Reading,
        link: Callable[[Reading, Span], list[tuple[int, float]]],
        world: World,
        index: FormIndex,
        before: Before | None,
        words: Wordings,
        listed: Listed,
    ) -> None:
        self.listed = listed
        self.reading, self.text, self.before = reading, reading.text, before
        self.words, self.index, self.sheet = words, index, Sheet(world)
        self.whole: Span = (0, len(reading.text))
        self._link = link
        self._memo: dict[Any, Any] = {}
        self._anchors: dict[str, list[Anchor]] = {}
        for anchor in reading.anchors:
            self._anchors.setdefault(anchor.kind, []).append(anchor)

    # ── the reading ──────────────────────────────────────────────────────────────────

    def anchors(self, kind: str, *values: str, span: Span | None = None) -> list[Anchor]:
        """The anchors of a kind (and of one of the values) within a span."""
        start, end = span or self.whole
        return [
            a
            for a in self._anchors.get(kind, ())
            if start <= a.start and a.end <= end and (not values or a.value in values)
        ]

    def numbers(self, *kinds: str, span: Span | None = None) -> list[Anchor]:
        """The numbers of some kinds within a span."""
        start, end = span or self.whole
        return [
            a for a in self.reading.numbers if a.kind in kinds and start <= a.start and a.end <= end
        ]

    def marks(self, span: Span | None = None) -> list[Anchor]:
        """The relations between two numbers."""
        return [a for a in self.anchors("mark", span=span) if a.value != "between"]

    def counts_rows(self, number: Anchor) -> bool:
        """Is it a number of rows and of nothing else (剩下九项; 九个 may be of anything)?"""
        return number.kind == "rows" and self.text[number.end - 1] != self.words.counter

    def operations(self, span: Span) -> dict[str, Anchor]:
        """The last cue of each operation."""
        found = {a.value: a for a in self.anchors("op", span=span)}
        if "gap" not in found:
            found |= {cue.value: cue for cue in self._once(_told_apart, span)}
        return found

    def for_each_head(self) -> bool:
        """Is something asked for each head (人均)?"""
        return any(word in self.text for word in self.words.per_head)

    def mask(self, kind: str, *values: str, span: Span | None = None) -> int:
        """The positions of the anchors of a kind."""
        return masks(self.anchors(kind, *values, span=span))

    def pointing(self, span: Span) -> int:
        """The positions of what points to the turn before; 下一条 points beside it."""
        return self.mask("dialogue", span=span) & ~self.mask("dialogue", *_BESIDE)

    def units(self, span: Span) -> list[UnitWord]:
        """The units that stand without a number within a span."""
        return [u for u in self.reading.unit_words if span[0] <= u.start and u.end <= span[1]]

    def trim(self, span: Span) -> Span:
        """A span without the punctuation around it."""
        start, end = span
        while start < end and self.text[start] in _PUNCTUATION:
            start += 1
        while start < end and self.text[end - 1] in _PUNCTUATION:
            end -= 1
        return start, end

    def compared(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """(start, end, word) of the words of size of a span."""
        for match in self.words.compared.finditer(self.text, start, end):
            yield match.start(), match.end(), match[0]

    def phrase_ends(self, start: int, end: int) -> Iterator[int]:
        """The ends of phrases of 2 to 16 characters, the first ones."""
        found = 0
        for match in self.words.phrase_ends.finditer(self.text, start, end):
            size = match.start() - start
            if size > _PHRASE[1] or found == _ENDS:
                return
            if size >= _PHRASE[0]:
                found += 1
                yield match.start()

    @cached_property
    def busy(self) -> int:
        """The positions of cues that are no topic."""
        return masks(a for kind in _NO_TOPIC for a in self._anchors.get(kind, ()))

    # ── spans ────────────────────────────────────────────────────────────────────────

    def links(self, span: Span) -> list[tuple[int, float]]:
        """(row, log-probability) of the rows that a span may mean."""
        linked: list[tuple[int, float]] = self._made(span, lambda: self._link(self.reading, span))
        return linked

    def support(self, row: int, span: Span) -> int:
        """The positions of a span that stand in a row."""
        overlap = self.reading.overlap
        return (overlap.of(row) | overlap.full.get(row, 0)) & mask_of(*span)

    def _once(self, make: Callable[[Chart, Span], list[T]], span: Span) -> list[T]:
        made: list[T] = self._made((make, span), lambda: make(self, span))
        return made

    def _made(self, key: object, make: Callable[[], Any]) -> Any:
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= _BUDGET:
                raise TooDense
            found = self._memo[key] = make()
        return found

    def singles(self, span: Span, most: int = 5) -> list[RowSet]:
        """Single rows that a span may name."""
        return self._once(singles, span)[:most]

    def groups(self, span: Span) -> list[RowSet]:
        """Rows that a span may name together."""
        return self._once(groups, span)

    def conditions(self, span: Span) -> list[Narrowing]:
        """Conditions that a span may state."""
        return self._once(conditions, span)

    def prose_words(self) -> list[tuple[str, Span, bool]]:
        """(word, where, whether in quotes) of all words that stand in cells."""
        return self._once(prose_words, self.whole)

    def bases(self, span: Span) -> list[RowSet]:
        """Tables as they stand."""
        return self._once(bases, span)

    def filtered(self, span: Span) -> list[RowSet]:
        """Tables, and what conditions leave of them."""
        return self._once(filtered, span)

    def tables(self, span: Span) -> list[RowSet]:
        """Tables as a span names them, no condition told; the likeliest first."""
        return self._once(_whole, span)

    def special(self, span: Span) -> list[RowSet]:
        """The largest, the smallest, the n-th."""
        return self._once(special, span)

    def excluded(self, span: Span) -> list[RowSet]:
        """Rows without others."""
        return self._once(excluded, span)

    def joined(self, span: Span) -> list[RowSet]:
        """Rows named one after the other."""
        return self._once(joined, span)

    def list_within(self, span: Span) -> list[RowSet]:
        """The rows that a list in the span names, () if there is none."""
        return self.joined(span)[:1] if self.listed.within(span) else []

    def rowsets(self, span: Span) -> list[RowSet]:
        """All sets of rows."""
        return self._once(rowsets, span)

    def operands(self, span: Span, most: int, deep: bool = True) -> list[Operand]:
        """Numbers that a span may mean; `deep`: computed ones too."""
        within = self.trim(span)
        key = (operands, within, deep)
        found: list[Operand] = self._made(key, lambda: operands(self, within, deep))
        return found[:most]

    def scaled(self, span: Span) -> list[Operand]:
        """Numbers halved, doubled, raised, cut …"""
        return self._once(scaled, span)

    def shared_out(self, span: Span) -> list[Operand]:
        """Numbers for each head, and prices for all heads."""
        return [*self._once(per_head, span)[:_SCALED], *self.for_everyone(span)]

    def for_everyone(self, span: Span) -> list[Operand]:
        """Prices for all heads of the form."""
        return self._once(of_everyone, span)[:_SCALED]

    def scenarios(self, span: Span) -> list[Operand]:
        """What a total comes to with a part of it scaled."""
        return self._once(scenarios, span)

    def terms(self, span: Span, most: int) -> list[Operand]:
        """Numbers that a span may mean as a side of arithmetic: as they are, or scaled."""
        span = self.trim(span)
        found = [*self.operands(span, most, False), *self.scaled(span)[:_SCALED]]
        return [*found, *self._once(per_head, span)[:_SCALED]]

    def infix(self, span: Span, inner: bool = False) -> list[Operand]:
        """Arithmetic of two numbers of a span; `inner`: as a part of a longer question."""
        key = (infix, span, inner)
        found: list[Operand] = self._made(key, lambda: infix(self, span, inner))
        return found

    def earlier_rows(self, span: Span) -> list[tuple[tuple[str, ...], int, str]]:
        """(rows, positions of what points to them, which) of the turn before."""
        return earlier_rows(self, span)


def _whole(chart: Chart, span: Span) -> list[RowSet]:
    return [rows for rows in chart.filtered(span) if rows.whole]


def _told_apart(chart: Chart, span: Span) -> list[Anchor]:
    """比普法宣传多编了多少, 比它贵出来几万: whatever verb stands between, a gap is asked for."""
    cues = []
    for than in chart.anchors("than", span=span):
        compared = chart.words.compared.finditer(chart.text, than.end + _COMPARED, span[1])
        for size, ask in product(compared, chart.anchors("ask", "number", span=span)):
            ends = chart.words.phrase_ends.search(
                chart.text, size.end(), max(size.end(), ask.start)
            )
            within = ends is None or ends.start() == ask.start  # the end of what was looked at
            if within and 0 <= ask.start - size.end() <= _VERB:
                cues.append(Anchor("op", "gap", size.start(), ask.end))
    return cues
