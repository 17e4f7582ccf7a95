"""Evaluation of lookups: cells of rows, as the form has them."""

from __future__ import annotations

import re
from collections.abc import Callable

from askperf.answer import Denotation, Figure, Statement
from askperf.execution.context import Context, plain, result
from askperf.facts import Row
from askperf.folding import squeeze
from askperf.query import Choose, Locate, Lookup, Passage, Refuse, TopicBudget

_Said = tuple[list[Statement], list[Figure]]
# Which cell an attribute means in rows that don't have a cell of that name.
_FOR_TASK = {"target": "amount", "explanation": "content", "level": "section"}
_FOR_INDICATOR = {"goal": "target", "amount": "target", "content": "explanation"}
_CLAUSES = re.compile(r"[;；。]")
_MOST_CLAUSES = 3
_NUMBERS = frozenset(("amount", "target"))


def lookup(node: Lookup, context: Context) -> Denotation:
    """The asked cells of each row; status `blank` if all of them are empty."""
    statements: list[Statement] = []
    figures: list[Figure] = []
    blank = 0
    for row in context.rows(node.rows):
        for attribute in _cells(row, node.attributes):
            if row.is_blank and (attribute in _NUMBERS or attribute == "text"):
                statements.append(context.statement("blank", row))
                blank += 1
                continue
            said, found = _cell(row, attribute, node.unit, context)
            statements += said
            figures += found
    status = "blank" if blank == len(statements) else "answered"
    return Denotation(status, tuple(statements), tuple(figures), node.rows, order=node.rows)


def _cells(row: Row, attributes: tuple[str, ...]) -> tuple[str, ...]:
    """The cells that the attributes mean in this row; its main ones if none."""
    if row.section == "overview":
        number = "amount" if row.quantity is not None else "text"
        keep = tuple(a for a in attributes if a in ("unit", "line", "quote"))
        return keep or (number,)
    renamed = _FOR_INDICATOR if row.section == "indicators" else _FOR_TASK
    cells = tuple(dict.fromkeys(renamed.get(a, a) for a in attributes))
    if cells:
        return cells
    return ("target",) if row.section == "indicators" else ("amount", "content", "goal")


def _cell(row: Row, attribute: str, unit: str, context: Context) -> _Said:
    if attribute in _NUMBERS and row.quantity is not None:
        money = context.dimension(row.quantity.unit) in ("money", "rent")
        if money and context.dimension(unit) == "money" and unit != row.quantity.unit:
            return _converted(row, unit, context)
        slots = {"number": context.number(row)}
        if row.section == "indicators":
            slots["bound"] = context.say(f"note.{row.quantity.bound}")
            return [context.statement("target", row, **slots)], [context.figure(row)]
        return [context.statement(f"amount.{_kind(row)}", row, **slots)], [context.figure(row)]
    speak = _SPEAK.get(attribute)
    if speak is None:
        return [context.statement("name", row)], []
    return [speak(row, context)], []


def _kind(row: Row) -> str:
    return "overview" if row.section == "overview" else "task"


def _converted(row: Row, unit: str, context: Context) -> _Said:
    quantity = row.quantity
    assert quantity is not None
    rent = context.dimension(quantity.unit) == "rent"
    times = context.factor(quantity.unit) / context.factor(unit)
    value, rounded = context.round(quantity.value * times)
    name = f"{unit}/{quantity.unit.partition('/')[2]}" if rent else unit
    step = f"{quantity.literal} × {plain(times)}"
    if times < 1:
        inverse = context.divide(context.factor(unit), context.factor(quantity.unit))
        step = f"{quantity.literal} ÷ {plain(inverse)}"
    derivation = result(step, value, rounded)
    figure = Figure(value, name, quantity.bound, row.name, row.full_id, derivation)
    slots = {
        "number": context.number(row),
        "converted": context.amount(plain(value), name),
        "derivation": derivation,
    }
    return [context.statement("converted", row, **slots)], [figure]


def _content(row: Row, context: Context) -> Statement:
    return context.statement("content", row, text=row.content or "")


def _goal(row: Row, context: Context) -> Statement:
    return context.statement("goal", row, text=row.goal or "")


def _explanation(row: Row, context: Context) -> Statement:
    return context.statement("explanation", row, text=row.explanation or "")


def _level(row: Row, context: Context) -> Statement:
    return context.statement("level", row, level1=row.level1 or "", level2=row.level2 or "")


def _unit(row: Row, context: Context) -> Statement:
    unit = row.quantity.unit if row.quantity else ""
    return context.statement("unit", row, unit=unit)


def _comparator(row: Row, context: Context) -> Statement:
    quantity = row.quantity
    if quantity is None or quantity.bound is None:
        return context.statement("comparator.none", row)
    slots = {"mark": quantity.bound, "number": context.number(row)}
    return context.statement("comparator", row, **slots)


