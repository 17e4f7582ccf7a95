"""The whole answer as a person reads it: the answer, what proves it, how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.facts import Row
from askperf.generation.said import Said
from askperf.lexicon import Lexicon
from askperf.understanding.engine import Understood

_QUOTED = 3
_CELL = 48


def lay_out(
    said: Said, rows: Sequence[Row], understood: Understood, lexicon: Lexicon
) -> tuple[str, str]:
    """The text of an answer, and the sentence on how the question was read."""
    responses = lexicon.responses
    heard = understood.parse.heard
    notes = [responses[name] for name in heard.notes]
    notes += [
        responses["note.corrected"].format(wrong=wrong, right=right)
        for wrong, right in heard.corrected
    ]
    ranked = understood.decision.ranked
    if understood.decision.action == "answer" and ranked and ranked[0].proposal.candidate.leans:
        notes.append(responses["note.carried"])
    reading = "；".join((said.reading, *notes))
    lines = [*said.lines]
    if rows:
        lines += _sources(rows, lexicon)
    lines.append(f"{responses['read.as']}：{reading}")
    return "\n".join(line for line in lines if line), reading


def _sources(rows: Sequence[Row], lexicon: Lexicon) -> list[str]:
    head = lexicon.responses["read.sources"]
    if len(rows) > _QUOTED:
        short = lexicon.responses["source.short"]
        return [f"{head}：" + "、".join(short.format_map(_place(row)) for row in rows)]
    quote = lexicon.responses["source.quote"]
    return [f"{head}：{quote.format_map(_place(row) | {'quote': excerpt(row)})}" for row in rows]


def _place(row: Row) -> dict[str, str]:
    return {"row": row.id, "line": str(row.source.line)}


def excerpt(row: Row) -> str:
    """The row as the form shows it, long cells shortened; figures never are."""
    cells = [" ".join(cell.split()) for cell in row.source.quote.split("\t")]
    return " | ".join(f"{c[:_CELL]}……" if len(c) > _CELL else c for c in cells if c)
