"""Slow questions about a model: what each family of features brings, and more examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from askperf.training.examples import Example
from askperf.training.featured import Dataset
from askperf.training.pipeline import (
    Result,
    Run,
    featured_by,
    fit_folds,
    fold_of,
    lined,
    rankers,
    structured,
    trials,
)
from askperf.training.ranking import Ranker, Weights, family, merge
from askperf.training.reporting import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

_QUARTERS = 4


def study(run: Run, result: Result) -> list[str]:
    """Both tables, as lines to add to the report."""
    with threadpool_limits(1):
        return [
            *("", "## 去掉一族特征", "", "只重学排序：表里有的问题里，排第一的是对的。", ""),
            *_ablation(run, result),
            *("", "## 例句多少", "", "单独问的、表里有的问题里，排第一的是对的。", ""),
            *_learning_curve(run),
        ]


def first_is_right(data: Dataset, fold: Array, ranking: Sequence[Weights]) -> float:
    """The share of answerable examples whose best proposal is right."""
    weights = [data.vector(by_name) for by_name in ranking]
    right = 0
    for number in np.flatnonzero(data.answerable):
        start, end = data.starts[number], data.starts[number + 1]
        scores = data.matrix[start:end] @ weights[fold[number]]
        merged = merge(scores.tolist(), data.items[number].denotations)
        right += bool(merged) and bool(data.right[start + merged[0].best])
    return right / max(1, int(data.answerable.sum()))


def _ablation(run: Run, result: Result) -> list[str]:
    """Rankers without each family, against those with all."""
    data, fold = result.ranked.data, result.ranked.fold
    whole = first_is_right(data, fold, result.ranked.ranking)
    rows = [("（都在）", f"{100 * whole:.1f}%", "")]
    families = sorted({family(name) for item in data.items for name in item.names})
    for name in families:
        run.tell(f"去掉“{name}”再学排序。")
        ranking = rankers(run, data, fold, Ranker(False, without=name))
        share = first_is_right(data, fold, ranking)
        rows.append((name, f"{100 * share:.1f}%", f"{100 * (share - whole):+.1f}"))
    return table(("去掉", "排第一的对", "差"), rows)


def _learning_curve(run: Run) -> list[str]:
    """The whole way to the rankers on some quarters of each source's groups."""
    alone = [example for example in run.examples if not example.before]
    fold = fold_of(run, alone)
    rows = []
    for quarters in range(1, _QUARTERS + 1):
        run.tell(f"只用 {100 * quarters // _QUARTERS}% 的例句。")
        spoken = [s for s in run.spoken if _is_kept(s.example, quarters)]
        models = trials(fit_folds(run, spoken))
        kept = np.array([_is_kept(example, quarters) for example in alone])
        data = Dataset(alone, featured_by(run, alone, models))
        data, _ = structured(run, data, fold, kept)
        data, _ = lined(run, data, fold, kept)
        ranking = rankers(run, data, fold, Ranker(False), kept)
        share = first_is_right(data, fold, ranking)
        rows.append((f"{100 * quarters // _QUARTERS}%", str(len(spoken)), f"{100 * share:.1f}%"))
    return table(("例句", "句数", "排第一的对"), rows)


def _is_kept(example: Example, quarters: int) -> bool:
    """By whole groups, evenly over a source."""
    return int(example.id.split("-")[-2]) % _QUARTERS < quarters
