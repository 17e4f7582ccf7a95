"""The report of a run as Markdown tables, printed and kept in `docs/evaluation.md`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from askperf.training.evaluating import (
    ASKED,
    MOST_WRONG,
    REFUSED,
    RIGHT,
    WRONG,
    Settled,
    counted,
    curve,
)
from askperf.training.examples import Example
from askperf.training.pipeline import Result

_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99)
_OUTCOMES = (RIGHT, ASKED, REFUSED, WRONG)
_HEADS = ("句数", "答对", "反问", "拒答", "有把握却答错", "候选里有对的")
_INTRO = """\
# 测评

由 `askperf train` 写成，请勿手改。每句例句都由没有学过它那个来源（写例句的人）的模型来答。
“答对”包括：表里没有的拒答了、几行都说得通的反问对了。“候选里有对的”是排序能做到的上限。\
"""


def report(result: Result, automatic: bool) -> list[str]:
    """The lines of the report; `automatic`: was the threshold found by the run?"""
    settled = result.settled
    return [
        *_INTRO.split("\n"),
        *("", _summary(result, automatic)),
        *("", "## 总的", "", *_by("部分", settled, _parts(settled))),
        *("", "## 按种类", "", *_by("种类", settled, counted(settled, lambda e: e.gold.kind))),
        *("", "## 按来源", "", *_by("来源", settled, counted(settled, lambda e: e.source))),
        *("", "## 风险与覆盖", "", "不算反问：够阈值的都答，其余都拒答。", ""),
        *_curve(result),
    ]


def _summary(result: Result, automatic: bool) -> str:
    examples = [one.example for one in result.settled]
    sources = len({example.source for example in examples})
    folds = len(set(result.ranked.fold.tolist()))
    how = (
        f"是让有把握却答错的不超过全部例句 {_percent(MOST_WRONG)} 的最小值，"
        "就在这些例句上定的，所以这一项略偏乐观"
        if automatic
        else "是用 --threshold 指定的"
    )
    return (
        f"共 {len(examples)} 句例句，{sources} 个来源，分 {folds} 份轮流留出。"
        f"阈值 {result.learned.threshold:g}，{how}。"
    )


def _parts(settled: Sequence[Settled]) -> list[tuple[str, Counter[str]]]:
    """The outcomes of overlapping parts of the examples."""
    parts = (
        ("表里有的", lambda e: e.gold.answerable),
        ("表里没有的", lambda e: not e.gold.answerable),
        ("单独问的", lambda e: not e.before),
        ("接着问的", lambda e: bool(e.before)),
        ("几步合起来的", lambda e: e.composed),
    )
    return [
        (name, counts)
        for name, belongs in parts
        for _, counts in counted((s for s in settled if belongs(s.example)), _everything)
    ]


def _everything(example: Example) -> str:
    return ""


def _by(
    head: str, settled: Sequence[Settled], groups: Iterable[tuple[str, Counter[str]]]
) -> list[str]:
    total = [("合计", counts) for _, counts in counted(settled, _everything)]
    rows = []
    for name, counts in (*groups, *total):
        size = sum(counts[outcome] for outcome in _OUTCOMES)
        shares = (_percent(counts[what] / size) for what in (*_OUTCOMES, "found"))
        rows.append((name, str(size), *shares))
    return table((head, *_HEADS), rows)


def _curve(result: Result) -> list[str]:
    ranked = result.ranked
    thresholds = sorted({*_THRESHOLDS, result.learned.threshold})
    points = curve(ranked.data, ranked.seen, result.confidence, thresholds)
    rows = [
        (
            f"{point.threshold:g}",
            _percent(point.answered),
            _percent(point.wrong / point.answered) if point.answered else "—",
            _percent(point.wrong),
            _percent(point.right),
        )
        for point in points
    ]
    return table(("阈值", "答了", "答了的里面答错", "全部里面答错", "全部里面对"), rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table, numbers to the right."""
    marks = ("---", *("---:" for _ in heads[1:]))
    return [f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows)]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
