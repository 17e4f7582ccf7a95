"""Resuming: the two numbers of the turn before put together otherwise, its row's own kind."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.logic import (
    Arith,
    Claim,
    Except,
    Fold,
    Given,
    Larger,
    OfLevel,
    Pick,
    Rows,
    Show,
    Some,
    Table,
    Tell,
    Value,
    Where,
    nodes,
)
from askperf.understanding.grammar.scene import Scene
from askperf.understanding.grammar.values import INDICATORS, Before, Found, masks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from askperf.logic import Form, Number

    Pair: TypeAlias = tuple[Number, Number]

_HOWS = {"gap": "gap", "ratio": "ratio", "share": "share", "sum": "plus"}
_EITHER_WAY = ("ratio", "share")
_SIDES = ("former", "latter")


def otherwise(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """折合几倍, after 甲比乙多几万; 差多少, after 哪个多."""
    pair = _pair(before)
    for cue, how in _HOWS.items() if pair else ():
        covered = scene.op(cue)
        if pair is None or not covered:
            continue
        orders = (pair, pair[::-1]) if how in _EITHER_WAY else (pair,)
        for left, right in orders:
            form = Tell((Arith(how, left, right),))
            if form != before.form:
                yield form, used | covered | scene.cell("amount"), -0.2, "follow:otherwise"


def part_of(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """金额是, after 前三以外的占多少: the number that was told as a part of another."""
    number, covered = _lone(before.form), scene.cell("amount") | scene.op("sum")
    if covered and isinstance(number, Arith) and number.how in _EITHER_WAY:
        part = number.left
        if not isinstance(part, Given):
            yield Tell((part,)), used | covered, -0.3, "follow:part"


def _pair(before: Before) -> Pair | None:
    """The two numbers that the turn before held against each other."""
    held = _lone(before.form)
    if isinstance(held, Fold) and held.how == "sum" and len(before.rows) == len(_SIDES):
        one, two = (Value(Pick((row,))) for row in before.rows)  # 不是合计，是相差多少
        return one, two
    if not isinstance(held, Arith | Larger | Claim):
        return None
    given = isinstance(held.left, Given) or isinstance(held.right, Given)
    return None if given else (held.left, held.right)


def _lone(form: Form) -> Form | Number:
    """The number that a form tells, if it tells but one; else the form."""
    return form.numbers[0] if isinstance(form, Tell) and len(form.numbers) == 1 else form


def of_tables(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """前一类一共多少钱, after both tables were told of: one of them by its place."""
    found = dict.fromkeys(n.rows for n in nodes(before.form) if isinstance(n, Fold))
    tables = [rows for rows in found if isinstance(rows, Table)]
    if len(tables) != len(_SIDES):
        return
    extra = used | scene.asked | scene.cell("amount") | scene.op("list")
    for side, table in zip(_SIDES, tables, strict=True):
        for cue in scene.chart.anchors("dialogue", side, span=scene.span)[:1]:
            yield Show(table, ("value",)), extra | cue.mask, -0.3, "follow:table"
            for how in ("sum", "count", "mean"):
                score = 0.0 if scene.op(how) else -0.6
                covered = extra | cue.mask | scene.op(how)
                yield Tell((Fold(how, table),)), covered, score, "follow:table"


def of_kind(scene: Scene, before: Before, used: int) -> Iterator[Found]:
    """同类还有谁: the other rows of the level, or of the table, of the row before."""
    cues = scene.chart.anchors("same-kind")
    row = scene.sheet.row(Pick(before.rows)) if len(before.rows) == 1 and cues else None
    if row is None:
        return
    kind: Rows = Table((row.section,))
    if row.level2:
        kind = Where(INDICATORS, OfLevel(row.level2))
    others = scene.chart.anchors("others")
    covered = used | masks((*cues, *others)) | scene.op("list", "exists") | scene.judged
    rest = Except(kind, Pick((row.id,)))
    for rows in (rest, kind):
        score = 0.0 if (rows is rest) == bool(others) else -0.4
        yield Show(rows, ("value",)), covered, score, "follow:kind"
        yield Some(rows, True), covered, score - 0.2, "some:kind"
        if cue := scene.op("count"):
            yield Tell((Fold("count", rows),)), covered | cue, score, "fold:kind"
