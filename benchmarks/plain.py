"""What a plain script does for the same question: jieba as shipped, yaml, rapidfuzz.

It is the yardstick of `startup.py`, not a way to get right answers.
"""

from __future__ import annotations

import sys
from pathlib import Path

import jieba
import yaml
from rapidfuzz import fuzz, process

FACTS = Path(__file__).parent.parent / "knowledge" / "facts" / "jieyang-sfj-2021.yaml"


def main() -> None:
    """Print the row whose text is most like the question's words."""
    rows = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["rows"]
    words = " ".join(jieba.cut(sys.argv[1]))
    texts = {i: " ".join(jieba.cut(row["quote"])) for i, row in enumerate(rows)}
    _, _, best = process.extractOne(words, texts, scorer=fuzz.token_set_ratio)
    print(rows[best]["name"], rows[best].get("value"), rows[best]["quote"])


if __name__ == "__main__":
    main()
