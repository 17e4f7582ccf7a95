"""`askperf show`: the knowledge as it is loaded, with the ids of its rows."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.execution.context import Context
from askperf.facts import SECTIONS, Row

_ID_WIDTH = 32


def show(assistant: Assistant, forms: Sequence[str], words: Sequence[str]) -> str:
    """All rows, or one in full. `forms` are the ids of all forms that are loaded.

    Raises AskperfError if the form has no such row.
    """
    if len(words) > 1:
        raise AskperfError("show 一次看一行；请只写一个行编号。")
    context = Context(assistant.form, assistant.lexicon)
    if words:
        return _row(context.row(assistant.check_row(words[0])), context)
    others = [form for form in forms if form != assistant.form.id]
    note = ["", f"还有这些表，用 --form 选：{'、'.join(others)}"] if others else []
    return "\n".join([*_table(context), *note])


def _table(context: Context) -> list[str]:
    form = context.form
    lines = [f"{form.title}（编号 {form.id}，{form.department}，{form.year} 年）"]
    for section in SECTIONS:
        rows = form.section(section)
        if rows:
            lines += ["", f"{context.section(section)}（{len(rows)} 行）"]
            lines += (f"  {row.id:<{_ID_WIDTH}}{_brief(row, context)}" for row in rows)
    return lines


def _brief(row: Row, context: Context) -> str:
    """A row on one line: its name, what tells it from its namesakes, its value."""
    name = f"{row.name}（{row.explanation.rstrip('。')}）" if row.explanation else row.name
    return f"{name}：{_value(row, context)}"


def _value(row: Row, context: Context) -> str:
    if row.quantity is not None:
        return context.number(row)
    return row.text or context.say("empty-cell")


def _row(row: Row, context: Context) -> str:
    """A row cell by cell, then where it stands and how it reads there."""
    pairs = [
        ("编号", row.full_id),
        ("部分", context.section(row.section)),
        (context.say("cell.name"), row.name),
        ("一级指标", row.level1),
        ("二级指标", row.level2),
        *((context.say(f"cell.{c}"), getattr(row, c)) for c in ("explanation", "content", "goal")),
        (context.say("cell.text"), _value(row, context)),
        ("行号", str(row.source.line)),
        ("原文", " | ".join(cell for cell in row.source.quote.split("\t") if cell.strip())),
    ]
    return "\n".join(f"{label}：{text}" for label, text in pairs if text)
