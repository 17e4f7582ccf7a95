"""The rankers: log-linear models over a question's proposals, and what they make of them.

The arithmetic is that of `understanding.decision`, on matrices; a test compares them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from askperf.training.featured import Dataset
from askperf.understanding.memory import FEATURES as REMEMBERED
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

Weights = Mapping[str, float]
_COMMON = 15  # proposals that must have a feature, lest single questions teach it
_LEAST = 0.003
_L2 = 1.0
_STEPS = 160
_FAR = -1e9


def family(name: str) -> str:
    """What stands before the first mark of a feature's name."""
    return re.split("[:>]", name, maxsplit=1)[0]


@frozen()
class Ranker:
    """Which proposals compete: `null` lets the question's own features stand for a refusal.

    `even`: all examples count alike. `without` names a family of features that takes no part.
    What is remembered of other questions takes none either: see `recalling`.
    """

    null: bool
    steps: int = _STEPS
    without: str = ""
    even: bool = False

    def fit(self, data: Dataset, chosen: Array) -> Weights:
        """Weights by the chosen examples (a mask).

        Examples with no right proposal, or none but right ones, teach nothing.
        """
        chosen = chosen if self.null else chosen & data.answerable
        matrix, right, owner = self._rivals(data)
        hits = np.bincount(owner, right, len(data.examples))
        totals = np.bincount(owner, minlength=len(data.examples))
        kept = (chosen & (hits > 0) & (hits < totals))[owner]
        common = np.diff(matrix[chosen[owner]].tocsc().indptr)
        names = [
            number
            for number, name in enumerate(data.names)
            if name == "null" or (common[number] >= _COMMON and self._hears(name))
        ]
        if not names or not kept.any():
            return {}
        chosen_matrix = matrix[kept][:, names].astype(np.float32)
        weight = None if self.even else data.weight[owner[kept]]
        weights = fit(chosen_matrix, right[kept], owner[kept], self.steps, weight=weight)
        pairs = zip(names, weights.tolist(), strict=True)
        return {data.names[n]: round(w, 4) for n, w in pairs if abs(w) >= _LEAST}

    def _hears(self, name: str) -> bool:
        return family(name) != self.without and not name.startswith(REMEMBERED)

    def _rivals(self, data: Dataset) -> tuple[Any, Array, Array]:
        """The proposals, with the refusal of each example last if it takes part."""
        if not self.null:
            return data.matrix, data.right, data.owner
        matrix = sparse.vstack([data.matrix, data.own], format="csr")
        right = np.concatenate([data.right, ~data.answerable])
        owner = np.concatenate([data.owner, np.arange(len(data.examples))])
        order = np.argsort(owner, kind="stable")
        return matrix[order], right[order], owner[order]


def fit(
    matrix: Any,
    right: Array,
    owner: Array,
    steps: int,
    base: Array | float = 0.0,
    l2: float = _L2,
    weight: Array | None = None,
) -> Array:
    """Maximise the probability that right proposals have among their example's.

    `base`: what already speaks for each proposal; `weight`: how much its example counts, all
    alike if None.
    """
    starts = np.flatnonzero(np.concatenate(([True], owner[1:] != owner[:-1])))
    group: Array = np.repeat(np.arange(len(starts)), np.diff([*starts, len(owner)]))
    transposed = matrix.T.tocsr()
    heard: Array = np.ones(len(owner)) if weight is None else weight

    def shares(scores: Array) -> tuple[Array, Array]:
        """The logarithm of each example's sum, and each proposal's share of it."""
        top = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - top[group])
        total = np.add.reduceat(powers, starts)
        return top + np.log(total), powers / total[group]

    def loss(weights: Array) -> tuple[float, Array]:
        scores = (matrix @ weights.astype(np.float32)).astype(np.float64) + base
        everyone, share = shares(scores)
        those_right, right_share = shares(np.where(right, scores, _FAR))
        missed = ((everyone - those_right) * heard[starts]).sum()
        cost = missed + 0.5 * l2 * (weights * weights).sum()
        slope = transposed @ ((share - right_share) * heard).astype(np.float32)
        return float(cost), slope + l2 * weights

    start = np.zeros(matrix.shape[1])
    options = {"maxiter": steps}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    weights: Array = found.x
    return weights


def recalling(data: Dataset, chosen: Array, weights: Weights) -> Weights:
    """The weights with those of what is remembered, which are learned on top of them: a ranker
    of the form alone and one that has heard the memory, the decision knows both.
    """
    hits = np.bincount(data.owner, data.right, len(data.examples))
    totals = np.bincount(data.owner, minlength=len(data.examples))
    kept = (chosen & data.answerable & (hits > 0) & (hits < totals))[data.owner]
    names = [n for n, name in enumerate(data.names) if name.startswith(REMEMBERED)]
    if not names or not kept.any():
        return weights
    matrix, base = data.matrix[kept], data.matrix @ data.vector(weights)
    owner, told = data.owner[kept], matrix[:, names].astype(np.float32)
    weight = data.weight[owner]
    found = fit(told, data.right[kept], owner, _STEPS, base[kept], weight=weight)
    pairs = zip(names, found.tolist(), strict=True)
    return {**weights, **{data.names[n]: round(w, 4) for n, w in pairs if abs(w) >= _LEAST}}


@frozen()
class Merged:
    """A denotation among an example's: its probability, best score and best proposal."""

    probability: float
    score: float
    best: int


def merge(scores: Sequence[float], denotations: Sequence[int]) -> list[Merged]:
    """Denotations by probability, as `decision.rank` orders them."""
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    found: dict[int, Merged] = {}
    for number, (key, score) in enumerate(zip(denotations, scores, strict=True)):
        share = powers[number] / total
        old = found.get(key)
        if old is None:
            found[key] = Merged(share, score, number)
        elif score > old.score:
            found[key] = Merged(old.probability + share, score, number)
        else:
            found[key] = Merged(old.probability + share, old.score, old.best)
    return sorted(found.values(), key=lambda m: (-m.probability, -m.score))
