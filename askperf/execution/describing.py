"""Evaluation of questions about the assistant or the form as a whole."""

from __future__ import annotations

from askperf.answer import Denotation, Statement
from askperf.execution.audit import audit
from askperf.execution.context import Context
from askperf.execution.selecting import row_line
from askperf.facts import TASK_SECTIONS
from askperf.query import Describe


def describe_form(node: Describe, context: Context) -> Denotation:
    """What the assistant is and does, or what the form is, lists and lacks."""
    form = context.form
    slots = {
        "title": form.title,
        "department": form.department,
        "year": str(form.year),
        "tasks": str(len(form.section(*TASK_SECTIONS))),
        "indicators": str(len(form.section("indicators"))),
        "form": form.id,
    }
    if node.topic == "tasks":
        rows = form.section(*TASK_SECTIONS)
        lines = tuple(row_line(row, context) for row in rows)
        figures = tuple(context.figure(row) for row in rows if row.quantity)
        ids = tuple(row.id for row in rows)
        return Denotation("answered", (Statement("meta.tasks", slots), *lines), figures, ids, ids)
    if node.topic == "audit":
        findings = audit(context)
        head = Statement("meta.audit", {**slots, "count": str(len(findings))})
        found = tuple(dict.fromkeys(row for finding in findings for row in finding.rows))
        said = (head, *(finding.statement for finding in findings))
        return Denotation("answered", said, (), found, order=found)
    cited = ("overview/department",) if node.topic == "form" else ()
    return Denotation("answered", (Statement(f"meta.{node.topic}", slots),), (), cited, cited)
