"""What a terminal shows: the few sequences that prompt_toolkit uses, wide characters.

Anything else that is sent to it raises, so that a test sees what a user's terminal gets.
"""

from __future__ import annotations

import codecs
import re

from prompt_toolkit.utils import get_cwidth

_SEQUENCE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b([=>78])|\x1b\][^\x07]*\x07")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?]*|\][^\x07]*)?$")
_MODES = frozenset(("?1", "?7", "?12", "?25", "?1000", "?1003", "?1006", "?1015", "?2004"))


class Screen:
    """A window of cells; a wide character takes its cell and an empty one after it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._pending = False
        self._wraps = True
        self._left = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")

    def feed(self, data: bytes) -> str:
        """Show what a program sent; what the terminal answers to it."""
        text = self._left + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        self._left = unfinished[0] if unfinished else ""
        text = text[: len(text) - len(self._left)]
        answers, at = "", 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
                continue
            found = _SEQUENCE.match(text, at)
            if found is None:
                raise AssertionError(f"a sequence no user should get: {text[at : at + 12]!r}")
            answers += self._obey(found)
            at = found.end()
        return answers

    def shown(self) -> str:
        """The lines of the window, without the empty ones at its end."""
        lines = ["".join(cells).rstrip() for cells in self._cells]
        return "\n".join(lines).rstrip("\n")

    def _put(self, char: str) -> None:
        if char == "\r":
            self._column, self._pending = 0, False
        elif char == "\n":
            self._pending = False
            self._down()
        elif char == "\b":
            self._column, self._pending = max(0, self._column - 1), False
        elif char == "\x07":
            pass
        elif char.isprintable():
            self._write(char, get_cwidth(char))
        else:
            raise AssertionError(f"a control character no user should get: {char!r}")

    def _write(self, char: str, cells: int) -> None:
        if self._wraps and (self._pending or self._column + cells > self.columns):
            self._column, self._pending = 0, False
            self._down()
        self._column = min(self._column, self.columns - cells)
        self._cells[self._row][self._column] = char
        if cells == 2:
            self._cells[self._row][self._column + 1] = ""
        self._column += cells
        if self._column >= self.columns:
            self._column, self._pending = self.columns - 1, True

    def _down(self) -> None:
        if self._row == self.rows - 1:
            self._cells = [*self._cells[1:], [" "] * self.columns]
        else:
            self._row += 1

    def _obey(self, found: re.Match[str]) -> str:
        parameters, letter = found[1] or "", found[2] or ""
        first = int(parameters) if parameters.isdigit() else 1
        if letter == "n" and parameters == "6":
            return f"\x1b[{self._row + 1};{self._column + 1}R"
        if letter in ("h", "l"):
            assert set(parameters.split(";")) <= _MODES, parameters
            self._wraps = letter == "h" if parameters == "?7" else self._wraps
        elif letter in ("A", "B", "C", "D"):
            self._move(letter, first)
        elif letter == "H":
            place = [int(part or 1) for part in parameters.split(";")] if parameters else [1, 1]
            self._row, self._column, self._pending = place[0] - 1, place[1] - 1, False
        elif letter in ("J", "K"):
            self._erase(letter, parameters)
        elif letter not in ("m", "t", "q", ""):
            raise AssertionError(f"a sequence no user should get: {found[0]!r}")
        return ""

    def _move(self, letter: str, cells: int) -> None:
        self._pending = False
        if letter in ("A", "B"):
            step = cells if letter == "B" else -cells
            self._row = min(self.rows - 1, max(0, self._row + step))
        else:
            step = cells if letter == "C" else -cells
            self._column = min(self.columns - 1, max(0, self._column + step))

    def _erase(self, letter: str, what: str) -> None:
        """From the cursor to the end of the line or window, or all of it."""
        if what == "2":
            self._cells = [[" "] * self.columns for _ in range(self.rows)]
            return
        assert what in ("", "0"), what
        row = self._cells[self._row]
        row[self._column :] = [" "] * (self.columns - self._column)
        if letter == "J":
            for below in range(self._row + 1, self.rows):
                self._cells[below] = [" "] * self.columns
