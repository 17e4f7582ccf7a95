"""Sentences on grades, on where a number stands, and on the place of a row among others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from askperf.answer import Figure
from askperf.execution.evaluate import cell_text
from askperf.execution.numbers import plain
from askperf.execution.rows import compares
from askperf.execution.values import Amount, Outcome
from askperf.facts import Band, Row
from askperf.generation.naming import name_rows
from askperf.generation.said import Said, Words, kind_of
from askperf.logic import (
    Belongs,
    Extreme,
    Find,
    Grade,
    Kinds,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    OnLine,
    Position,
    Rows,
    Table,
    Where,
)
from askperf.values import replace


def grade(node: Grade, outcome: Outcome, words: Words) -> Said:
    """The grade of a score; without one, the limits of a grade, or all grades."""
    row = words.row(node.row)
    if node.score is not None:
        return Said(_graded(row, node.score, outcome.bands, words))
    clauses = "；".join(band.clause for band in outcome.bands)
    slots = {"label": words.short(row), "clauses": clauses}
    if node.label:
        limits = "、".join(_limits(band, row, words) for band in outcome.bands)
        line = words.say("said.grade.limits", grade=node.label, number=limits, **slots)
        bounds = [_bound(band) for band in outcome.bands for _ in _ends(band)]
        amounts = map(lambda a, bound: replace(a, bound=bound), outcome.amounts, bounds)
        return Said((line,), tuple(words.figure(amount, node.label) for amount in amounts))
    count = str(len(outcome.bands))
    labels = _labels(outcome.bands, words)
    lines = [words.say("said.grade.all", count=count, labels=labels, **slots)]
    return Said((*lines, *_overlaps(row, outcome.bands, words)))


def _graded(row: Row, score: Decimal, bands: Sequence[Band], words: Words) -> tuple[str, ...]:
    said = words.amount(Amount(score, _unit(row), given=True))
    slots = {
        "score": said,
        "labels": _labels(bands, words),
        "clauses": "；".join(band.clause for band in bands),
        "name": words.short(row),
    }
    one = len(bands) == 1
    lines = [words.say("said.grade.one" if one else "said.grade.overlap", **slots)]
    q = row.quantity
    if q is not None and q.bound is not None:
        verdict = "met" if compares(score, q.bound, q.value) else "missed"
        number = words.number(row)
        lines.append(words.say(f"said.grade.{verdict}", score=said, number=number))
    return tuple(lines)


def _unit(row: Row) -> str:
    return row.quantity.unit if row.quantity else ""


def _labels(bands: Sequence[Band], words: Words) -> str:
    return "、".join(words.say("asked.quoted", word=band.label) for band in bands)


def _ends(band: Band) -> list[Decimal]:
    return [x for x in (band.low, band.high) if x is not None]


def _bound(band: Band) -> str | None:
    """How a grade's only limit binds; None where it has two."""
    if len(_ends(band)) > 1:
        return None
    return ">=" if band.high is None else "<="


def _limits(band: Band, row: Row, words: Words) -> str:
    ends = [words.amount(Amount(x, _unit(row), _bound(band))) for x in _ends(band)]
    return ends[0] if len(ends) < 2 else words.say("said.between", low=ends[0], high=ends[1])


def _overlaps(row: Row, bands: Sequence[Band], words: Words) -> tuple[str, ...]:
    """Scores that two grades both claim."""
    limits = sorted({x for band in bands for x in _ends(band)})
    lines = []
    for score in limits:
        held = [band for band in bands if band.holds(score)]
        if len(held) > 1:
            said = words.amount(Amount(score, _unit(row)))
            slots = {"score": said, "labels": _labels(held, words)}
            lines.append(words.say("said.grade.both", **slots))
    return tuple(lines)


def find(node: Find, outcome: Outcome, words: Words) -> Said:
    """The rows that hold a number."""
    rows = words.rows(outcome.rows)
    figures = words.own_figures(outcome.amounts)
    number = words.amount(Amount(node.given.value, node.given.unit, given=True))
    lines = [
        words.say(f"said.find.{kind_of(row)}", label=words.label(row), number=words.number(row))
        for row in rows
    ]
    if len(rows) == 1:
        return Said((words.say("said.find.one", line=lines[0]),), figures)
    head = words.say("said.find", number=number, count=str(len(rows)))
    return Said((head, *(words.say("said.line", text=line) for line in lines)), figures)


