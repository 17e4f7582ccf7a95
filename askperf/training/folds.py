"""Folds: whole sources are left out, so what is measured is how a stranger's words fare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from askperf.errors import AskperfError
from askperf.training.examples import Example

FOLDS = 4
_LEAST = 2


def folds(examples: Iterable[Example]) -> Mapping[str, int]:
    """The fold of each source: by turns, in the order of their names."""
    sources = sorted({example.source for example in examples})
    if len(sources) < _LEAST:
        raise AskperfError("例句至少要来自两个文件，才能轮流留出来测；请再加一个文件。")
    count = min(FOLDS, len(sources))
    return {source: number % count for number, source in enumerate(sources)}
