"""The decision: boosted trees that say whether an example's best form is the right one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier

from askperf.training.featured import Dataset
from askperf.training.ranking import Merged, Weights, merge
from askperf.training.warrant import Around
from askperf.understanding.memory import untold
from askperf.understanding.model_store import Trees
from askperf.values import frozen, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

MARGINS = (
    "best:p", "best:second", "best:margin", "best:score", "best:entropy",
    "alone:p", "alone:margin", "alone:score", "alone:entropy",
    "joint:p", "joint:refusal",
)  # fmt: skip
_COMMON = 40  # examples that must have a feature; fewer where there are few examples
_SURE = 30.0
_PLACES = 1_000_000


@frozen()
class Judged:
    """Examples with a proposal, and what the decision sees of them.

    `ranked` has an entry for each example, () where nothing was proposed; `rows` numbers
    those with a proposal, `matrix` has a row for each of them, `right` says whether its
    best proposal is, `around` what stands around its parts (see `warrant`).
    """

    ranked: tuple[tuple[Merged, ...], ...]
    rows: Array
    names: tuple[str, ...]
    matrix: Any
    right: Array
    around: Around

    def of_each(self, values: object) -> Array:
        """Truth values of the rows as one for each example, False where there is no row."""
        found: Array = np.zeros(len(self.ranked), bool)
        found[self.rows] = values
        return found


def see(data: Dataset, fold: Array, ranking: Sequence[Weights], joint: Sequence[Weights]) -> Judged:
    """The decision's features of each example, by the rankers of its fold."""
    scores = _scores(data.matrix, data, fold[data.owner], ranking)
    rivals = _scores(data.matrix, data, fold[data.owner], joint)
    refusals = _scores(data.own, data, fold, joint)
    alone = _scores(data.matrix, data, fold[data.owner], [untold(each) for each in ranking])
    ranked, rows, best, margins, lines = [], [], [], [], []
    for number, item in enumerate(data.items):
        start, end = data.starts[number], data.starts[number + 1]
        merged = tuple(merge(scores[start:end].tolist(), item.denotations))
        ranked.append(merged)
        if merged:
            rows.append(number)
            best.append(start + merged[0].best)
            lines.append(item.lines[merged[0].best])
            theirs = rivals[start:end].tolist()
            own = merge(alone[start:end].tolist(), item.denotations)
            margins.append(_margins(merged, own, theirs, float(refusals[number]), item.denotations))
    numbers = np.array(rows, int)
    features = data.matrix[best] + data.own[numbers] if rows else data.own[numbers]
    names = [n for n, name in enumerate(data.names) if name != "null"]
    matrix = sparse.hstack([features[:, names], np.array(margins).reshape(-1, len(MARGINS))])
    seen = (*(data.names[n] for n in names), *MARGINS)
    right = data.right[np.array(best, int)]
    return Judged(tuple(ranked), numbers, seen, matrix.tocsr(), right, Around(lines))


def warranted(seen: Judged, scores: Array) -> Judged:
    """The same with what the words around the best proposals say for them."""
    matrix = sparse.hstack([seen.matrix, sparse.csr_matrix(scores.reshape(-1, 1))], format="csr")
    return replace(seen, names=(*seen.names, "warrant"), matrix=matrix)


def _scores(matrix: Any, data: Dataset, fold: Array, weights: Sequence[Weights]) -> Array:
    """Each row's score by the weights of its fold."""
    found: Array = np.zeros(matrix.shape[0])
    for number, by_name in enumerate(weights):
        mine = fold == number
        found[mine] = matrix[mine] @ data.vector(by_name)
    return found


