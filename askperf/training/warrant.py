"""The fit of `understanding.warrant`: is the best form right, by what stands around its parts.

Logistic regression on the n-grams of each example's best form, then once more on those that
weigh most, so that the table stays small.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from askperf.training.lines import gram_matrix
from askperf.understanding.warrant import grams
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

_LEAST_GRAM = 6  # examples that must have it
_INVERSE_L2, _STEPS = 10.0, 80
_KEPT = 12_000
_USE = 0.25  # by which power of its examples an n-gram of a given weight matters


@frozen()
class Warranted:
    """The table's lines, and the log-odds without any of its n-grams."""

    lines: tuple[str, ...] = ()
    bias: float = 0.0


class Around:
    """The n-grams of some lines as a matrix; made once for all folds."""

    def __init__(self, lines: Sequence[str]) -> None:
        found = [grams(line.split(" ")) for line in lines]
        counts = Counter(gram for mine in found for gram in mine)
        self.grams = sorted(g for g, n in counts.items() if n >= _LEAST_GRAM and "\t" not in g)
        self.matrix: Any = gram_matrix(found, self.grams, np.float64)

    def fit(self, chosen: Array, right: Array) -> tuple[Warranted, Array]:
        """By the chosen lines (a mask): what is kept, and each line's score by it."""
        wanted = right[chosen]
        if len(set(wanted.tolist())) < 2 or not self.grams:
            return Warranted(), np.zeros(len(right))
        matrix = self.matrix[chosen]
        weights = np.abs(_fitted(matrix, wanted).coef_.ravel())
        worth = weights * np.diff(matrix.tocsc().indptr) ** _USE
        kept = np.sort(np.argsort(-worth, kind="stable")[:_KEPT])
        fitted = _fitted(matrix[:, kept], wanted)
        rounded = np.round(fitted.coef_.ravel() * 100)
        bias = round(float(fitted.intercept_[0]), 4)
        scores: Array = self.matrix[:, kept] @ (rounded / 100) + bias
        pairs = zip(kept.tolist(), rounded.astype(int).tolist(), strict=True)
        return Warranted(tuple(f"{self.grams[n]}\t{w}" for n, w in pairs if w), bias), scores


def _fitted(matrix: Any, right: Array) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # so few steps are meant
        return LogisticRegression(C=_INVERSE_L2, max_iter=_STEPS).fit(matrix, right)
