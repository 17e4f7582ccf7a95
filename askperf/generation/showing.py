"""Sentences that show rows: one row's cells, a list, rows to choose from, existence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from askperf.execution.evaluate import cell_text
from askperf.execution.numbers import own_number
from askperf.execution.rows import is_unlike, rows_of
from askperf.execution.values import Outcome
from askperf.facts import Row
from askperf.generation.naming import name_rows, whole_table
from askperf.generation.said import Said, Words
from askperf.logic import Alike, Either, Extreme, Mentions, Pick, Rows, Show, Where

_CLAUSES = re.compile("[;；。]")
_LONG_CLAUSE = 60


def show(node: Show, outcome: Outcome, words: Words) -> Said:
    """One row cell by cell, several as a list, rows that may be meant each with its mark."""
    rows = words.rows(outcome.rows)
    figures = words.own_figures(outcome.amounts)
    if not rows:
        return Said((words.say("said.list.none", what=name_rows(node.rows, words)),))
    if outcome.status == "ambiguous":
        return Said(_choose(node, rows, words), figures)
    if len(rows) == 1:
        return Said((*_single(node, rows[0], words), *_unlike(node.rows, words)), figures)
    if isinstance(node.rows, Alike) and not node.rows.named and "value" in node.cells:
        return Said(_groups(rows, words), figures)
    ends = _ends(node, words)
    if ends:
        return Said(ends, figures)
    head, listed = _head(node.rows, rows, words), _lines(rows, node, words)
    return Said((head, *listed, *_unlike(node.rows, words)), figures)


def _unlike(node: Rows, words: Words) -> tuple[str, ...]:
    """That numbers of several units were put in one order."""
    if not isinstance(node, Extreme) or not is_unlike(rows_of(node.rows, words.world), words.world):
        return ()
    return (words.say("said.unlike"),)


def show_topic(node: Show, outcome: Outcome, words: Words, topic: str) -> Said:
    """Money asked of what has no line of its own: the task that mentions it, as a whole."""
    said = show(node, outcome, words)
    rows = words.rows(outcome.rows)
    if len(rows) != 1 or not rows[0].is_task or rows[0].quantity is None:
        return Said((words.say("said.topic.none", topic=topic), *said.lines), said.figures)
    slots = {"label": words.label(rows[0]), "number": words.number(rows[0]), "topic": topic}
    clause = _clause(rows[0], (topic,))
    note = quoted(clause, words)
    return Said((words.say("said.topic", note=note, **slots),), said.figures, clause=clause)


def quoted(clause: str, words: Words) -> str:
    """The clause that mentions a topic, in brackets; '' if there is none."""
    return words.say("said.topic.clause", clause=clause) if clause else ""


# ── one row ──────────────────────────────────────────────────────────────────────────


def _single(node: Show, row: Row, words: Words) -> tuple[str, ...]:
    if isinstance(node.rows, Extreme) and node.cells == ("value",):
        what = name_rows(node.rows, words)
        slots = {"label": words.label(row), "number": words.number(row)}
        return (words.say("said.extreme", what=what, **slots),)
    return tuple(cell(row, name, words) for name in node.cells)


def _ends(node: Show, words: Words) -> tuple[str, ...]:
    """Several extremes, each with the row that it is, () if it isn't that or one is tied."""
    parts = node.rows.parts if isinstance(node.rows, Either) else ()
    if node.cells != ("value",) or not all(isinstance(part, Extreme) for part in parts):
        return ()
    picked = [(part, rows_of(part, words.world)) for part in parts]
    if any(len(rows) != 1 for _, rows in picked):
        return ()
    lines = [_single(Show(part, node.cells), rows[0], words) for part, rows in picked]
    return tuple(line for said in lines for line in said)


def cell(row: Row, name: str, words: Words) -> str:
    """A sentence on one cell of a row."""
    if row.is_blank and name in ("value", "text"):
        return words.say("said.blank", label=words.label(row))
    return _CELLS.get(name, _text)(row, name, words)


def _value(row: Row, name: str, words: Words) -> str:
    note = ""
    if row.quantity and row.section == "indicators":
        note = words.say(f"said.note.{row.quantity.bound}")
    return words.say("said.value", states=words.states(row), note=note)


def _text(row: Row, name: str, words: Words) -> str:
    text = cell_text(row, name).rstrip("。")
    label = words.whole_label(row) if name == "name" else words.label(row)
    return words.say(f"said.cell.{name}", label=label, text=text)


