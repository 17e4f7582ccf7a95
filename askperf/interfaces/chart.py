"""Amounts as bars: in the terminal, and as an SVG file for a report."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from askperf.errors import AskperfError, reason
from askperf.facts import TASK_SECTIONS, Row
from askperf.generation import Words
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.screen import plain
from askperf.interfaces.repl.tables import Bar, bars
from askperf.interfaces.terminal import visible
from askperf.values import frozen
from askperf.wholefile import write_new

_ROW, _HEAD, _MARGIN = 26, 34, 16  # points of a drawing
_LABEL, _AMOUNT, _BAR = 380, 90, 420
_LIKE = "font-family='Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif' font-size='14'"


@frozen()
class Group:
    """Amounts that are drawn to one scale, under a heading."""

    heading: str
    bars: tuple[Bar, ...]


def groups(words: Words) -> list[Group]:
    """Money of a form: the whole of the department, then the tasks."""
    found = []
    for head, sections in (
        (texts.BUDGET_OVERVIEW, ("overview",)),
        (texts.BUDGET_TASKS, TASK_SECTIONS),
    ):
        rows = [row for row in words.world.form.section(*sections) if _is_money(row, words)]
        if rows:
            unit = rows[0].quantity.unit if rows[0].quantity else ""
            found.append(Group(head.format(unit=unit), tuple(_bars(rows))))
    return found


def _is_money(row: Row, words: Words) -> bool:
    return row.quantity is not None and words.world.dimension(row.quantity.unit) == "money"


def _bars(rows: Sequence[Row]) -> list[Bar]:
    return [Bar(row.name, row.quantity.value, row.quantity.literal) for row in rows if row.quantity]


def chart(words: Words) -> str:
    """The bars as lines of text, as wide as the terminal."""
    wide = shutil.get_terminal_size().columns
    lines: list[str] = []
    for group in groups(words):
        lines += [group.heading, *(plain(line) for line in bars(group.bars, wide)), ""]
    return "\n".join([*lines, texts.BUDGET_NOTE if lines else texts.BUDGET_NONE])


def write_svg(words: Words, name: str) -> Path:
    """Draw the bars to a new file. Raises AskperfError if it is there or can't be written."""
    path = Path(name).expanduser()
    text = _svg(words)
    try:
        write_new(path, text.encode("utf-8"))
    except FileExistsError as error:
        raise AskperfError(f"{path}：已有这个文件，没有覆盖；请换一个文件名。") from error
    except (OSError, ValueError) as error:
        raise AskperfError(f"{path}：写不了（{reason(error)}）；请换一个地方。") from error
    return path


def _svg(words: Words) -> str:
    form = words.world.form
    drawn: list[str] = [_text(_MARGIN, _HEAD - 8, form.title, "font-weight='bold'")]
    at = _HEAD
    for group in groups(words):
        drawn.append(_text(_MARGIN, at + _HEAD - 10, group.heading, "fill='#555'"))
        at += _HEAD
        most = max(bar.value for bar in group.bars)
        for bar in group.bars:
            long = float(bar.value / most) * _BAR if most else 0.0
            left = _MARGIN + _LABEL + _AMOUNT
            drawn.append(_text(_MARGIN, at + 17, bar.label))
            drawn.append(_text(left - 8, at + 17, bar.written, "text-anchor='end'"))
            drawn.append(
                f"<rect x='{left}' y='{at + 4}' width='{long:.1f}' height='16' fill='#3b6ea5'/>"
            )
            at += _ROW
    drawn.append(_text(_MARGIN, at + _HEAD - 10, texts.BUDGET_NOTE, "fill='#555'"))
    wide, high = 2 * _MARGIN + _LABEL + _AMOUNT + _BAR, at + _HEAD + _MARGIN
    size = f"width='{wide}' height='{high}' viewBox='0 0 {wide} {high}'"
    head = f"<svg xmlns='http://www.w3.org/2000/svg' {size} {_LIKE}>"
    return "\n".join(
        [head, "<rect width='100%' height='100%' fill='white'/>", *drawn, "</svg>", ""]
    )


def _text(x: int, y: int, text: str, more: str = "") -> str:
    return f"<text x='{x}' y='{y}' {more}>{escape(visible(text))}</text>".replace(" >", ">")
