"""What is odd about a form: each finding with its rule, its rows and its arithmetic.

Rules are plain functions in a tuple; a finding is a value. None of them judges: the
form may have its reasons, which it doesn't give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from askperf.facts import Row
from askperf.generation.said import Words
from askperf.values import frozen

_TAIL = 3
_COMMON = 5  # times that a pair of characters stands in the form, if it is a word
_SHOWN = 12
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@frozen()
class Finding:
    """What a rule found: the rows it is about, how it is said, and whether it is odd at all."""

    rule: str
    rows: tuple[str, ...]
    text: str
    odd: bool = True


Rule = Callable[[Words], Iterator[Finding]]


def parts_and_whole(words: Words) -> Iterator[Finding]:
    """基本支出 + 项目支出 against 财政拨款 (+ 其他资金 where it is filled in)."""
    ids = ("basic-expenditure", "project-expenditure", "fiscal-appropriation")
    basic, project, fiscal = (words.row(f"overview/{name}") for name in ids)
    if not (basic.quantity and project.quantity and fiscal.quantity):
        return
    total = basic.quantity.value + project.quantity.value
    slots = {
        "sum": f"{basic.quantity.literal} + {project.quantity.literal} = {total}",
        "fiscal": fiscal.quantity.literal,
    }
    odd = total != fiscal.quantity.value
    rows = (basic.id, project.id, fiscal.id)
    said = words.say(f"audit.parts.{'differ' if odd else 'same'}", **slots)
    yield Finding("parts", rows, said, odd)


def tasks_and_projects(words: Words) -> Iterator[Finding]:
    """Money of all tasks against 项目支出: to be explained, not an error."""
    tasks = [row for row in words.world.form.rows if row.is_task and row.quantity]
    project = words.row("overview/project-expenditure")
    if not tasks or project.quantity is None:
        return
    total = sum((row.quantity.value for row in tasks if row.quantity), Decimal(0))
    if total == project.quantity.value:
        return
    literals = " + ".join(row.quantity.literal for row in tasks if row.quantity)
    slots = {"sum": f"{literals} = {total}", "projects": project.quantity.literal}
    rows = (*(row.id for row in tasks), project.id)
    yield Finding("tasks", rows, words.say("audit.tasks", **slots))


def blanks(words: Words) -> Iterator[Finding]:
    """Cells that the form has and leaves empty."""
    empty = [row for row in words.world.form.rows if row.is_blank]
    if empty:
        labels = "、".join(words.label(row) for row in empty)
        rows = tuple(row.id for row in empty)
        yield Finding("blank", rows, words.say("audit.blank", labels=labels))


def missing_kinds(words: Words) -> Iterator[Finding]:
    """First-level indicators that the family of forms has and this one doesn't."""
    rows = words.world.form.section("indicators")
    present = "、".join(dict.fromkeys((r.level1 or "").partition("-")[2] for r in rows))
    wanted = words.lexicon.responses["audit.kinds"].split("、")
    absent = "、".join(kind for kind in wanted if kind not in present)
    if absent:
        slots = {"present": present, "absent": absent, "count": str(len(rows))}
        yield Finding("kinds", (), words.say("audit.missing-kinds", **slots))


def shared_names(words: Words) -> Iterator[Finding]:
    """Indicators that only their explanations tell apart."""
    groups: dict[str, list[Row]] = {}
    for row in words.world.form.section("indicators"):
        groups.setdefault(row.name, []).append(row)
    for name, rows in groups.items():
        if len(rows) > 1:
            what = "；".join(dict.fromkeys(f"{r.explanation}（{words.number(r)}）" for r in rows))
            slots = {"name": name, "count": str(len(rows)), "what": what}
            yield Finding("names", tuple(r.id for r in rows), words.say("audit.names", **slots))


def no_measure(words: Words) -> Iterator[Finding]:
    """Indicators without comparator, value or unit."""
    for row in words.world.form.section("indicators"):
        q = row.quantity
        if q is None or q.bound is None or not q.unit:
            yield Finding("measure", (row.id,), words.say("audit.measure", label=words.label(row)))


def foreign_years(words: Words) -> Iterator[Finding]:
    """A year in the text that is not the form's."""
    for row in words.world.form.rows:
        text = "".join(text for _, text in row.cells())
        years = dict.fromkeys(y for y in _YEAR.findall(text) if int(y) != words.world.form.year)
        for year in years:
            slots = {"year": year, "own": str(words.world.form.year)}
            yield Finding(
                "year", (row.id,), words.say("audit.year", label=words.label(row), **slots)
            )


def overlapping_grades(words: Words) -> Iterator[Finding]:
    """Scores that two grades of an explanation both claim."""
    for row in words.world.form.rows:
        limits = {x for band in row.bands for x in (band.low, band.high) if x is not None}
        for score in sorted(limits):
            held = [band for band in row.bands if band.holds(score)]
            if len(held) > 1:
                clauses = "；".join(band.clause for band in held)
                slots = {"score": str(score), "clauses": clauses}
                said = words.say("audit.grades", label=words.label(row), **slots)
                yield Finding("grades", (row.id,), said)


def cut_off(words: Words) -> Iterator[Finding]:
    """A cell that ends inside a word: elsewhere its end goes on to a word of the form."""
    corpus = "".join(text for row in words.world.form.rows for _, text in row.cells())
    for row in words.world.form.section("indicators"):
        text = row.explanation or ""
        end = text[-_TAIL:]
        following = re.findall(re.escape(end) + "(.)", corpus.replace(text, text + "\n"))
        pairs = {end[-1:] + char for char in following}
        if len(end) == _TAIL and any(corpus.count(pair) >= _COMMON for pair in pairs):
            said = words.say("audit.cut", label=words.label(row), end=text[-_SHOWN:])
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


def audit(words: Words) -> tuple[Finding, ...]:
    """All findings on a form, in the order of the rules, those last that are not odd."""
    found = [finding for rule in RULES for finding in rule(words)]
    return tuple(sorted(found, key=lambda finding: not finding.odd))
