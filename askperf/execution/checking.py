"""Evaluation of checks: decided by the row's own comparator or explanation."""

from __future__ import annotations

from decimal import Decimal

from askperf.answer import Denotation, Figure, Statement
from askperf.execution.context import Context, plain, result, unlike_units
from askperf.execution.lookup import passage
from askperf.execution.selecting import meets
from askperf.facts import Band, Row
from askperf.operations import Check, CheckCell, CheckPassage, Equal, Grade
from askperf.query import Operand, Passage
from askperf.values import replace


def check(node: Check, context: Context) -> Denotation:
    """The verdict on a claimed number for each row, decided by its comparator."""
    rows = context.rows(node.rows)
    statements, figures = [], []
    blank = 0
    for row in rows:
        if row.quantity is None:
            statements.append(context.statement("check.blank", row, claim=_claim(node, context)))
            blank += 1
            continue
        statements.append(_verdict(row, node, context))
        figures.append(context.figure(row))
    if len(rows) > 1:
        slots = {"count": str(len(rows)), "name": rows[0].name}
        statements.insert(0, Statement("check.several", slots))
    status = "blank" if blank == len(rows) else "answered"
    return Denotation(status, tuple(statements), tuple(figures), node.rows, order=node.rows)


def _claim(node: Check, context: Context) -> str:
    return context.amount(plain(node.value), node.unit)


def _verdict(row: Row, node: Check, context: Context) -> Statement:
    """The verdict first, then the comparison that decides it."""
    q = row.quantity
    assert q is not None
    claimed, stated = _same_scale(node, row, context)
    said = context.amount(plain(node.value), node.unit or q.unit)
    slots = {"claim": said, "number": context.number(row)}
    if node.claim == "statement":
        right = claimed == stated
        kind = "indicator" if row.section == "indicators" else "amount"
        return context.statement(f"check.{'true' if right else 'false'}.{kind}", row, **slots)
    bound = q.bound or "="
    if meets(claimed, bound, stated):
        return context.statement(f"check.met.{'=' if claimed == stated else '>'}", row, **slots)
    gap = abs(claimed - stated) / (context.factor(q.unit) if node.unit else Decimal(1))
    high, low = max(claimed, stated), min(claimed, stated)
    slots["gap"] = result(f"{plain(high)} - {plain(low)}", gap, False)
    side = "low" if claimed < stated else "high"
    return context.statement(f"check.missed.{side}", row, **slots)


def _same_scale(node: Check, row: Row, context: Context) -> tuple[Decimal, Decimal]:
    """Claim and stated number in one unit (a bare number is taken in the row's)."""
    q = row.quantity
    assert q is not None
    if not node.unit or context.factor(node.unit) == context.factor(q.unit):
        return node.value, q.value
    return node.value * context.factor(node.unit), q.value * context.factor(q.unit)


def check_passage(node: CheckPassage, context: Context) -> Denotation:
    """The verdict on a claimed number that the prose of a row gives."""
    found = passage(Passage(node.hits), context)
    if node.claim == "performance":
        met = all(meets(node.value, f.bound or "=", f.value) for f in found.figures)
        verdict = "met" if met else "missed"
    else:
        verdict = "true" if all(f.value == node.value for f in found.figures) else "false"
    said = Statement(
        f"check-passage.{verdict}",
        {"claim": context.amount(plain(node.value), node.unit)},
    )
    return replace(found, statements=(said, *found.statements))


def check_cell(node: CheckCell, context: Context) -> Denotation:
    """Is the row in the section or category that was said?"""
    row = context.row(node.row)
    if node.attribute == "section":
        actual, claimed = context.section(row.section), context.section(node.claimed)
        right = row.section == node.claimed
    else:
        actual, claimed = (row.level2 or "").partition("-")[2], node.claimed
        right = node.claimed in f"{row.level1}{row.level2}"
        if right:
            actual = node.claimed
    slots = {"actual": actual, "claimed": claimed}
    said = context.statement(f"check-cell.{'true' if right else 'false'}", row, **slots)
    return Denotation("answered", (said,), (), (row.id,), order=(row.id,))


