"""Topics: words of a question that stand in cells, as conditions (内容里提到培训的)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from askperf.logic import Mentions, Not
from askperf.understanding.grammar.values import Narrowing, Span
from askperf.understanding.reading import mask_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.grammar.chart import Chart
    from askperf.understanding.segmentation import Token

_CELLS = ("name", "content", "goal", "explanation")
_TOPICS = 4
_PARTICLE = "u"  # jieba's tag of 的, 了, 所, 等
_WORD = 8  # characters of a topic at most
_FAR_CELL = 16  # characters between a cell and a word in it: 内容里既没有宣传也没有培训


def topics(chart: Chart, span: Span) -> Iterator[Narrowing]:
    """内容里提到培训的; 名称不含服务的."""
    cues = [(a, "name") for a in chart.anchors("named", span=span)]
    cues += [(a, a.value) for a in chart.anchors("attribute", *_CELLS, span=span)]
    nots = [*chart.anchors("neg", span=span), *chart.anchors("except", span=span)]
    for word, (start, end) in _mentioned(chart, span):
        cells = {"": 0}
        for cue, cell in cues:
            if -2 <= start - cue.end <= _FAR_CELL or 0 <= cue.start - end <= 3:
                cells[cell] = cells.get(cell, 0) | cue.mask
        for cell, used in cells.items():
            condition, used = Mentions((word,), cell), used | mask_of(start, end)
            yield (condition,), used
            denied = _none_even(chart, start, end)
            for anchor in nots:
                gap = start - anchor.end
                far = cell and 0 <= gap <= 6
                loose = anchor.end - anchor.start > 1 or gap > 0
                if (0 <= gap <= 3 and loose) or 0 <= anchor.start - end <= 1 or far:
                    denied |= anchor.mask
            if denied:
                yield (Not(condition),), used | denied


def _none_even(chart: Chart, start: int, end: int) -> int:
    """一个“法”字都没出现: what says that a word isn't there, from both its sides."""
    for match in chart.words.none.finditer(chart.text):
        if match.start() < start and end <= match.end():
            return mask_of(*match.span())
    return 0


def _mentioned(chart: Chart, span: Span) -> list[tuple[str, Span]]:
    """Words of a span that stand in cells: quoted ones first, then the longest."""
    found: dict[str, tuple[bool, Span]] = {}
    for word, at, quoted in chart.prose_words():
        if word not in found and span[0] <= at[0] and at[1] <= span[1]:
            found[word] = (quoted, at)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], -len(item[0])))
    return [(word, at) for word, (_, at) in ranked[:_TOPICS]]


def prose_words(chart: Chart, span: Span) -> list[tuple[str, Span, bool]]:
    """(word, where, whether in quotes) of all words of a question that stand in cells."""
    return [found for found in _words(chart) if found[0] in chart.sheet.prose]


def _words(chart: Chart) -> Iterator[tuple[str, Span, bool]]:
    text = chart.text
    for start, end in chart.reading.quotes:
        yield text[start:end], (start, end), True
    for start, end in _runs(chart):
        word, here = text[start:end], mask_of(start, end)
        if here & chart.busy == here or word in chart.words.general:
            continue
        for term in (word, *chart.index.synonyms(word)):
            yield term, (start, end), False


def _runs(chart: Chart) -> Iterable[Span]:
    """One, two and three words that stand together."""
    tokens = chart.reading.tokens
    found = [(t.start, t.end) for t in tokens if t.end - t.start >= 2]
    for size in (2, 3):
        for run in zip(*(tokens[i:] for i in range(size)), strict=False):
            whole = all(x.end == y.start for x, y in pairwise(run))
            whole = whole and all(token.text[-1].isalnum() for token in run)
            whole = whole and not any(_is_particle(token) for token in (run[0], run[-1]))
            if whole and run[-1].end - run[0].start <= _WORD:
                found.append((run[0].start, run[-1].end))
    return found


def _is_particle(token: Token) -> bool:
    """中的 is no word."""
    return token.pos.startswith(_PARTICLE) and len(token.text) == 1
