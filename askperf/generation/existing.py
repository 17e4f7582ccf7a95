"""Sentences on whether there are such rows, and what there is where there are none."""

from __future__ import annotations

from askperf.execution.values import Outcome
from askperf.generation.naming import name_rows
from askperf.generation.said import Said, Words
from askperf.generation.showing import cell, mentioned, row_line
from askperf.logic import OfLevel, Rows, Some, Table, Where


def some(node: Some, outcome: Outcome, words: Words) -> Said:
    """Whether there are such rows, and which; where there are none, what there is instead."""
    rows = words.rows(outcome.rows)
    what = name_rows(node.rows, words)
    sign = "wanted" if node.wanted else "unwanted"
    if not rows:
        lines = [words.say(f"said.some.none.{sign}", what=what)]
        if _of_indicators(node.rows):
            lines.append(_kinds(words))
        seen = words.rows(outcome.cited)
        lines += (row_line(row, words) for row in seen)
        return Said(tuple(lines), words.own_figures(outcome.amounts))
    if all(row.is_blank for row in rows):
        return Said(tuple(cell(row, "value", words) for row in rows))
    head = words.say(f"said.some.{sign}", what=what, count=str(len(rows)))
    found = mentioned(node.rows)
    lines = [head, *(row_line(row, words, ("value",), found) for row in rows)]
    return Said(tuple(lines), words.own_figures(outcome.amounts))


def _of_indicators(node: Rows) -> bool:
    while isinstance(node, Where):
        if isinstance(node.condition, OfLevel):
            return True
        node = node.rows
    return isinstance(node, Table) and "indicators" in node.sections


def _kinds(words: Words) -> str:
    """The kinds of indicators that the form has."""
    rows = words.world.form.section("indicators")
    first = dict.fromkeys((row.level1 or "").partition("-")[2] for row in rows)
    second = dict.fromkeys(words.level(row) for row in rows)
    return words.say("said.kinds", first="、".join(first), second="、".join(second))
