"""Make `knowledge/characters/pairs.tsv`: which characters follow which in what people ask.

Run by a developer when there are many more examples. Lines of `char TAB others`: each other
character with the binary logarithm, in base 36, of how many examples have it right behind.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path
from string import ascii_lowercase, digits

from askperf.folding import is_han
from askperf.training.examples import load_examples
from askperf.training.setting import Setting

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
LEAST = 5  # sayings that have a pair
DIGITS = digits + ascii_lowercase


def pairs() -> str:
    """The table."""
    seen: Counter[tuple[str, str]] = Counter()
    for example in load_examples(KNOWLEDGE / "examples", Setting().form):
        seen.update(set(pairwise(example.text)))
    kept = sorted((pair, n) for pair, n in seen.items() if n >= LEAST and is_han("".join(pair)))
    lines = []
    for first, found in groupby(kept, lambda item: item[0][0]):
        others = "".join(f"{pair[1]}{DIGITS[round(math.log2(n))]}" for pair, n in found)
        lines.append(f"{first}\t{others}\n")
    return "".join(lines)


if __name__ == "__main__":
    (KNOWLEDGE / "characters" / "pairs.tsv").write_text(pairs(), encoding="utf-8")