def equal(node: Equal, context: Context) -> Denotation:
    """Do two sums agree, and by how much not?"""
    left, left_unit, left_text = context.operand_value(node.left)
    right, right_unit, right_text = context.operand_value(node.right)
    if context.dimension(left_unit) != context.dimension(right_unit):
        return unlike_units(node.left.label, node.right.label)
    slots = {
        "left": node.left.label,
        "right": node.right.label,
        "left_number": context.amount(plain(left), left_unit),
        "right_number": context.amount(plain(right), right_unit),
        "left_sum": _sum(node.left, left, left_text),
        "right_sum": _sum(node.right, right, right_text),
        "gap_number": context.amount(plain(abs(left - right)), left_unit),
        "gap": result(
            f"{plain(max(left, right))} - {plain(min(left, right))}", abs(left - right), False
        ),
    }
    figures = [
        context.operand_figure(node.left, left, left_unit, left_text),
        context.operand_figure(node.right, right, right_unit, right_text),
    ]
    rows = tuple(dict.fromkeys((*node.left.rows, *node.right.rows)))
    template = "equal.yes" if left == right else "equal.no"
    said = [Statement(template, slots)]
    if left != right and max(len(node.left.rows), len(node.right.rows)) > 5:
        said.append(Statement("note.unexplained"))
    return Denotation("answered", tuple(said), tuple(figures), rows, order=rows)


def _sum(operand: Operand, value: Decimal, text: str) -> str:
    """The arithmetic of a side that is a sum, in brackets."""
    return f"（{text.strip('()')} = {plain(value)}）" if len(operand.rows) > 1 else ""


def grade(node: Grade, context: Context) -> Denotation:
    """The grade of a score, the limits of a grade, or whether grades overlap."""
    row = context.row(node.row)
    if node.overlap:
        return _overlap(row, context)
    if node.score is None:
        return _thresholds(row, node.grade, context)
    held = [band for band in row.bands if band.holds(node.score)]
    score = f"{plain(node.score)} 分"
    statements = [_graded(row, score, held, context)]
    q = row.quantity
    if q is not None and q.bound is not None:
        met = meets(node.score, q.bound, q.value)
        slots = {"claim": score, "number": context.number(row)}
        statements.append(
            context.statement(f"grade.target.{'met' if met else 'missed'}", row, **slots)
        )
    return Denotation(
        "answered", tuple(statements), (context.figure(row),), (row.id,), order=(row.id,)
    )


def _graded(row: Row, score: str, held: list[Band], context: Context) -> Statement:
    if not held:
        return context.statement("grade.none", row, score=score)
    labels = "、".join(f"“{band.label}”" for band in held)
    clauses = "；".join(band.clause for band in held)
    template = "grade.one" if len(held) == 1 else "grade.several"
    return context.statement(template, row, score=score, labels=labels, clauses=clauses)


def _thresholds(row: Row, label: str, context: Context) -> Denotation:
    bands = [band for band in row.bands if not label or band.label == label]
    clauses = "；".join(band.clause for band in bands)
    template = "grade.threshold" if label else "grade.all"
    figures = []
    for band in bands:
        limits = [limit for limit in (band.low, band.high) if limit is not None]
        bound = ">=" if band.high is None else ("<=" if band.low is None else None)
        figures += [Figure(limit, "分", bound, band.label, row.full_id) for limit in limits]
    said = context.statement(
        template, row, grade=label, clauses=clauses, count=str(len(row.bands)),
        explanation=row.explanation or "", number=_limits(bands[0], context) if label else "",
    )  # fmt: skip
    return Denotation("answered", (said,), tuple(figures), (row.id,), order=(row.id,))


def _limits(band: Band, context: Context) -> str:
    if band.high is None and band.low is not None:
        return context.amount(plain(band.low), "分", ">=")
    if band.low is None and band.high is not None:
        return context.amount(plain(band.high), "分", "<=")
    assert band.low is not None and band.high is not None
    return f"{plain(band.low)}-{plain(band.high)} 分"


def _overlap(row: Row, context: Context) -> Denotation:
    """Scores that two bands both hold, and scores that none does."""
    limits = sorted({x for b in row.bands for x in (b.low, b.high) if x is not None})
    shared = [x for x in limits if sum(band.holds(x) for band in row.bands) > 1]
    figures = tuple(Figure(x, "分", None, row.name, row.full_id) for x in shared)
    if not shared:
        said = context.statement("grade.no-overlap", row, explanation=row.explanation or "")
        return Denotation("answered", (said,), (), (row.id,), order=(row.id,))
    labels = "、".join(
        f"“{band.label}”" for band in row.bands if any(band.holds(x) for x in shared)
    )
    slots = {"scores": "、".join(f"{plain(x)} 分" for x in shared), "labels": labels}
    said = context.statement("grade.overlap", row, explanation=row.explanation or "", **slots)
    return Denotation("answered", (said,), figures, (row.id,), order=(row.id,))
