"""Sentences on whether there are such rows, and what there is where there are none."""

from __future__ import annotations

from askperf.execution.rows import rows_of
from askperf.execution.values import Outcome
from askperf.execution.verdicts import named_rows, nearest, of_each
from askperf.generation.naming import name_condition, name_rows
from askperf.generation.said import Said, Words
from askperf.generation.showing import cell, mentioned, row_line
from askperf.logic import Not, OfLevel, Pick, Rows, Some, Table, Where


def some(node: Some, outcome: Outcome, words: Words) -> Said:
    """Whether there are such rows, and which; where there are none, what there is instead."""
    rows = words.rows(outcome.rows)
    named = _of_named(node, outcome, words) or _of_one(node, outcome, words)
    if named is not None:
        return named
    what = name_rows(node.rows, words)
    sign = "wanted" if node.wanted else "unwanted"
    if not rows:
        lines = [words.say(f"said.some.none.{sign}", what=what)]
        if _of_indicators(node.rows):
            lines.append(_kinds(words))
        cited = words.rows(outcome.cited)
        end = nearest(node.rows, words.world) if cited else None
        if end is not None and tuple(cited) == rows_of(end, words.world):
            lines.append(words.say(f"said.some.nearest.{'most' if end.largest else 'least'}"))
        lines += (row_line(row, words) for row in cited)
        return Said(tuple(lines), words.own_figures(outcome.amounts))
    if all(row.is_blank for row in rows):
        return Said(tuple(cell(row, "value", words) for row in rows))
    head = words.say(f"said.some.{sign}", what=what, count=str(len(rows)))
    found = mentioned(node.rows)
    lines = [head, *(row_line(row, words, ("value",), found) for row in rows)]
    return Said(tuple(lines), words.own_figures(outcome.amounts))


def _of_named(node: Some, outcome: Outcome, words: Words) -> Said | None:
    """Whether rows that are named one by one (都超过20万吗) have an exception among them."""
    narrowed = of_each(node)
    if narrowed is None:
        return None
    every, condition = rows_of(narrowed.rows, words.world), narrowed.condition
    failing, sign = words.rows(outcome.rows), "some" if outcome.rows else "none"
    if not failing and isinstance(condition, Not):
        condition, sign = condition.condition, "all"
    slots = {"count": str(len(failing)), "every": str(len(every))}
    head = words.say(f"said.each.{sign}", what=name_condition(condition, words), **slots)
    lines = [row_line(row, words) for row in failing or words.rows(outcome.cited)]
    stated = {row for amount in outcome.amounts for row in amount.rows}
    rest = [row for row in every if row not in failing and row.id in stated]
    if failing and rest:
        lines.append(words.say("said.each.rest", count=str(len(rest))))
        lines += (row_line(row, words) for row in rest)
    return Said((head, *lines), words.own_figures(outcome.amounts))


def _of_one(node: Some, outcome: Outcome, words: Words) -> Said | None:
    """Whether one row, by its name, meets all of some conditions (甲比乙多、比丙少)."""
    one = named_rows(node.rows)
    if not node.wanted or not isinstance(one, Pick) or len(one.rows) != 1 or one == node.rows:
        return None
    asked, rows = [], node.rows
    while isinstance(rows, Where):
        asked.append(name_condition(rows.condition, words))
        rows = rows.rows
    sign = "met" if outcome.rows else "unmet"
    (row,) = words.rows(one.rows)
    head = words.say(f"said.one.{sign}", row=words.label(row), what="、".join(asked[::-1]))
    found = mentioned(node.rows)
    lines = (row_line(row, words, ("value",), found) for row in words.rows(outcome.cited))
    return Said((head, *lines), words.own_figures(outcome.amounts))


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
