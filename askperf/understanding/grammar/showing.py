"""Showing: cells of one row, or of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from askperf.facts import Row
from askperf.logic import Passage, Show, Tell
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import Found, RowSet

_CELLS = (
    "value", "content", "goal", "explanation", "level", "unit", "comparator", "line", "quote",
    "section",
)  # fmt: skip
_TOGETHER = ("content", "goal", "explanation", "level", "unit", "comparator")
_LISTED = ("content", "goal", "explanation", "unit", "comparator", "level", "line")
_PLACED = ("line", "quote")
_OPEN = ("namesakes", "tied", "cluster", "nth2")
_WHICH = re.compile(r"^(sec|def|before):.*?(\+.|$)")


def showing(scene: Scene) -> Iterator[Found]:
    """All forms that show cells."""
    for one in scene.one:
        for line in _OF_ONE:
            yield from line(scene, one)
    several = _several_cues(scene)
    for rows in scene.sets:
        if rows.count != 1 or rows.tag != "namesakes":
            for listing in _OF_SEVERAL:
                yield from listing(scene, rows, several)


# ── one row ──────────────────────────────────────────────────────────────────────────


def _cell(scene: Scene, one: RowSet) -> Iterator[Found]:
    """普法宣传多少钱; 普法宣传的目标."""
    place = scene.op("locate")
    number = scene.cell("number") | scene.op("position")
    extra = {
        "value": scene.cell("amount", "target", "name") | scene.op("find", "locate"),
        "quote": place | scene.cell("line"),
        "line": place | number,
        "section": place,
        "level": place,
    }
    row = scene.row(one.node)
    placed = place | number | scene.cell("line")
    for cell in _CELLS:
        if cell in _PLACED and not placed and row is not None and row.text is not None:
            continue  # 总体绩效目标的原文 wants the text, not where it stands
        if cell == "value" and row is not None and _is_for_each(scene, row):
            continue  # 人均基本支出 is never the whole of it
        used = extra.get(cell, 0) | (0 if cell == "value" else scene.cell(cell))
        yield Show(one.node, (cell,)), one.used | used | scene.asked, one.score, f"show:{cell}"


def _is_for_each(scene: Scene, row: Row) -> bool:
    """Is a row's number asked for each head, which it isn't by itself (元/人年)?"""
    whole = row.quantity is not None and scene.words.head not in row.quantity.unit
    return whole and scene.chart.for_each_head()


def _text(scene: Scene, one: RowSet) -> Iterator[Found]:
    """年度总体目标是什么."""
    row = scene.row(one.node)
    if row is not None and row.text is not None:
        used = one.used | scene.asked | scene.cell("goal", "content", "quote")
        yield Show(one.node, ("text",)), used, one.score, "show:text"


def _cells(scene: Scene, one: RowSet) -> Iterator[Found]:
    """普法宣传的内容和目标."""
    cued = [cell for cell in _TOGETHER if scene.cell(cell)]
    if not cued:
        return
    used, two = one.used | scene.asked | scene.cell(*cued), tuple(cued[:2])
    with_value = used | scene.cell("amount", "target")
    yield Show(one.node, (*two, "value")), with_value, one.score - 0.5, "show:multi"
    if len(cued) >= 2:
        yield Show(one.node, two), used, one.score - 0.5, "show:multi"


def _passages(scene: Scene, one: RowSet) -> Iterator[Found]:
    """考评时间不少于几天: a number of its prose."""
    row = scene.row(one.node)
    for index in range(len(row.details) if row else 0):
        if row is not None:
            used = one.used | scene.asked | scene.passage(row, index)
            yield Tell((Passage(row.id, index),)), used, one.score - 1, "passage"


_OF_ONE = (_cell, _text, _cells, _passages)

# ── several rows ─────────────────────────────────────────────────────────────────────


def _several_cues(scene: Scene) -> int:
    cues = scene.op("list", "locate", "find", "descending", "ascending", "count")
    each = scene.chart.mask("each")
    return scene.asked | cues | scene.cell("amount", "target", "name") | each


def _any_of(scene: Scene, rows: RowSet, used: int) -> Iterator[Found]:
    """培训次数多少, where several rows may be meant."""
    if rows.tag in _OPEN or (rows.tag.startswith("before") and rows.count > 1):
        kind = rows.tag.partition(":")[0]
        yield Show(rows.node, ("value",), True), rows.used | used, rows.score, f"open:{kind}"


def _list(scene: Scene, rows: RowSet, used: int) -> Iterator[Found]:
    """超过20万的任务有哪些."""
    yield Show(rows.node, ("value",)), rows.used | used, rows.score, f"list:{_kind(rows.tag)}"


def _list_cells(scene: Scene, rows: RowSet, used: int) -> Iterator[Found]:
    """重点任务的目标分别是什么."""
    for cell in _LISTED:
        if scene.cell(cell):
            covered = rows.used | used | scene.cell(cell)
            yield Show(rows.node, (cell,)), covered, rows.score - 0.1, f"listc:{_kind(rows.tag)}"


_OF_SEVERAL = (_any_of, _list, _list_cells)


@cache
def _kind(tag: str) -> str:
    """`sec:tasks+1` → `sec+1`."""
    return _WHICH.sub(r"\1\2", tag)
