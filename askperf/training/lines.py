"""N-grams of lines as matrices, for the fits of alignment and of what warrants a form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Array = np.ndarray[Any, Any]


def gram_matrix(lines: Iterable[Sequence[str]], names: Sequence[str], kind: type) -> Any:
    """A row for each line's n-grams, a column for each of `names`, as numbers of a `kind`.

    The more n-grams a line has, known ones or not, the less each counts.
    """
    index = {name: number for number, name in enumerate(names)}
    columns: list[Array] = []
    values: list[Array] = []
    starts = [0]
    for found in lines:
        mine = [index[gram] for gram in found if gram in index]
        columns.append(np.array(mine, np.int32))
        values.append(np.full(len(mine), 1 / math.sqrt(max(1, len(found))), kind))
        starts.append(starts[-1] + len(mine))
    flat: Array = np.concatenate([np.zeros(0, np.int32), *columns])
    numbers: Array = np.concatenate([np.zeros(0, kind), *values])
    shape = len(starts) - 1, len(names)
    return sparse.csr_matrix((numbers, flat, np.array(starts)), shape=shape)
