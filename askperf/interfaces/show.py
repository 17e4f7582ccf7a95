"""`askperf show`: the knowledge as it is loaded, with the ids of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.facts import SECTIONS, Row
from askperf.folding import squeeze
from askperf.generation import Words
from askperf.interfaces.listing import FILTERS, chosen, shaped, titled

_ID_WIDTH = 32


def show(
    assistant: Assistant, forms: Sequence[str], words: Sequence[str], options: Mapping[str, str]
) -> str:
    """All rows, some of them, or one in full. `forms` are the ids of all forms that are loaded.

    Raises AskperfError if the form has no such row, or no row can have what is asked for.
    """
    if len(words) > 1:
        raise AskperfError("show 一次看一行；请只写一个行编号。")
    if not {*options}.isdisjoint((*FILTERS, "--as")):
        if words:
            raise AskperfError(f"写了行编号“{words[0]}”就只看这一行；请去掉编号或别的选项。")
        rows = chosen(assistant.form.rows, options, assistant.words)
        if "--as" in options:
            return shaped(rows, options["--as"], assistant.words)
        return "\n".join(_lines(rows, assistant.words)) or "没有符合这些条件的行。"
    if words:
        return _called(assistant, words[0])
    others = [form for form in forms if form != assistant.form.id]
    note = ["", f"还有这些表，用 --form 选：{'、'.join(others)}"] if others else []
    return "\n".join([*_table(assistant.words), *note])


def _called(assistant: Assistant, name: str) -> str:
    """The row of an id in full; of a part of a name, that row or a line for each that has it."""
    part = squeeze(name)
    named = [row for row in assistant.form.rows if len(part) > 1 and part in squeeze(row.name)]
    if len(named) > 1:
        return "\n".join(_lines(named, assistant.words))
    try:
        row = named[0] if named else assistant.form.row(name)
    except KeyError:
        raise AskperfError(
            f"没有编号是“{name}”或名称里有它的行；用 askperf show 看全部行的编号和名称。"
        ) from None
    return _row(row, assistant.words)


def _table(words: Words) -> list[str]:
    form = words.world.form
    lines = [f"{form.title}（编号 {form.id}，{form.department}，{form.year} 年）"]
    for section in SECTIONS:
        rows = form.section(section)
        if rows:
            lines += ["", f"{words.section(section)}（{len(rows)} 行）"]
            lines += (f"  {line}" for line in _lines(rows, words))
    return lines


def _lines(rows: Sequence[Row], words: Words) -> list[str]:
    return [f"{row.id:<{_ID_WIDTH}}{_brief(row, words)}" for row in rows]


def _brief(row: Row, words: Words) -> str:
    """A row on one line: its name, what tells it from its namesakes, its value."""
    return f"{titled(row)}：{words.number(row)}"


def _row(row: Row, words: Words) -> str:
    """A row cell by cell, then where it stands and how it reads there."""
    pairs = [
        ("编号", row.full_id),
        ("部分", words.section(row.section)),
        (words.say("cell.name"), row.name),
        ("一级指标", row.level1),
        ("二级指标", row.level2),
        *((words.say(f"cell.{c}"), getattr(row, c)) for c in ("explanation", "content", "goal")),
        (words.say("cell.text"), words.number(row)),
        ("行号", str(row.source.line)),
        ("原文", " | ".join(cell for cell in row.source.quote.split("\t") if cell.strip())),
    ]
    return "\n".join(f"{label}：{text}" for label, text in pairs if text)
