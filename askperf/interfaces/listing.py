"""Rows narrowed by section, level, unit or comparator, and in the shape that is wanted."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from askperf.errors import AskperfError
from askperf.facts import SECTIONS, Row
from askperf.folding import within
from askperf.generation import Words

BOUNDS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "＝": "="}
SHAPES = ("table", "json", "csv")
FILTERS = ("--section", "--level", "--unit", "--bound")
_HEADINGS = (
    "编号", "部分", "行号", "名称", "一级指标", "二级指标", "三级指标解释", "主要实施内容",
    "期望达到的目标", "对比符号", "数", "单位",
)  # fmt: skip


def chosen(rows: Sequence[Row], options: Mapping[str, str], words: Words) -> list[Row]:
    """The rows that all the filters let through.

    Raises AskperfError where no row can have what a filter names, with what there is.
    """
    found = list(rows)
    if "--section" in options:
        sections = _sections(options["--section"], words)
        found = [row for row in found if row.section in sections]
    if "--level" in options:
        wanted = options["--level"]
        levels = dict.fromkeys(level for row in rows for level in (row.level1, row.level2) if level)
        _known(wanted, any(wanted in level for level in levels), "类别", levels)
        found = [row for row in found if wanted in f"{row.level1 or ''}\n{row.level2 or ''}"]
    if "--unit" in options:
        wanted = options["--unit"]
        units = dict.fromkeys(row.quantity.unit for row in rows if row.quantity)
        _known(wanted, wanted in {u.partition("/")[0] for u in units} | {*units}, "单位", units)
        named = {wanted} & {*units} or {u for u in units if u.startswith(f"{wanted}/")}
        found = [row for row in found if _unit(row) in named]  # 次 isn't 次/年; 元 is 元/人年
    if "--bound" in options:
        bounds = dict.fromkeys(_bound(row) for row in rows if _bound(row))
        spoken = {words.say(f"bound.{bound}", value="").strip(): bound for bound in bounds}
        wanted = (BOUNDS | spoken).get(options["--bound"], options["--bound"])
        _known(options["--bound"], wanted in bounds, "对比符号", bounds)
        found = [row for row in found if _bound(row) == wanted]
    return found


def _known(wanted: str, is_known: bool, what: str, names: Iterable[str]) -> None:
    if not is_known:
        raise AskperfError(f"表里没有“{wanted}”这个{what}；有的是：{'、'.join(names)}。")


def _sections(wanted: str, words: Words) -> list[str]:
    """Sections by their key, or by a part of their name."""
    names = {section: words.section(section) for section in SECTIONS}
    found = [section for section, name in names.items() if wanted in (section, name)]
    found = found or [section for section, name in names.items() if within(wanted, name)]
    _known(wanted, bool(found), "部分", (f"{name}（{key}）" for key, name in names.items()))
    return found


def _unit(row: Row) -> str:
    return row.quantity.unit if row.quantity else ""


def _bound(row: Row) -> str:
    return (row.quantity.bound or "") if row.quantity else ""


def shaped(rows: Sequence[Row], shape: str, words: Words) -> str:
    """The rows as a table for the terminal, as one line of JSON, or as CSV.

    Raises AskperfError if there is no such shape.
    """
    if shape == "json":
        from askperf.interfaces.serialization import to_json

        data = {"form": words.world.form.id, "rows": [_data(row) for row in rows]}
        return to_json(data)
    if shape == "csv":
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(_HEADINGS)
        table.writerows(_cells(row, words) for row in rows)
        return text.getvalue().rstrip("\n")
    if shape == "table":
        return _table(rows, words)
    raise AskperfError(f"没有“{shape}”这种样式；--as 后面写 {'、'.join(SHAPES)} 之一。")


def _data(row: Row) -> dict[str, Any]:
    quantity = row.quantity
    return {
        "row": row.full_id,
        "section": row.section,
        "line": row.source.line,
        "name": row.name,
        "level1": row.level1,
        "level2": row.level2,
        "explanation": row.explanation,
        "content": row.content,
        "goal": row.goal,
        "text": row.text,
        "value": quantity.literal if quantity else None,
        "unit": quantity.unit if quantity else None,
        "bound": quantity.bound if quantity else None,
        "quote": row.source.quote,
    }


def _cells(row: Row, words: Words) -> tuple[str, ...]:
    value = row.quantity.literal if row.quantity else row.text or ""
    return (
        *(row.id, words.section(row.section), str(row.source.line), row.name),
        *(row.level1 or "", row.level2 or "", row.explanation or ""),
        *(row.content or "", row.goal or "", _bound(row), value, _unit(row)),
    )


def _table(rows: Sequence[Row], words: Words) -> str:
    """Aligned columns, as wide as the terminal."""
    from askperf.interfaces.repl.screen import plain
    from askperf.interfaces.repl.tables import Column, table

    columns = (Column("编号"), Column("名称", flexible=True), Column("数", right=True))
    cells = [(row.id, titled(row), words.number(row)) for row in rows]
    wide = shutil.get_terminal_size().columns
    return "\n".join(plain(line) for line in table(columns, cells, wide))


def titled(row: Row) -> str:
    """A row's name with its explanation, which tells it from its namesakes."""
    return f"{row.name}（{row.explanation.rstrip('。')}）" if row.explanation else row.name
