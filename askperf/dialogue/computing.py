"""Follow-ups that compute with, or check against, what was talked of."""

from __future__ import annotations

from askperf.dialogue.before import operand_of_row, talked_of
from askperf.operations import (
    Aggregate,
    Check,
    Compare,
    Count,
    CountLevels,
    Divide,
    Equal,
    Grade,
    Multiply,
    Share,
)
from askperf.query import (
    LogicalForm,
    Operand,
    Selection,
)
from askperf.turns import Turn
from askperf.understanding.reading import Reading
from askperf.understanding.rules.common import (
    comparable,
    operands,
    resolve,
    summed,
    target_unit,
)
from askperf.values import replace


def recomputed(reading: Reading, turn: Turn) -> LogicalForm | None:
    """平均每项呢; 把一村一法律顾问刨掉还剩多少; 换算成元: the last sum, changed."""
    form = turn.form
    if isinstance(form, Aggregate):
        if reading.has("op", "exclude", "rest") and reading.required:
            rows = resolve(reading, reading.required, frozenset()).rows
            if len(rows) == 1:
                chosen = replace(form.selection, exclude=(*form.selection.exclude, *rows))
                return Aggregate(chosen, form.operation, target_unit(reading))
        for operation in ("mean", "median", "range"):
            if reading.has("op", operation) and not reading.required:
                return Aggregate(form.selection, operation, target_unit(reading))
        if target_unit(reading) and not reading.required:
            return Aggregate(form.selection, form.operation, target_unit(reading))
    by_level = reading.has("op", "exclude") and reading.has("level")
    if isinstance(form, Count) and (by_level or reading.has("op", "levels")):
        return CountLevels(reading.values("level"))
    return None


def rented(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那100个人戴一年一共多少钱: the price of the last row times heads."""
    people = [m for m in reading.quantities if m.has("quantity", "人")]
    if not people or reading.required or len(turn.rows) != 1:
        return None
    if "rent" not in reading.linker.measures(reading.linker.row(turn.rows[0])):
        return None
    count = Operand((), "value", people[0].text, people[0].number, people[0].unit)
    return Multiply(turn.rows[0], count)


def combined(reading: Reading, turn: Turn) -> LogicalForm | None:
    """加起来一共多少; 差多少; 哪个多; 这俩加一块: over the rows talked of."""
    if reading.required:
        return None
    if reading.has("op", "divide") and len(turn.recent) >= 2:
        return _divided(turn)
    binary = next(
        (n for n in ("difference", "ratio", "larger", "same") if reading.has("op", n)), ""
    )
    rows = talked_of(reading, turn, 2 if binary else 0)
    if len(rows) < 2:
        return None
    if binary and len(rows) == 2:
        operation = {"same": "larger"}.get(binary, binary)
        left, right = (operand_of_row(turn, row) for row in rows)
        return Compare(left, right, operation)
    if reading.has("op", "sum", "mean"):
        operation = "mean" if reading.has("op", "mean") else "sum"
        return Aggregate(Selection((), rows=rows), operation, target_unit(reading))
    return None


def _divided(turn: Turn) -> LogicalForm | None:
    rows = [turn.reading.linker.form.row(r) for r in turn.recent[-3:]]
    heads = [r for r in rows if r.quantity and r.quantity.unit == "人"]
    money = [r for r in rows if r.quantity and r.quantity.unit == "万元"]
    if not heads or not money:
        return None
    return Divide(operand_of_row(turn, money[-1].id), operand_of_row(turn, heads[-1].id))


def against(reading: Reading, turn: Turn) -> LogicalForm | None:
    """那比法考考务多还是少; 占全部任务的比重呢; 跟财政拨款对得上吗."""
    mine = operands(reading)
    if len(mine) > 1 and reading.has("op", "sum") and reading.has("op", "share"):
        mine = [summed(mine)]
    theirs = _turn_operand(turn)
    if len(mine) != 1 or theirs is None or mine[0].rows == theirs.rows:
        return None
    if not comparable(reading, [theirs, *mine]):
        return None
    if reading.has("op", "equal") or (reading.has("op", "same") and theirs.mode == "sum"):
        return Equal(theirs, mine[0])
    if reading.has("op", "share") or (
        reading.has("relation", "of") and "rate" in reading.dimensions
    ):
        return Share((theirs,), mine[0])
    for operation in ("ratio", "difference", "larger", "smaller", "same"):
        if reading.has("op", operation):
            name = operation if operation in ("ratio", "difference") else "larger"
            return Compare(theirs, mine[0], name)
    if reading.has("relation", "than"):
        return Compare(theirs, mine[0], "larger")
    return None


def _turn_operand(turn: Turn) -> Operand | None:
    """What the last turn was about, as one side of an operation."""
    form = turn.form
    if isinstance(form, Aggregate) and form.operation == "sum" and turn.rows:
        rows = tuple(r for r in turn.order if r in turn.rows)
        label = "、".join(m.text for m in turn.reading.mentions if m.has("section"))
        said = turn.reading.linker.lexicon.responses["label.sum"]
        return Operand(rows, "sum", label or said)
    return operand_of_row(turn, turn.rows[0]) if len(turn.rows) == 1 else None


def checked(reading: Reading, turn: Turn) -> LogicalForm | None:
    """只做了1500个行不行; 那65分嘞: a number held against the last row."""
    claims = [m for m in reading.quantities if m.number is not None]
    if not claims or reading.required or not turn.rows:
        return None
    claim = claims[-1]
    assert claim.number is not None
    graded = [r for r in turn.rows if turn.reading.linker.form.row(r).bands]
    if graded and claim.unit in ("", "分") and not reading.has("op", "meets"):
        return Grade(graded[0], claim.number)
    again = isinstance(turn.form, Check) and reading.has("dialogue", "continue")
    if not (again or reading.has("op", "meets", "truth") or reading.has("ask", "yesno")):
        return None
    section = turn.reading.linker.form.row(turn.rows[0]).section
    kind = "performance" if section == "indicators" else "statement"
    unit = claim.unit if claim.unit not in ("个", "人") else ""
    return Check(turn.rows[:3], claim.number, unit, kind)
