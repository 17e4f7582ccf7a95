"""Tables and bars in a terminal: columns aligned by cells, narrow windows wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from askperf.interfaces.repl.screen import Line, clip, pad, plain, styled, width, wrap
from askperf.values import frozen

_GAP = "  "
_EIGHTHS = " ▏▎▍▌▋▊▉"
_LEAST_FLEXIBLE = 12
_LEAST_BAR = 16


@frozen()
class Column:
    """A column: heading, whether it may be wrapped, whether numbers align right."""

    heading: str
    flexible: bool = False
    right: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], cells: int) -> list[Line]:
    """Rows under headings; where the columns don't fit, each row becomes a paragraph."""
    widths = _widths(columns, rows, cells)
    if widths is None:
        return [line for row in rows for line in _paragraph(columns, row, cells)]
    head = _GAP.join(pad(c.heading, w, c.right) for c, w in zip(columns, widths, strict=True))
    lines: list[Line] = [(("class:heading", head.rstrip()),)]
    for row in rows:
        lines += _row(columns, row, widths)
    return lines


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], cells: int
) -> list[int] | None:
    """Cells of each column, the flexible ones sharing what is left; None if too few."""
    natural = [
        max(width(column.heading), *(width(row[at]) for row in rows), 0)
        for at, column in enumerate(columns)
    ]
    spare = cells - sum(natural) - len(_GAP) * (len(columns) - 1)
    flexible = [at for at, column in enumerate(columns) if column.flexible]
    if spare >= 0:
        return natural
    room = spare + sum(natural[at] for at in flexible)
    if not flexible or room < _LEAST_FLEXIBLE * len(flexible):
        return None
    for place, at in enumerate(flexible):
        # Even shares, and what a narrow column doesn't need goes to the rest.
        share = room // (len(flexible) - place)
        natural[at] = min(natural[at], share)
        room -= natural[at]
    return natural


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int]) -> list[Line]:
    parts = [
        [plain(line) for line in wrap(styled(text), cells)]
        for text, cells in zip(row, widths, strict=True)
    ]
    lines: list[Line] = []
    for number in range(max(map(len, parts))):
        texts = [
            pad(part[number] if number < len(part) else "", cells, column.right)
            for part, cells, column in zip(parts, widths, columns, strict=True)
        ]
        lines.append((("", _GAP.join(texts).rstrip()),))
    return lines


def _paragraph(columns: Sequence[Column], row: Sequence[str], cells: int) -> list[Line]:
    """A row where there is no room for columns: its number, then cell after cell."""
    first, *others = row
    texts = [text for text in others if text]
    return wrap(styled(f"{first}{_GAP}{'：'.join(texts)}"), cells, " " * (len(first) + 2))


@frozen()
class Bar:
    """A bar: what it is, its value, and the value as it is written."""

    label: str
    value: Decimal
    written: str


def bars(items: Sequence[Bar], cells: int) -> list[Line]:
    """One bar a value, longest to the full width; label above it in a narrow window.

    The bar stands last, so that a terminal that draws blocks wide shifts nothing.
    """
    if not items:
        return []
    most = max(item.value for item in items)
    amount = max(width(item.written) for item in items)
    label = min(max(width(item.label) for item in items), cells // 2)
    room = cells - label - amount - 2 * len(_GAP)
    beside = room >= _LEAST_BAR
    room = min(room if beside else cells - amount - len(_GAP), 60)
    lines: list[Line] = []
    for item in items:
        drawn = ("class:bar", _drawn(item.value, most, max(1, room)))
        written = pad(item.written, amount, right=True) + _GAP
        if beside:
            lines.append((("", pad(clip(item.label, label), label) + _GAP + written), drawn))
        else:
            lines += [*wrap(styled(item.label), cells), (("", written), drawn)]
    return lines


def _drawn(value: Decimal, most: Decimal, cells: int) -> str:
    """Blocks for a value, to an eighth of a cell; never nothing for what isn't zero."""
    eighths = int(value * cells * 8 / most) if most > 0 else 0
    if value > 0:
        eighths = max(1, eighths)
    whole, rest = divmod(max(0, eighths), 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