def position(node: Position, outcome: Outcome, words: Words) -> Said:
    """The place of a row among others, the largest first; who shares it."""
    row = words.row(node.row)
    place, own = outcome.amounts
    ranked = words.rows(outcome.order)
    ties = [r for r in ranked if r.quantity and r.quantity.value == own.value and r.id != row.id]
    states = words.states(row)
    if node.number is not None:
        slots = {"label": words.label(row), "number": words.amount(own), "steps": own.steps}
        states = words.say("said.position.changed", **slots)
    line = words.say(
        "said.position" if node.largest else "said.position.smallest",
        place=plain(place.value),
        states=states,
        scope=name_rows(node.rows, words),
        count=str(len(ranked)),
        steps=place.steps,
    )
    lines = [line]
    if ties:
        labels = "；".join(words.label(other) for other in ties)
        lines.append(words.say("said.position.tied", labels=labels))
    return Said(tuple(lines), _place_figures(row, outcome, words))


def _place_figures(row: Row, outcome: Outcome, words: Words) -> tuple[Figure, ...]:
    place, own, *others = outcome.amounts
    rank = words.figure(place, words.say("said.label.place"))
    held = (words.figure(other, words.row(other.rows[0]).name) for other in others)
    return rank, words.figure(own, row.name), *held


def kinds(node: Kinds, outcome: Outcome, words: Words) -> Said:
    """What kinds of some rows there are, and how many rows are of each."""
    total, *sizes = outcome.amounts
    named = [cell_text(words.row(size.rows[0]), node.cell) for size in sizes]
    what, scope = words.say(f"cell.{node.cell}"), name_rows(node.rows, words)
    parts = (
        words.say("said.sorts.one", name=name, count=plain(size.value))
        for name, size in zip(named, sizes, strict=True)
    )
    head = words.say("said.sorts", rows=scope, cell=what, count=plain(total.value))
    figures = (
        words.figure(total, what),
        *(words.figure(size, name) for name, size in zip(named, sizes, strict=True)),
    )
    text = head + words.say("said.sorts.joint").join(parts)
    return Said((words.say("said.sentence", text=text),), figures)


# ── a row among others ───────────────────────────────────────────────────────────────


def belongs(node: Belongs, outcome: Outcome, words: Words) -> Said:
    """Whether a row is among others; if not, where it does belong."""
    row = words.row(node.row)
    if isinstance(node.rows, Extreme) and not node.rows.is_end:
        return _placed(node.rows, row, outcome, words)
    label, verdict = words.label(row), "yes" if outcome.verdict else "no"
    figures = words.own_figures(outcome.amounts)
    if isinstance(node.rows, Where) and isinstance(node.rows.condition, OnLine):
        line = str(row.source.line)
        return Said((words.say(f"said.belongs.line.{verdict}", label=label, line=line),), figures)
    if isinstance(node.rows, Nth):
        whole = words.whole_label(row)
        return Said((words.say(f"said.belongs.order.{verdict}", label=whole),), figures)
    slots = {"what": name_rows(node.rows, words), "states": words.states(row)}
    is_number = isinstance(node.rows, Extreme)
    kind = ".number" if is_number and row.quantity else ""
    lines = [words.say(f"said.belongs.{verdict}{kind}", label=label, **slots)]
    if outcome.verdict:
        return Said(tuple(lines), figures)
    if is_number:
        lines += _held(node.rows, row, outcome, words)
    else:
        lines.append(_place(node.rows, row, words))
    return Said(tuple(lines), figures)


def _placed(asked: Extreme, row: Row, outcome: Outcome, words: Words) -> Said:
    """The verdict on a place by size, and the place."""
    place = outcome.amounts[0]
    way = "down" if asked.largest else "up"
    line = words.say(
        f"said.belongs.place.{way}.{'yes' if outcome.verdict else 'no'}",
        place=plain(place.value),
        states=words.states(row),
        scope=name_rows(asked.rows, words),
        steps=place.steps,
    )
    return Said((line, *_held(asked, row, outcome, words)), _place_figures(row, outcome, words))


def _held(asked: Rows, row: Row, outcome: Outcome, words: Words) -> tuple[str, ...]:
    """What rows are where a row was thought to be, if others are shown."""
    others = [other for other in words.rows(outcome.cited) if other.id != row.id]
    states = "；".join(words.states(other) for other in others)
    what = name_rows(asked, words)
    return (words.say("said.belongs.others", what=what, states=states),) if others else ()


def _place(node: Rows, row: Row, words: Words) -> str:
    """Where a row does stand, in the respect that was asked about."""
    label = words.label(row)
    if isinstance(node, Where):
        place = _RESPECTS.get(type(node.condition))
        if place and (place != "level" or row.level2) and (place == "level" or row.quantity):
            slots = {"level": words.level(row), "states": words.states(row)}
            q = row.quantity
            slots |= {"unit": q.unit if q else "", "mark": (q.bound if q else "") or ""}
            return words.say(f"said.place.{place}", label=label, **slots)
    if isinstance(node, Table):
        return words.say("said.cell.section", label=label, section=words.section(row.section))
    return words.say("said.value", states=words.states(row), note="")


_RESPECTS: dict[type, str] = {OfLevel: "level", OfUnit: "unit", OfComparator: "comparator"}
