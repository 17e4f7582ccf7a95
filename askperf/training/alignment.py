"""The fit of `understanding.alignment`: what n-grams of a question say, once a form's parts
stand in it, for that form.

A conditional model of an example's right proposals, on top of what all other features
already say of them; fitted once more on the n-grams that are kept.
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
_STEPS, _AGAIN, _L2 = 80, 40, 0.05
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
        matrix, known = self.matrix[kept], (data.right[kept], data.owner[kept])
        weights = fit(matrix, *known, _STEPS, base[kept], _L2)
        heavy = np.sort(np.argsort(-np.abs(weights), kind="stable")[:_KEPT])
        again = fit(matrix[:, heavy], *known, _AGAIN, base[kept], _L2)
        rounded = np.where(np.abs(again) >= _LEAST_WEIGHT, np.round(again * 100), 0)
        pairs = zip(heavy.tolist(), rounded.astype(int).tolist(), strict=True)
        lines = [(self.grams[n], weight) for n, weight in pairs if weight]
        scores: Array = self.matrix[:, heavy] @ (rounded / 100)
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
