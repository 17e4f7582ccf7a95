"""Recalling: the rows that the turn before counted or added up, listed, narrowed, measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from askperf.facts import Row
from askperf.logic import (
    Arith,
    Belongs,
    Extreme,
    Fold,
    Pick,
    Reach,
    Rows,
    Show,
    Table,
    Tell,
    nodes,
)
from askperf.understanding.grammar.existence import ends, kinds
from askperf.understanding.grammar.places import sizes
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.shares import shares_of
from askperf.understanding.grammar.values import (
    TASKS,
    Before,
    Found,
    masks,
    narrowed,
    unnarrowed,
)

_FOLDS = ("sum", "mean", "count")
_CELLS = ("content", "goal", "explanation", "unit", "comparator", "level", "line", "name")
_CONDITIONS = 4
_MANY, _SETS = 12, 3


def recalling(scene: Scene) -> Iterator[Found]:
    """All forms about the rows that a number of the turn before was made of."""
    before = scene.before
    if before is None:
        return
    used = scene.asked | scene.pointing
    for line in _OF_A_SET:
        for rows in _sets(scene, before):
            yield from line(scene, rows, used | _counted(scene, rows))
    yield from _belongs(scene, used)


def _sets(scene: Scene, before: Before) -> Sequence[Rows]:
    """What was counted, added up or listed, then what is left of it by name."""
    made = [n.rows for n in nodes(before.form) if isinstance(n, Fold | Reach)]
    if isinstance(before.form, Show) and len(before.rows) > 1:
        made.append(before.form.rows)
    # 这三个一共: so many of the rows that were told of last
    counts = [int(n.number or 0) for n in scene.chart.numbers("rows")]
    counts += [2] if scene.chart.anchors("dialogue", "pair") else []
    made += [Pick(before.recent[-n:]) for n in counts if 1 < n <= len(before.recent)]
    plain = [rows for rows in dict.fromkeys(made) if not isinstance(rows, Table)]
    return [rows for rows in plain if 0 < len(scene.sheet.found(rows) or ()) <= _MANY][:_SETS]


def _counted(scene: Scene, rows: Rows) -> int:
    """Where the question says how many they are: 这三项, 是哪两项."""
    size = len(scene.sheet.found(rows) or ())
    return masks(n for n in scene.chart.numbers("rows") if n.number == size)


def _listed(scene: Scene, rows: Rows, used: int) -> Iterator[Found]:
    """都是哪些, 是哪两项; 它们的目标: the rows themselves."""
    used |= scene.op("list", "find", "locate") | scene.cell("name")
    yield Show(rows, ("value",)), used | scene.cell("amount"), -0.2, "list:before"
    for cell in _CELLS:
        if named := scene.cell(cell):
            yield Show(rows, (cell,)), used | named, -0.3, "listc:before"


def _folded(scene: Scene, rows: Rows, used: int) -> Iterator[Found]:
    """加起来多少; 平均呢."""
    for how in _FOLDS:
        if cue := scene.op(how):
            covered = used | cue | scene.cell("amount")
            yield Tell((Fold(how, rows),)), covered, -0.2, f"fold:before:{how}"


def _shared(scene: Scene, rows: Rows, used: int) -> Iterator[Found]:
    """占全部的几成; 各占多少: all of them together, or each, as a part of a table."""
    cue = scene.op("share")
    wholes = [(x.node, x.used) for x in scene.tables[:3]]
    each = scene.chart.mask("each")
    for whole, named in (*wholes, (TASKS, 0)) if cue else ():
        total, covered = Fold("sum", whole), used | cue | named | scene.op("sum")
        yield Tell((Arith("share", Fold("sum", rows), total),)), covered, -0.3, "share:before"
        ids = scene.sheet.found_ids(rows)
        if each and len(ids) > 1:
            yield shares_of(ids, total), covered | each, -0.2, "shares:before"


def _narrowed(scene: Scene, rows: Rows, used: int) -> Iterator[Found]:
    """其中超过40万的有几项; 用等号的有几个: some of them, or of the rows they were taken from."""
    base = unnarrowed(rows)
    for narrowing, covered in scene.chart.conditions(scene.span)[:_CONDITIONS]:
        for whole in dict.fromkeys((rows, base)):
            node, both = narrowed(whole, narrowing), covered | used
            if scene.sheet.found(node):
                listed = both | scene.op("list")
                yield Show(node, ("value",)), listed, -0.3, "list:before+1"
                for how in _FOLDS:
                    if cue := scene.op(how):
                        yield Tell((Fold(how, node),)), both | cue, -0.2, f"fold:before+1:{how}"


def _ends(scene: Scene, rows: Rows, used: int) -> Iterator[Found]:
    """这四笔里垫底的是哪笔: the largest or the smallest of them."""
    for cue, largest in sizes(scene.chart, scene.span):
        for cell, named in (("value", 0), *((c, scene.cell(c)) for c in _CELLS if scene.cell(c))):
            node = Extreme(rows, largest, (1,))
            covered = used | cue.mask | named | scene.op("find")
            yield Show(node, (cell,)), covered, -0.2, "ends:before"


_OF_A_SET = (_listed, _folded, _shared, _narrowed, _ends)


def _belongs(scene: Scene, used: int) -> Iterator[Found]:
    """它是重点任务吗; 是最多的吗: is the row before of a kind, or the largest?"""
    for one in scene.earlier_one[:1]:
        row = scene.row(one.node)
        for rows, named, _, rule in (*kinds(scene), *ends(scene)) if row else ():
            if row is not None and _may_hold(rows, row):
                covered = used | named | scene.cell("comparator", "level")
                yield Belongs(row.id, rows), covered, -0.2, f"belongs:before:{rule}"


def _may_hold(rows: Rows, row: Row) -> bool:
    """A task is no end of the indicators."""
    table = rows.rows if isinstance(rows, Extreme) else None
    return not isinstance(table, Table) or row.section in table.sections
