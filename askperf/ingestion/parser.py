"""Lines of a published form → `ParsedForm`. By rule, never by line number.

Damage it copes with, seen in real publications: a page break repeats a table's
label in the first data row; a row has lost its leading tab; a label's value stands
a line above it; cells are blank or cut off. Every non-blank cell becomes a known
header or a cell of exactly one row; anything else is an error with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from askperf.errors import AskperfError
from askperf.facts import Form, Quantity, Row, Source
from askperf.ingestion.layout import Layout, OverviewField
from askperf.ingestion.reader import Line
from askperf.values import frozen

HEADER = "header"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@frozen()
class Placement:
    """Where a non-blank cell went: a row id, or `header`."""

    line: int
    column: int
    owner: str


@dataclass(slots=True)
class _Parse:
    """State of one parse: what was found so far and where each cell went."""

    form_id: str
    file: str
    layout: Layout
    title: str = ""
    place: str = ""
    year: int = 0
    rows: list[Row] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    section: str = "overview"
    expected: int = 1
    loose: Line | None = None

    def fail(self, line: Line, found: str, expected: str) -> AskperfError:
        return AskperfError(
            f"{self.file}：第 {line.number} 行读到“{found[:40]}”，这里应当是{expected}；"
            "请核对原文或版式文件。"
        )

    def place_cells(self, line: Line, columns: list[int], owner: str) -> None:
        self.placements += [
            Placement(line.number, column, owner) for column in columns if line.cells[column]
        ]

    def source(self, row_id: str, line: Line, quote: str) -> Source:
        return Source(self.form_id, row_id, line.number, quote)


def parse_form(
    lines: list[Line], layout: Layout, form_id: str, file: str
) -> tuple[Form, tuple[Placement, ...]]:
    """Structure a form. Raises AskperfError (file, line, found, expected)."""
    state = _Parse(form_id, file, layout)
    for line in lines:
        _take_line(state, line)
    if state.loose is not None:
        raise state.fail(state.loose, state.loose.filled[0][1], "某个标签的值")
    _check_complete(state)
    department = next(row.text for row in state.rows if row.id == "overview/department")
    rows = sorted(state.rows, key=_form_order)
    form = Form(form_id, state.title, department or "", state.place, state.year, tuple(rows))
    return form, tuple(state.placements)


def _form_order(row: Row) -> tuple[int, int, int]:
    order = ("overview", "key-tasks", "other-tasks", "indicators").index(row.section)
    return (order, 0 if row.section == "overview" else row.number, row.source.line)


def _take_line(state: _Parse, line: Line) -> None:
    texts = tuple(text for _, text in line.filled)
    if not state.title:
        _take_title(state, line, texts)
    elif texts == (state.layout.indicator_heading,):
        state.place_cells(line, [i for i, _ in line.filled], HEADER)
    elif _take_header(state, line, texts):
        state.expected = 1
    elif state.section == "overview":
        _take_overview(state, line)
    elif state.section == "indicators":
        _take_indicator(state, line)
    else:
        _take_task(state, line)


def _take_title(state: _Parse, line: Line, texts: tuple[str, ...]) -> None:
    match = state.layout.title.match(texts[0]) if len(texts) == 1 else None
    if match is None:
        raise state.fail(line, texts[0], "表的标题（……市××××年部门整体支出绩效目标表）")
    state.title, state.place, state.year = texts[0], match["place"], int(match["year"])
    state.place_cells(line, [i for i, _ in line.filled], HEADER)


def _take_header(state: _Parse, line: Line, texts: tuple[str, ...]) -> bool:
    """Enter a table where the line is its header row."""
    if texts == state.layout.indicator_columns:
        state.section = "indicators"
    elif texts[1:] == state.layout.task_columns and texts[0] in state.layout.task_labels:
        state.section = state.layout.task_labels[texts[0]]
    else:
        return False
    state.place_cells(line, [i for i, _ in line.filled], HEADER)
    return True


def _take_overview(state: _Parse, line: Line) -> None:
    fields = state.layout.fields
    filled = dict(line.filled)
    if len(filled) == 1 and not (set(filled.values()) & set(fields)):
        if state.loose is not None:
            raise state.fail(line, next(iter(filled.values())), "一个概况标签")
        state.loose = line
        return
    column = 0
    while column < len(line.cells):
        text = line.cells[column]
        if text in fields:
            _take_field(state, line, column, fields[text])
            column += 2
            continue
        if text and text not in state.layout.group_labels:
            raise state.fail(line, text, "一个概况标签或它的值")
        state.place_cells(line, [column], HEADER)
        column += 1


def _take_field(state: _Parse, line: Line, column: int, spec: OverviewField) -> None:
    row_id = f"overview/{spec.id}"
    value = line.cells[column + 1] if column + 1 < len(line.cells) else ""
    quote = "\t".join(line.raw.split("\t")[column : column + 2]).strip()
    at = line
    state.place_cells(line, [column], HEADER)
    if not value and state.loose is not None and len(line.filled) == 1:
        at, state.loose = state.loose, None
        ((value_column, value),) = at.filled
        quote = value
        state.place_cells(at, [value_column], row_id)
    elif value:
        state.place_cells(line, [column + 1], row_id)
    quantity = _quantity(state, at, value, spec.unit, None) if spec.numeric and value else None
    text = value if quantity is None else None
    state.rows.append(
        Row(
            row_id,
            "overview",
            0,
            spec.label,
            state.source(row_id, at, quote),
            quantity=quantity,
            text=text,
        )
    )


def _take_task(state: _Parse, line: Line) -> None:
    filled = list(line.filled)
    if filled[0][1] in state.layout.task_labels:  # a page break repeats the label
        if state.layout.task_labels[filled[0][1]] != state.section:
            raise state.fail(line, filled[0][1], "同一张任务表的下一行")
        state.place_cells(line, [filled[0][0]], HEADER)
        filled = filled[1:]
    start = filled[0][0]
    width = len(state.layout.task_columns)
    cells = line.cells[start : start + width]
    extra = [text for column, text in filled if column >= start + width]
    if len(cells) != width or cells[0] != str(state.expected) or not cells[1] or extra:
        wanted = (
            f"序号 {state.expected} 的任务，共 {width} 格（{'、'.join(state.layout.task_columns)}）"
        )
        raise state.fail(line, " ".join(text for _, text in filled), wanted)
    row_id = f"{state.section}/{state.expected}"
    amount = _quantity(state, line, cells[4], state.layout.task_unit, None) if cells[4] else None
    state.place_cells(line, list(range(start, start + width)), row_id)
    state.rows.append(
        Row(
            row_id,
            state.section,
            state.expected,
            cells[1],
            state.source(row_id, line, line.raw.strip()),
            quantity=amount,
            text=None if amount else "",
            content=cells[2],
            goal=cells[3],
        )
    )
    state.expected += 1


def _take_indicator(state: _Parse, line: Line) -> None:
    columns = state.layout.indicator_columns
    if len(line.cells) != len(columns) or not line.cells[2]:
        found = " ".join(text for _, text in line.filled)
        raise state.fail(line, found, f"一条指标，共 {len(columns)} 格（{'、'.join(columns)}）")
    level1, level2, name, explanation, comparator, value, unit = line.cells
    if comparator and comparator not in state.layout.comparators:
        raise state.fail(line, comparator, "对比符号（=、>= 等）")
    row_id = f"indicators/{state.expected}"
    quantity = _quantity(state, line, value, unit, comparator or None) if value else None
    state.place_cells(line, list(range(len(columns))), row_id)
    state.rows.append(
        Row(
            row_id,
            "indicators",
            state.expected,
            name,
            state.source(row_id, line, line.raw.strip()),
            quantity=quantity,
            text=None if quantity else "",
            level1=level1,
            level2=level2,
            explanation=explanation,
        )
    )
    state.expected += 1


def _quantity(state: _Parse, line: Line, text: str, unit: str, bound: str | None) -> Quantity:
    if not _NUMBER.fullmatch(text):
        raise state.fail(line, text, "一个数")
    return Quantity(Decimal(text), unit, bound, text)


def _check_complete(state: _Parse) -> None:
    """A form has every overview field once and at least one row in each table."""
    found = [row.id for row in state.rows]
    for spec in state.layout.fields.values():
        if found.count(f"overview/{spec.id}") != 1:
            raise AskperfError(
                f"{state.file}：“{spec.label}”应当正好出现一次，"
                f"读到 {found.count(f'overview/{spec.id}')} 次；请核对原文或版式文件。"
            )
    for label, section in (*state.layout.task_labels.items(), ("三级指标", "indicators")):
        if not any(row.section == section for row in state.rows):
            raise AskperfError(f"{state.file}：没有读到“{label}”的任何一行；请核对原文或版式文件。")
