"""Published text → lines of cells, each with its place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from askperf.errors import AskperfError, reason
from askperf.values import frozen

# What embeds, overrides or isolates a direction of writing: Unicode Standard Annex 9.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


@frozen()
class Line:
    """One line of the text: 1-based number, the raw line, its stripped cells."""

    number: int
    raw: str
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[tuple[int, str], ...]:
        """(column, text) of the non-blank cells."""
        return tuple((i, cell) for i, cell in enumerate(self.cells) if cell)


def read_text(path: Path) -> str:
    """The text of a form file. Raises AskperfError where it can't be read as UTF-8, or holds what
    nobody can see (control characters, what turns the direction of writing).
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise AskperfError(
            f"{path}：读不到这个文件（{reason(error)}）；请检查路径和权限。"
        ) from error
    except UnicodeDecodeError as error:
        raise AskperfError(
            f"{path}：第 {error.start} 字节处不是 UTF-8 编码；请把文件另存为 UTF-8 再试。"
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        hidden = next((char for char in line.strip("\r") if _is_hidden(char)), None)
        if hidden is not None:
            raise AskperfError(
                f"{path}：第 {number} 行有看不见的字符（U+{ord(hidden):04X}）；请删掉它再试。"
            )
    return text


def _is_hidden(char: str) -> bool:
    return char != "\t" and (unicodedata.category(char) == "Cc" or char in _TURNING)


def split_lines(text: str) -> list[Line]:
    """Lines that hold something. A form's lines end at LF or CRLF, its cells at TAB."""
    lines = []
    for number, raw in enumerate(text.split("\n"), start=1):
        raw = raw.removesuffix("\r")
        cells = tuple(cell.strip() for cell in raw.split("\t"))
        if any(cells):
            lines.append(Line(number, raw, cells))
    return lines