def _section(row: Row, context: Context) -> Statement:
    return context.statement("section", row, section=context.section(row.section))


def _line(row: Row, context: Context) -> Statement:
    return context.statement("line", row, line=str(row.source.line))


def _quote(row: Row, context: Context) -> Statement:
    return context.statement(
        "quote", row, line=str(row.source.line), quote=row.source.quote.replace("\t", " | ")
    )


def _text(row: Row, context: Context) -> Statement:
    return context.statement("text", row, text=row.text or "")


_SPEAK: dict[str, Callable[[Row, Context], Statement]] = {
    "content": _content,
    "goal": _goal,
    "explanation": _explanation,
    "level": _level,
    "level1": _level,
    "unit": _unit,
    "comparator": _comparator,
    "section": _section,
    "line": _line,
    "quote": _quote,
    "text": _text,
    "number": _section,
}


def choose(node: Choose, context: Context) -> Denotation:
    """Each candidate with what tells it apart; the choice is the person's."""
    rows = context.rows(node.rows)
    shared = len({row.name for row in rows}) == 1
    head = Statement(
        "choose.same-name" if shared else "choose", {"count": str(len(rows)), "name": rows[0].name}
    )
    inner = lookup(Lookup(node.rows, node.attributes), context)
    return Denotation(
        "ambiguous",
        (head, *inner.statements),
        inner.figures,
        node.rows,
        order=node.rows,
        choices=node.rows,
    )


def topic_budget(node: TopicBudget, context: Context) -> Denotation:
    """The task that pays for a topic without a line of its own, and where else it stands."""
    payer = context.row(node.rows[0])
    slots = {"topic": node.topic, "number": context.number(payer)}
    statements = [context.statement("topic-budget", payer, **slots)]
    others = [context.label(row) for row in context.rows((*node.rows[1:], *node.mentions))]
    if others:
        statements.append(Statement("topic-budget.also", {"labels": "；".join(others)}))
    return Denotation(
        "answered", tuple(statements), (context.figure(payer),), node.rows, order=node.rows
    )


def passage(node: Passage, context: Context) -> Denotation:
    """Quantities of prose, each with the clause that holds it."""
    statements, figures = [], []
    for row_id, index in node.hits:
        row = context.row(row_id)
        detail = row.details[index]
        q = detail.quantity
        said = context.amount(plain(q.value), q.unit, q.bound)
        statements.append(context.statement("passage", row, clause=detail.clause, number=said))
        derivation = None if q.literal[:1].isdigit() else f"“{q.literal}” = {plain(q.value)}"
        figures.append(Figure(q.value, q.unit, q.bound, detail.clause, row.full_id, derivation))
    rows = tuple(dict.fromkeys(row for row, _ in node.hits))
    return Denotation("answered", tuple(statements), tuple(figures), rows, order=rows)


def locate(node: Locate, context: Context) -> Denotation:
    """The cell and line of a wording, with the clauses that hold its words."""
    statements = []
    for row in context.rows(node.rows):
        cell = next(
            (name for name, text in row.cells() if node.wording in text), ""
        ) or _squeezed_cell(row, node.wording)
        slots = {
            "line": str(row.source.line),
            "wording": node.wording,
            "cell": context.say(f"cell.{cell}"),
        }
        clauses = _clauses_with(row, node.words)
        if clauses and cell != "name":
            slots["clauses"] = "；".join(clauses)
            statements.append(context.statement("locate.clauses", row, **slots))
        else:
            statements.append(context.statement("locate", row, **slots))
    return Denotation("answered", tuple(statements), (), node.rows, order=node.rows)


def _clauses_with(row: Row, words: tuple[str, ...]) -> list[str]:
    """The clauses of a row's prose that hold a word, at most three."""
    wanted = [squeeze(word) for word in words]
    clauses = [
        clause.strip()
        for cell, text in row.cells()
        if cell != "name"
        for clause in _CLAUSES.split(text)
    ]
    return [c for c in clauses if any(word in squeeze(c) for word in wanted)][:_MOST_CLAUSES]


def _squeezed_cell(row: Row, wording: str) -> str:
    wanted = squeeze(wording)
    return next((name for name, text in row.cells() if wanted in squeeze(text)), "row")


def refuse(node: Refuse, context: Context) -> Denotation:
    """The form does not say; what was not understood, and what comes near."""
    words = "、".join(node.words[:4])
    statements = [Statement(f"refuse.{node.reason}", {"words": words, "form": context.form.title})]
    if node.reason == "mentioned-only" and node.near:
        statements.append(context.statement("refuse.within", context.row(node.near[0])))
        return Denotation("not_found", tuple(statements), choices=node.near)
    if node.near:
        labels = "；".join(context.label(row) for row in context.rows(node.near))
        statements.append(Statement("refuse.near", {"labels": labels}))
    return Denotation("not_found", tuple(statements), choices=node.near)
