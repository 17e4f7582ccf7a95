"""Denotation → text, by the templates of `knowledge/responses/`."""

from __future__ import annotations

from askperf.answer import Denotation
from askperf.execution.context import Context
from askperf.facts import Row

_QUOTED = 3
_CELL = 48


def realize(denotation: Denotation, interpretation: str, context: Context) -> str:
    """The whole answer as the user sees it: the answer, its rows, how it was read."""
    lines = [
        context.say(statement.template, statement.slots) for statement in denotation.statements
    ]
    rows = context.rows(denotation.rows)
    if rows:
        lines.append(_sources(rows, context))
    lines.append(f"{context.say('read.as')}：{interpretation}")
    return "\n".join(line for line in lines if line)


def _sources(rows: tuple[Row, ...], context: Context) -> str:
    head = context.say("read.sources")
    if len(rows) > _QUOTED:
        places = "、".join(context.say("source.short", _place(row)) for row in rows)
        return f"{head}：{places}"
    quotes = [context.say("source.quote", _place(row) | {"quote": excerpt(row)}) for row in rows]
    return "\n".join(f"{head}：{quote}" for quote in quotes)


def _place(row: Row) -> dict[str, str]:
    return {"row": row.id, "line": str(row.source.line)}


def excerpt(row: Row) -> str:
    """The row as the form shows it, long cells shortened; figures never are."""
    cells = [" ".join(cell.split()) for cell in row.source.quote.split("\t")]
    return " | ".join(c if len(c) <= _CELL else f"{c[:_CELL]}……" for c in cells if c)
