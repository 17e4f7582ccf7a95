"""What is odd about a form: each finding with its rule, its rows and its arithmetic.

Rules are plain functions in a tuple; a finding is a value. None of them judges: the
form may have its reasons, which it doesn't give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from askperf.answer import Statement
from askperf.execution.context import Context
from askperf.facts import Row
from askperf.values import frozen

_TAIL = 3
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@frozen()
class Finding:
    """One oddity: the rule that found it, the rows it is about, how it is said."""

    rule: str
    rows: tuple[str, ...]
    statement: Statement


Rule = Callable[[Context], Iterator[Finding]]


def parts_and_whole(context: Context) -> Iterator[Finding]:
    """基本支出 + 项目支出 against 财政拨款 (+ 其他资金 where it is filled in)."""
    ids = ("basic-expenditure", "project-expenditure", "fiscal-appropriation")
    basic, project, fiscal = (context.row(f"overview/{name}") for name in ids)
    if not (basic.quantity and project.quantity and fiscal.quantity):
        return
    total = basic.quantity.value + project.quantity.value
    slots = {
        "sum": f"{basic.quantity.literal} + {project.quantity.literal} = {total}",
        "fiscal": fiscal.quantity.literal,
    }
    kind = "same" if total == fiscal.quantity.value else "differ"
    rows = (basic.id, project.id, fiscal.id)
    yield Finding("parts", rows, Statement(f"audit.parts.{kind}", slots))


def tasks_and_projects(context: Context) -> Iterator[Finding]:
    """Money of all tasks against 项目支出: to be explained, not an error."""
    tasks = [row for row in context.form.rows if row.is_task and row.quantity]
    project = context.row("overview/project-expenditure")
    if not tasks or project.quantity is None:
        return
    total = sum((row.quantity.value for row in tasks if row.quantity), Decimal(0))
    if total == project.quantity.value:
        return
    literals = " + ".join(row.quantity.literal for row in tasks if row.quantity)
    slots = {"sum": f"{literals} = {total}", "projects": project.quantity.literal}
    rows = (*(row.id for row in tasks), project.id)
    yield Finding("tasks", rows, Statement("audit.tasks", slots))


def blanks(context: Context) -> Iterator[Finding]:
    """Cells that the form has and leaves empty."""
    empty = [row for row in context.form.rows if row.is_blank]
    if empty:
        labels = "、".join(context.label(row) for row in empty)
        yield Finding(
            "blank", tuple(r.id for r in empty), Statement("audit.blank", {"labels": labels})
        )


def missing_kinds(context: Context) -> Iterator[Finding]:
    """First-level indicators that the family of forms has and this one doesn't."""
    rows = context.form.section("indicators")
    present = "、".join(dict.fromkeys((r.level1 or "").partition("-")[2] for r in rows))
    wanted = context.lexicon.responses["audit.kinds"].split("、")
    absent = "、".join(kind for kind in wanted if kind not in present)
    if absent:
        slots = {"present": present, "absent": absent, "count": str(len(rows))}
        yield Finding("kinds", (), Statement("audit.missing-kinds", slots))


def shared_names(context: Context) -> Iterator[Finding]:
    """Indicators that only their explanations tell apart."""
    groups: dict[str, list[Row]] = {}
    for row in context.form.section("indicators"):
        groups.setdefault(row.name, []).append(row)
    for name, rows in groups.items():
        if len(rows) > 1:
            what = "；".join(dict.fromkeys(f"{r.explanation}（{context.number(r)}）" for r in rows))
            slots = {"name": name, "count": str(len(rows)), "what": what}
            yield Finding("names", tuple(r.id for r in rows), Statement("audit.names", slots))


def no_measure(context: Context) -> Iterator[Finding]:
    """Indicators without comparator, value or unit."""
    for row in context.form.section("indicators"):
        q = row.quantity
        if q is None or q.bound is None or not q.unit:
            yield Finding("measure", (row.id,), context.statement("audit.measure", row))


def foreign_years(context: Context) -> Iterator[Finding]:
    """A year in the text that is not the form's."""
    for row in context.form.rows:
        text = "".join(text for _, text in row.cells())
        years = dict.fromkeys(y for y in _YEAR.findall(text) if int(y) != context.form.year)
        for year in years:
            slots = {"year": year, "own": str(context.form.year)}
            yield Finding("year", (row.id,), context.statement("audit.year", row, **slots))


def overlapping_grades(context: Context) -> Iterator[Finding]:
    """Scores that two grades of an explanation both claim."""
    for row in context.form.rows:
        limits = {x for band in row.bands for x in (band.low, band.high) if x is not None}
        for score in sorted(limits):
            held = [band for band in row.bands if band.holds(score)]
            if len(held) > 1:
                clauses = "；".join(band.clause for band in held)
                slots = {"score": str(score), "clauses": clauses}
                said = context.statement("audit.grades", row, **slots)
                yield Finding("grades", (row.id,), said)


def cut_off(context: Context) -> Iterator[Finding]:
    """A cell that ends inside a word: elsewhere its end goes on to a word that we know."""
    corpus = "".join(text for row in context.form.rows for _, text in row.cells())
    for row in context.form.section("indicators"):
        text = row.explanation or ""
        end = text[-_TAIL:]
        following = re.findall(re.escape(end) + "(.)", corpus.replace(text, text + "\n"))
        words = {end[-1:] + char for char in following}
        if len(end) == _TAIL and any(context.lexicon.senses(word) for word in words):
            said = context.statement("audit.cut", row, end=text[-12:])
            yield Finding("cut", (row.id,), said)


RULES: tuple[Rule, ...] = (
    parts_and_whole,
    tasks_and_projects,
    blanks,
    missing_kinds,
    shared_names,
    no_measure,
    foreign_years,
    overlapping_grades,
    cut_off,
)


def audit(context: Context) -> tuple[Finding, ...]:
    """All findings on a form, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(context))
