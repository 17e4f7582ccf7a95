"""Make `knowledge/characters/*.tsv`: readings and simplified forms of characters.

Run by a developer when the libraries are renewed; needs `pip install pypinyin
opencc-python-reimplemented`. The tables are data of those projects (MIT; Apache-2.0).
"""

from __future__ import annotations

from pathlib import Path

import opencc
from pypinyin import Style, pinyin

OUT = Path(__file__).parent.parent / "knowledge" / "characters"


def gb2312() -> list[str]:
    """The 6,763 simplified characters of GB 2312, the stock of published forms."""
    chars = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return chars


def readings() -> str:
    """Lines of `char TAB reading[ reading ...]`, toneless, ü as v."""
    lines = []
    for char in gb2312():
        found = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
        lines.append(f"{char}\t{' '.join(dict.fromkeys(found))}")
    return "\n".join(lines) + "\n"


def traditional() -> str:
    """Lines of `traditional TAB simplified`, where the two differ."""
    stock = set(gb2312())
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    lines = []
    for line in table.read_text(encoding="utf-8").splitlines():
        left, _, right = line.partition("\t")
        simplified = right.split(" ")[0]
        if len(left) == 1 and left != simplified and simplified in stock:
            lines.append(f"{left}\t{simplified}")
    return "\n".join(dict.fromkeys(lines)) + "\n"


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    (OUT / "pinyin.tsv").write_text(readings(), encoding="utf-8")
    (OUT / "traditional.tsv").write_text(traditional(), encoding="utf-8")