def _level(row: Row, name: str, words: Words) -> str:
    slots = {"level1": row.level1 or "", "level2": row.level2 or ""}
    return words.say("said.cell.level", label=words.label(row), **slots)


def _comparator(row: Row, name: str, words: Words) -> str:
    slots = {"label": words.label(row), "number": words.number(row)}
    return words.say("said.cell.comparator", mark=cell_text(row, name), **slots)


def _section(row: Row, name: str, words: Words) -> str:
    label, section = words.label(row), words.section(row.section)
    return words.say("said.cell.section", label=label, section=section)


def _quote(row: Row, name: str, words: Words) -> str:
    quote = row.source.quote.replace("\t", " | ")
    line = str(row.source.line)
    return words.say("said.cell.quote", label=words.label(row), line=line, text=quote)


def _line(row: Row, name: str, words: Words) -> str:
    """Where a row stands: its line, and which one of the indicators it is; tasks' names say."""
    counted = "" if row.section != "indicators" else words.say("said.nth", number=str(row.number))
    line = cell_text(row, name)
    return words.say("said.cell.line", label=words.label(row), text=line, counted=counted)


_CELLS: dict[str, Callable[[Row, str, Words], str]] = {
    "value": _value,
    "level": _level,
    "comparator": _comparator,
    "section": _section,
    "line": _line,
    "quote": _quote,
}

# ── several rows ─────────────────────────────────────────────────────────────────────


def _head(node: Rows, rows: Sequence[Row], words: Words) -> str:
    template = "said.list"
    if isinstance(node, Extreme):
        template = "said.list.tied" if len(rows) > len(node.places) else "said.list.extreme"
    elif isinstance(node, Pick) and whole_table(node, words) is None:
        template = "said.list.named"  # “甲”、“乙”、“丙”等 5 项
    return words.say(template, what=name_rows(node, words), count=str(len(rows)))


def _lines(rows: Sequence[Row], node: Show, words: Words) -> list[str]:
    found = mentioned(node.rows)
    return [row_line(row, words, node.cells, found) for row in rows]


def row_line(
    row: Row, words: Words, cells: Sequence[str] = ("value",), found: Sequence[str] = ()
) -> str:
    """One line of a list: the row's label and cells, and where it mentions `found`."""
    texts = (words.number(row) if name == "value" else cell_text(row, name) for name in cells)
    text = "；".join(text or words.say("said.cell.lacking") for text in texts)
    clause = _clause(row, found)
    note = words.say("said.row.clause", clause=clause) if clause else ""
    return words.say("said.row", label=words.label(row), text=text.rstrip("。"), note=note)


def mentioned(node: Rows) -> tuple[str, ...]:
    """The words that rows were chosen by, if it is words."""
    found: tuple[str, ...] = ()
    while isinstance(node, Where):
        if isinstance(node.condition, Mentions):
            found += node.condition.words
        node = node.rows
    return found


def _clause(row: Row, found: Sequence[str]) -> str:
    """The first clause of a row's prose that holds one of the words, if it isn't the name."""
    if not found or any(word in row.name for word in found):
        return ""
    clauses = (c.strip() for cell, text in row.cells() for c in _CLAUSES.split(text))
    clause = next((c for c in clauses if any(word in c for word in found)), "")
    if len(clause) <= _LONG_CLAUSE:
        return clause
    parts = (part.strip() for part in re.split("[,，]", clause))
    return next(part for part in (*parts, clause) if any(word in part for word in found))


def _groups(rows: Sequence[Row], words: Words) -> tuple[str, ...]:
    """Rows that share a number, group by group."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.quantity:
            key = words.amount(own_number(row), bare=True)
            groups.setdefault(key, []).append(row)
    return tuple(
        words.say(
            "said.alike",
            labels="；".join(map(words.label, group)),
            count=str(len(group)),
            number=number,
        )
        for number, group in groups.items()
    )


def _choose(node: Show, rows: Sequence[Row], words: Words) -> tuple[str, ...]:
    """Every row that may be meant, with what tells it apart, and the question back."""
    same = len({row.name for row in rows}) == 1
    count = str(len(rows))
    head = words.say(
        "said.choose.namesakes" if same else "said.choose", name=rows[0].name, count=count
    )
    labels = [words.label(row) for row in rows]
    lines = []
    for row, label in zip(rows, labels, strict=True):
        line = row_line(row, words, node.cells)
        if labels.count(label) > 1:
            line = words.say("said.choose.line", row=line, line=str(row.source.line))
        lines.append(line)
    return (head, *lines, words.say("said.choose.ask"))
