"""Sentences about the assistant and the form as a whole, and refusals."""

from __future__ import annotations

from askperf.execution.values import Outcome
from askperf.facts import TASK_SECTIONS
from askperf.generation.audit import audit
from askperf.generation.said import Said, Words
from askperf.generation.showing import row_line
from askperf.logic import Describe, Nothing

_MOST_WORDS = 4
_UNKNOWN = "unknown"


class _Open(dict[str, str]):
    """Slots of a template that another reason has no words for stay empty."""

    def __missing__(self, key: str) -> str:
        return ""


def describe(node: Describe, outcome: Outcome, words: Words) -> Said:
    """What the assistant is and does, or what the form is, lists and lacks."""
    form = words.world.form
    slots = {
        "title": form.title,
        "department": form.department,
        "year": str(form.year),
        "tasks": str(len(form.section(*TASK_SECTIONS))),
        "indicators": str(len(form.section("indicators"))),
        "form": form.id,
    }
    if node.topic == "audit":
        return _audit(slots, words)
    head = words.say(f"meta.{node.topic}", **slots)
    if node.topic != "tasks":
        return Said((head,))
    lines = [
        # An amount that isn't cited isn't said.
        row_line(row, words)
        if row.id in outcome.cited
        else words.say("said.line", text=words.label(row))
        for row in form.section(*TASK_SECTIONS)
    ]
    return Said((head, *lines), words.own_figures(outcome.amounts))


def _audit(slots: dict[str, str], words: Words) -> Said:
    findings = audit(words)
    odd = sum(finding.odd for finding in findings)
    head = words.say("meta.audit", **slots, count=str(odd))
    return Said((head, *(found.text for found in findings)))


def nothing(node: Nothing, outcome: Outcome, words: Words) -> Said:
    """The form does not say, and why."""
    name = f"refuse.{node.reason}"
    template = words.lexicon.responses[name if words.has(name) else f"refuse.{_UNKNOWN}"]
    found = "、".join(node.words[:_MOST_WORDS])
    slots = _Open(words=found, labels=found, form=words.world.form.title, **_examples(words))
    return Said((template.format_map(slots),))


def _examples(words: Words) -> dict[str, str]:
    """A question that the form's overview answers, and one that its tasks do."""
    form = words.world.form
    sections = {"overview": ("overview",), "task": TASK_SECTIONS}
    found = {}
    for kind, tables in sections.items():
        names = [row.name for row in form.section(*tables) if row.quantity]
        if names:
            found[kind] = words.say(f"suggest.{kind}", name=min(names, key=len))
    return found
