"""Styled text in cells of a terminal: how wide it is, where to break it.

A line is a tuple of (style, text) fragments without line feeds; Chinese characters
take two cells, so nothing here counts characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from prompt_toolkit.utils import get_cwidth

from askperf.interfaces.terminal import visible

Fragment = tuple[str, str]
Line = tuple[Fragment, ...]

WIDEST = 100
_OPENING = "（《〈“‘【「『〔([{"
_CLOSING = "，。；：、？！）》〉”’】」』〕…·%％,.;:?!)]}"
# A stretch that stays together: a number and its unit, a Latin word (a path in its
# parts), or one character,
# with the marks that must not stand at the other side of a break.
_ATOM = re.compile(
    rf"[{re.escape(_OPENING)}]*"
    r"(?:(?<![!-~])\d[\d.]* [^\W\d]{1,2}|[!-.0-~]+/?|\s+|.)"
    rf"[{re.escape(_CLOSING)}]*"
)


def width(text: str) -> int:
    """Cells that a text takes."""
    return get_cwidth(text)


def plain(line: Line) -> str:
    """A line's text without its styles."""
    return "".join(text for _, text in line)


def styled(text: str, style: str = "") -> list[Line]:
    """Lines of one style, safe to print."""
    return [((style, part),) for part in visible(text).split("\n")]


def clip(text: str, cells: int, ending: int = 0) -> str:
    """The text if it fits, else with an ellipsis; its last `ending` cells are kept."""
    if width(text) <= cells:
        return text
    kept = _within(text[::-1], ending)[::-1]
    return _within(text, cells - 1 - width(kept)) + "…" + kept


def _within(text: str, cells: int) -> str:
    """The beginning of a text that fits."""
    kept = []
    for char in text:
        cells -= width(char)
        if cells < 0:
            break
        kept.append(char)
    return "".join(kept)


def pad(text: str, cells: int, right: bool = False) -> str:
    """The text filled with spaces to so many cells."""
    space = " " * max(0, cells - width(text))
    return space + text if right else text + space


def wrap(lines: Iterable[Line], cells: int, indent: str = "") -> list[Line]:
    """Lines broken to a width, the later parts of each indented.

    Numbers and words are kept whole, and punctuation off the start of a line.
    """
    wrapped: list[Line] = []
    for line in lines:
        for number, (start, end) in enumerate(_breaks(plain(line), cells, width(indent))):
            part = tuple(_cut(line, start, end))
            wrapped.append((("", indent), *part) if number and indent else part)
    return wrapped


def _breaks(text: str, cells: int, indent: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the parts of a text that each fit."""
    if width(text) <= cells:
        yield 0, len(text)
        return
    start = end = used = 0
    room = cells
    for piece in _pieces(text, max(2, cells - indent)):
        if used and used + width(piece.rstrip()) > room:
            yield start, len(text[:end].rstrip())
            room = cells - indent
            start, used = end, 0
        if not used and start and piece.isspace():
            start += len(piece)
        else:
            used += width(piece)
        end += len(piece)
    if start < end:
        yield start, end


def _pieces(text: str, cells: int) -> Iterator[str]:
    """Stretches that stay together; one that is too wide for a line, by characters."""
    for found in _ATOM.finditer(text):
        if width(found[0]) <= cells:
            yield found[0]
        else:
            yield from found[0]


def _cut(line: Line, start: int, end: int) -> Iterator[Fragment]:
    at = 0
    for style, text in line:
        part = text[max(0, start - at) : max(0, end - at)]
        at += len(text)
        if part:
            yield style, part


def marked(text: str, spans: Sequence[tuple[int, int]], style: str, base: str = "") -> Line:
    """A text with some stretches in another style."""
    fragments: list[Fragment] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        fragments += [(base, text[at:start]), (style, text[start:end])]
        at = end
    fragments.append((base, text[at:]))
    return tuple(fragment for fragment in fragments if fragment[1]) or ((base, ""),)
