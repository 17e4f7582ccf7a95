"""Floating operations: what a question does with numbers, said in words that no cue holds.

压普法一头的有几项, 两头隔着多少: nobody can list all the ways to say that one is more than
another. Where words are left that neither cues nor rows account for, the usual operations on
what is named are proposed without a cue; which of them the words mean is for the ranking to
know, by what examples taught (the floating parser of Pasupat and Liang, 2015).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from askperf.facts import Row
from askperf.logic import (
    Alike,
    Arith,
    Claim,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Holds,
    Number,
    OfUnit,
    Position,
    Rows,
    Show,
    Tell,
    Value,
    Where,
)
from askperf.understanding.grammar.scene import Scene, number_over
from askperf.understanding.grammar.values import (
    FLOATING,
    HUNDRED,
    INDICATORS,
    KEY,
    OTHER,
    PERCENT,
    TASKS,
    TWO,
    Found,
    RowSet,
    both_ends,
    given,
    masks,
)
from askperf.understanding.reading import mask_of

_PENALTY = 2.5  # an operation that is said comes before one that is not
_UNREAD, _SAYING = 2, "nvafizlsb"  # letters, and the classes of words that may say an operation
_TWO = 2
_SIGNS = ("plus", "minus", "times", "per", "gap", "share")
_MARKS = (">=", "<=", ">", "<")
_VALUE = ("value",)


def floating(scene: Scene) -> Iterator[Found]:
    """The usual operations on the rows and numbers of a question, if any of its words is left."""
    if not _is_unread(scene):
        return
    extra = scene.asked | scene.cell("amount")
    # 甲属于重点任务吗 compares no numbers
    tabled = any(table.used and table.node in (KEY, OTHER) for table in scene.tables)
    claimed = not tabled or bool(scene.chart.numbers("number", "rows"))
    for line in _LINES:
        for form, used, score, name in line(scene):
            if isinstance(form, Claim) and not claimed:
                continue
            yield form, used | extra, score - _PENALTY, f"{FLOATING}:{name}"


def _is_unread(scene: Scene) -> bool:
    reading = scene.chart.reading
    read = reading.own | masks((*reading.anchors, *reading.numbers, *reading.unit_words))
    for one in scene.names:
        row = scene.row(one.node)
        read |= scene.chart.support(scene.sheet.index[row.id], scene.span) if row else 0
    words = [mask_of(t.start, t.end) for t in reading.tokens if t.pos[:1] in _SAYING]
    left = [word for word in words if (word & ~read).bit_count() * 2 >= word.bit_count()]
    return sum(word.bit_count() for word in left) >= _UNREAD


def _of_a_row(scene: Scene) -> Iterator[Found]:
    """普法前头还排着几个; 公证处坐第几."""
    for one in (*scene.names[:1], *scene.earlier_one[:1]):
        row = scene.row(one.node)
        if row is None or row.quantity is None or (peers := _peers(scene, row)) is None:
            continue
        for form, name in _among(one, row.id, row.quantity.unit, peers.node):
            yield form, one.used | peers.used, one.score, name


def _peers(scene: Scene, row: Row) -> RowSet | None:
    """The rows that a row may be seen among: the table that is named, else those of its kind."""
    for table in scene.tables:
        if table.used and row.id in scene.sheet.found_ids(table.node):
            return table
    if row.section in INDICATORS.sections and row.quantity:
        return RowSet(Where(INDICATORS, OfUnit((row.quantity.unit,))), 0, 0, FLOATING)
    return RowSet(TASKS, 0, 0, FLOATING) if row.is_task else None


def _among(one: RowSet, row: str, unit: str, rows: Rows) -> Iterator[tuple[Form, str]]:
    value = Value(one.node)
    for mark in (">", "<"):
        beyond = Where(rows, Holds(mark, value))
        yield Tell((Fold("count", beyond),)), "count"
        yield Show(beyond, _VALUE), "list"
        yield Show(Extreme(beyond, mark == "<", (1,)), _VALUE), "next"
    yield Position(row, rows), "position"
    for how in ("per", "times"):
        yield Tell((Arith(how, value, TWO),)), how
    if unit == PERCENT:
        yield Tell((Arith("minus", HUNDRED, value),)), "complement"
        return
    yield Tell((Arith("share", value, Fold("sum", rows)),)), "share"
    yield Tell((Arith("gap", value, Fold("mean", rows)),)), "gap-mean"
    rest = Except(rows, one.node)
    for fold in ("sum", "mean"):
        yield Tell((Fold(fold, rest),)), "rest"
    others = Fold("sum", rest)
    for how in ("gap", "per"):
        yield Tell((Arith(how, value, others),)), f"{how}-rest"
    for mark in _MARKS[:2]:
        yield Claim(value, mark, others), "claim-rest"


def _with_a_number(scene: Scene) -> Iterator[Found]:
    """普法再添五万就是多少了; 租十副手环的开销; 以普法为限，够不够30万."""
    for anchor in scene.chart.numbers("number", "rows", span=scene.span)[:_TWO]:
        number = given(anchor) if anchor.kind == "number" else Given(given(anchor).value)
        sides = [(one, number_over(one.node)) for one in (*scene.names[:1], *scene.earlier_one[:1])]
        sides += [(one, Fold("sum", one.node)) for one in scene.tables[:1] if one.used]
        for one, left in sides:
            used, score = one.used | anchor.mask, one.score
            amount, kind = scene.sheet.amount(left), scene.sheet.dimension(anchor.value)
            alike = amount is not None and scene.sheet.dimension(amount.unit) == kind
            for how in _SIGNS:
                if not (alike and how == "times"):  # 133人 times 12人 is nothing
                    yield Tell((Arith(how, left, number),)), used, score, how
            for mark in _MARKS if not scene.around(anchor, 3, 2) else ():
                yield Claim(left, mark, number), used, score, "claim"  # 不低于5万 says its mark


def _of_two(scene: Scene) -> Iterator[Found]:
    """普法的预算得攒多少份才跟村居法律顾问看齐; 考务费能赢过普法费吗."""
    for one, other, used, score in _pairs(scene):
        for left, right in ((one, other), (other, one)):
            gap = Arith("gap", left, right)
            yield Tell((Arith("per", left, right),)), used, score, "per"
            yield Tell((Arith("share", left, right),)), used, score, "share"
            yield Tell((Arith("share", gap, right),)), used, score, "change"
        yield Tell((Arith("gap", one, other),)), used, score, "gap"
        yield Tell((Arith("plus", one, other),)), used, score, "plus"
        for mark in (*_MARKS, "="):
            yield Claim(one, mark, other), used, score, "claim"
        for low, high in ((one, other), (other, one)):
            if isinstance(low, Value) and isinstance(high, Value):
                between = Where(Where(TASKS, Holds(">", low)), Holds("<", high))
                yield Show(between, _VALUE), used, score, "list-between"
                yield Tell((Fold("count", between),)), used, score, "count-between"


def _pairs(scene: Scene) -> Iterator[tuple[Number, Number, int, float]]:
    """The likeliest two numbers that are named, in the order of the question."""
    if scene.before and len(scene.before.numbers) > 1:
        left, right = scene.before.numbers[-2:]
        yield left, right, scene.pointing, 0
    for rows in scene.joined:
        if isinstance(rows.node, Either) and len(rows.node.parts) == _TWO:
            left, right = map(number_over, rows.node.parts)
            yield left, right, rows.used, rows.score
            return
    known = [*scene.names[:3], *(table for table in scene.tables[:2] if table.used)]
    found = [(a, b) for a, b in combinations(known, 2) if a.used and b.used & ~a.used]
    found += [(a, b) for a in scene.earlier_one[:1] for b in scene.names[:1] if a.node != b.node]
    for number in scene.before.numbers[-2:] if scene.before else ():
        for one in scene.names[:1]:
            yield number, number_over(one.node), one.used, one.score
    for one, other in found[:_TWO]:
        first, second = sorted((one, other), key=lambda x: x.used & -x.used)
        used, score = one.used | other.used, (one.score + other.score) / 2
        yield number_over(first.node), number_over(second.node), used, score


def _of_a_table(scene: Scene) -> Iterator[Found]:
    """最壕和最穷的; 天花板和地板隔着多少; 把最贵的踢出去，平均多少."""
    for table in _tables(scene):
        rows, used, score = table.node, table.used, table.score
        for largest in (True, False):
            end = Extreme(rows, largest, (1,))
            rest = Except(rows, end)
            yield Show(end, _VALUE), used, score, "end"
            yield Show(Extreme(rows, largest, (2,)), _VALUE), used, score, "second"
            three = Extreme(rows, largest, (1, 2, 3))
            yield Show(three, _VALUE), used, score, "three"
            yield Tell((Fold("sum", three),)), used, score, "sum-three"
            for how in ("sum", "mean"):
                yield Tell((Fold(how, rest),)), used, score, "rest"
        yield Show(both_ends(rows), _VALUE), used, score, "ends"
        for how in ("range", "mean", "median"):
            yield Tell((Fold(how, rows),)), used, score, how
        yield Show(Alike(rows), _VALUE), used, score, "alike"
        for mark in (">", "<"):
            beyond = Where(rows, Holds(mark, Fold("mean", rows)))
            yield Show(beyond, _VALUE), used, score, "list-mean"
            yield Tell((Fold("count", beyond),)), used, score, "count-mean"


def _tables(scene: Scene) -> list[RowSet]:
    """The table that is named, or else the likeliest; and what the turn before showed."""
    named = [table for table in scene.tables if table.used][:1] or scene.tables[:1]
    return [*named, *(rows for rows in scene.earlier if rows.count > _TWO)]


def _narrowed(scene: Scene) -> Iterator[Found]:
    """以63万元为下限的任务; 唯一压过136万的."""
    for anchor in scene.chart.numbers("number", span=scene.span)[:_TWO]:
        for table in _tables(scene):
            used = table.used | anchor.mask
            for mark in _MARKS:
                rows = Where(table.node, Holds(mark, given(anchor)))
                yield Show(rows, _VALUE), used, table.score, "list"
                yield Tell((Fold("count", rows),)), used, table.score, "count"
                yield Tell((Fold("sum", rows),)), used, table.score, "sum"


_LINES = (_of_a_row, _with_a_number, _of_two, _of_a_table, _narrowed)
