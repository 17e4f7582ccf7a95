"""The fit of `understanding.alignment`: what n-grams of a question say, once a form's parts
stand in it, for that form.

A conditional model of an example's right proposals, on top of what all other features
already say of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from askperf.training.associations import Aligned
from askperf.training.featured import Dataset
from askperf.training.lines import gram_matrix
from askperf.training.ranking import fit
from askperf.understanding.alignment import grams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]

_LEAST_GRAM = 6  # examples that must have it
_STEPS, _L2 = 80, 0.05
_KEPT = 12_000
_LEAST_WEIGHT = 0.05


class Lined:
    """The n-grams of a dataset's lines as a matrix; made once for all folds."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        counts: Counter[str] = Counter()
        for item in data.items:
            counts.update({gram for line in item.lines for gram in grams(line.split(" "))})
        self.grams = sorted(g for g, n in counts.items() if n >= _LEAST_GRAM and "\t" not in g)
        lines = (grams(line.split(" ")) for item in data.items for line in item.lines)
        self.matrix: Any = gram_matrix(lines, self.grams, np.float32)

    def fit(self, chosen: Array, base: Array) -> tuple[Aligned, Array]:
        """By the chosen examples (a mask), given the proposals' scores without it: what is
        kept, and each proposal's score by it.
        """
        data = self.data
        hits = np.bincount(data.owner, data.right, len(data.examples))
        totals = np.bincount(data.owner, minlength=len(data.examples))
        kept = (chosen & data.answerable & (hits > 0) & (hits < totals))[data.owner]
        if not kept.any() or not self.grams:
            return Aligned(), np.zeros(len(data.owner))
        matrix, owner = self.matrix[kept], data.owner[kept]
        weights = fit(matrix, data.right[kept], owner, _STEPS, base[kept], _L2)
        return self._kept(weights)

    def _kept(self, weights: Array) -> tuple[Aligned, Array]:
        sizes = np.abs(weights)
        least = _LEAST_WEIGHT
        if len(sizes) > _KEPT:
            least = max(least, float(np.partition(sizes, -_KEPT)[-_KEPT]))
        rounded = np.where(sizes >= least, np.round(weights * 100), 0)
        lines = [(self.grams[n], int(rounded[n])) for n in np.flatnonzero(rounded)]
        scores: Array = self.matrix @ (rounded / 100)
        return aligned(lines), scores


def aligned(lines: Sequence[tuple[str, int]]) -> Aligned:
    """N-grams with their hundredths as they are kept: the parts of forms by number."""
    uses = Counter(symbol for gram, _ in lines for symbol in gram.split(" ") if len(symbol) > 1)
    roles = tuple(role for role, _ in sorted(uses.items(), key=lambda x: (-x[1], x[0])))
    marks = {role: f"@{number}" for number, role in enumerate(roles)}
    made = (
        (" ".join(marks.get(symbol, symbol) for symbol in gram.split(" ")), weight)
        for gram, weight in lines
    )
    return Aligned(roles, tuple(f"{gram}\t{weight}" for gram, weight in sorted(made)))
