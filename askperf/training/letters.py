"""The fit of `understanding.letters`: how words lean to refusals, by their letters.

Ridge regression on the leanings of the words that are known, so that one that isn't known has
something to say too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
from scipy import sparse
from sklearn.linear_model import Ridge

from askperf.understanding.letters import letters

_L2 = 5.0
_LEAST_WORDS = 2  # that must have a letter or a pair
_LEAST_WEIGHT = 0.1
_FEW = 50  # words, fewer of which tell nothing


def fit_letters(tokens: Mapping[str, tuple[int, float]]) -> tuple[str, ...]:
    """Lines `letters TAB 0:hundredths`, sorted; that of no letters is what any word leans."""
    words = [word for word in sorted(tokens) if letters(word)]
    if len(words) < _FEW:
        return ()
    found = [letters(word) for word in words]
    counts = Counter(part for parts in found for part in parts)
    index = {
        part: at
        for at, part in enumerate(sorted(p for p, n in counts.items() if n >= _LEAST_WORDS))
    }
    places = [
        (row, index[part]) for row, parts in enumerate(found) for part in parts if part in index
    ]
    rows, columns = zip(*places, strict=True)
    shape = (len(words), len(index))
    matrix = sparse.csr_matrix((np.ones(len(places)), (rows, columns)), shape=shape)
    leans = np.array([tokens[word][1] for word in words])
    fitted = Ridge(alpha=_L2, solver="sparse_cg", tol=1e-6).fit(matrix, leans)
    kept = {part: float(fitted.coef_[at]) for part, at in index.items()}
    lines = [f"{part}\t0:{round(w * 100)}" for part, w in kept.items() if abs(w) >= _LEAST_WEIGHT]
    return tuple(sorted([f"\t0:{round(float(fitted.intercept_) * 100)}", *lines]))
