"""What the words around a form's parts say for it: whether the best form is right at all.

Alignment sets a question's forms against each other. This looks at one of them, the best:
at what stands beside its parts and is left unread (女 @row, 实际 @row, 给 @row 安排了). So
examples teach which words may be left and which ask for what the form doesn't say, by kind
of form, without anyone listing them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from askperf.understanding.alignment import NOWHERE, weights_of

_LONGEST, _WITH_KIND = 4, 3
_PART, _KIND = "@", "|"


def grams(line: Sequence[str]) -> tuple[str, ...]:
    """The n-grams of a line (`alignment.line`), short ones with the kind of form too.

    Of a part only its sort is told: the row, the number, the section, or the operation.
    """
    symbols = [_sort(symbol) for symbol in line]
    kind = _kind(line)
    found: dict[str, None] = {}
    for start in range(len(symbols)):
        for size in range(1, min(_LONGEST, len(symbols) - start) + 1):
            gram = " ".join(symbols[start : start + size])
            found[gram] = None
            if size <= _WITH_KIND:
                found[f"{kind}{_KIND}{gram}"] = None
    return tuple(found)


def _sort(symbol: str) -> str:
    if len(symbol) == 1:
        return symbol
    nowhere = NOWHERE if symbol.startswith(NOWHERE) else ""
    return f"{nowhere}{_PART}{_last(symbol)}"


def _last(symbol: str) -> str:
    """The last step of the first place that a symbol names, without its label."""
    return symbol.partition("&")[0].rpartition("/")[2].partition(":")[0]


def _kind(line: Sequence[str]) -> str:
    """The outermost operation of the first part, '' if the form has no part."""
    part = next((symbol for symbol in line if len(symbol) > 1), "")
    return part.removeprefix(NOWHERE).partition("/")[0].partition(".")[0].partition(":")[0]


class Warrant:
    """What examples say for n-grams of the best form's line. Shared between threads.

    `lines`: `gram TAB hundredths`.
    """

    def __init__(self, lines: Sequence[str], bias: float) -> None:
        self._weights = weights_of(lines)
        self._bias = bias

    def score(self, line: Sequence[str]) -> float:
        """The log-odds of a form being right that lies so along its question."""
        weights, found = self._weights, grams(line)
        known = [weights[gram] for gram in found if gram in weights]
        return self._bias + math.fsum(known) / math.sqrt(len(found))