def _margins(
    merged: Sequence[Merged],
    own: Sequence[Merged],
    rivals: Sequence[float],
    refusal: float,
    denotations: Sequence[int],
) -> tuple[float, ...]:
    """As `decision.decision_features` adds them, in the order of MARGINS."""
    best = merged[0]
    second = merged[1].probability if len(merged) > 1 else 0.0
    top = max(*rivals, refusal)
    powers = [math.exp(score - top) for score in rivals]
    total = sum(powers) + math.exp(refusal - top)
    mine = denotations[best.best]
    share = sum(p for p, key in zip(powers, denotations, strict=True) if key == mine)
    return (
        best.probability,
        second,
        math.log((best.probability + 1e-6) / (second + 1e-6)),
        best.score,
        _entropy(merged),
        *_alone(own, denotations, mine),
        share / total,
        math.exp(refusal - top) / total,
    )


def _alone(
    own: Sequence[Merged], denotations: Sequence[int], mine: int
) -> tuple[float, float, float, float]:
    """What speaks for a denotation where nothing is remembered: its probability, how far it is
    from the best of the others, its score; how much they are all apart.
    """
    (best,) = [m for m in own if denotations[m.best] == mine]
    rival = max((m.probability for m in own if m is not best), default=0.0)
    margin = math.log((best.probability + 1e-6) / (rival + 1e-6))
    return best.probability, margin, best.score, _entropy(own)


def _entropy(merged: Sequence[Merged]) -> float:
    return -math.fsum(m.probability * math.log(m.probability + 1e-9) for m in merged)


def fit_trees(seen: Judged, chosen: Array, weights: Array) -> Trees:
    """Trees by the chosen rows of what was seen, over the features that they look at; `weights`:
    how much each row counts.
    """
    matrix, right = seen.matrix[chosen], seen.right[chosen]
    if len(set(right.tolist())) < 2:
        return Trees((), (), _SURE if right.any() else -_SURE)
    common = np.diff(matrix.tocsc().indptr) >= max(2, min(_COMMON, matrix.shape[0] // 100))
    columns = np.flatnonzero(common)
    fitted = HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.06,
        max_leaf_nodes=20,
        l2_regularization=5,
        min_samples_leaf=25,
        max_features=0.3,
        early_stopping=False,
        random_state=0,
    ).fit(matrix[:, columns].toarray(), right, sample_weight=weights[chosen])
    return _as_lists(fitted, [seen.names[column] for column in columns])


def _as_lists(fitted: Any, names: Sequence[str]) -> Trees:
    """The trees as plain lists, features numbered anew by those that are looked at."""
    grown = [step[0].nodes for step in fitted._predictors]
    inner = (node for nodes in grown for node in nodes if not node["is_leaf"])
    used = sorted({int(node["feature_idx"]) for node in inner})
    index: Mapping[int, int] = {feature: number for number, feature in enumerate(used)}
    bias = float(np.ravel(fitted._baseline_prediction)[0])
    trees = []
    for nodes in grown:
        tree: list[float | list[float]] = []
        _grow(nodes, 0, index, tree)
        trees.append(tree)
    return Trees([names[feature] for feature in used], trees, bias)


def _grow(nodes: Any, at: int, index: Mapping[int, int], tree: list[float | list[float]]) -> None:
    """Add a node and what hangs on it, as `Trees` has them. A threshold is rounded up, as a
    value that equals it goes to the left.
    """
    node = nodes[at]
    if node["is_leaf"]:
        tree.append(round(float(node["value"]), 4))
        return
    threshold = math.ceil(float(node["num_threshold"]) * _PLACES) / _PLACES
    branch = [index[int(node["feature_idx"])], threshold]
    tree.append(branch)
    _grow(nodes, int(node["left"]), index, tree)
    branch.append(len(tree))
    _grow(nodes, int(node["right"]), index, tree)


def confidences(seen: Judged, fold: Array, trees: Sequence[Trees]) -> Array:
    """The probability that the best proposal is right, 0 where there is none.

    By the trees of the example's fold, walked as they are when they serve.
    """
    found: Array = np.zeros(len(seen.ranked))
    for at, number in enumerate(seen.rows):
        row = seen.matrix[at]
        features = {seen.names[c]: float(v) for c, v in zip(row.indices, row.data, strict=True)}
        odds = trees[fold[number]].score(features)
        found[number] = 1 / (1 + math.exp(-max(-_SURE, min(_SURE, odds))))
    return found
