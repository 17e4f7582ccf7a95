"""The decision's trees: what people asked counts for more than what was made up."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")

import numpy as np
from scipy import sparse

from askperf.training.decision import Judged, fit_trees
from askperf.training.warrant import Around

RIGHT = np.array([True] * 120 + [False] * 80)

# (how much each wrong one counts, is the best form said to be right?)
COUNTED = [(1.0, True), (6.0, False)]


@pytest.mark.parametrize(("weight", "right"), COUNTED, ids=["all alike", "the wrong ones more"])
def test_what_counts_more_is_heard(weight: float, right: bool) -> None:
    matrix = sparse.csr_matrix(np.ones((len(RIGHT), 1)))
    seen = Judged((), np.arange(len(RIGHT)), ("same",), matrix, RIGHT, Around([]))
    trees = fit_trees(seen, np.ones(len(RIGHT), bool), np.where(RIGHT, 1.0, weight))
    assert (trees.score({"same": 1.0}) > 0) == right
