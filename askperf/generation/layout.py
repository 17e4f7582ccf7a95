"""The whole answer as a person reads it: the answer, what proves it, how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.facts import Row
from askperf.generation.said import Said
from askperf.lexicon import Lexicon
from askperf.understanding.engine import Understood

_QUOTED = 3
_IN_NUMBERS = ".%·"
_CELL, _BEGINNING = 16, 8  # characters of a cell that is shown whole, or else of its beginning


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
    answered = understood.decision.action == "answer"
    carried = bool(answered and ranked and ranked[0].proposal.candidate.leans)
    if carried:
        notes.append(responses["note.carried"])
    reading = "；".join((said.reading, *notes))
    lines = [*said.lines]
    if rows:
        lines += _sources(rows, lexicon, said.clause)
    if notes:  # else the sentences say themselves how the question was read
        lines.append(f"{responses['read.as']}：{reading if carried else '；'.join(notes)}")
    return "\n".join(line for line in lines if line), reading


def _sources(rows: Sequence[Row], lexicon: Lexicon, clause: str) -> list[str]:
    head = lexicon.responses["read.sources"]
    if len(rows) > _QUOTED:
        places = "、".join(str(row.source.line) for row in rows)
        return [f"{head}：{lexicon.responses['source.lines'].format(lines=places)}"]
    quote = lexicon.responses["source.quote"]
    texts = (quote.format_map(_place(row) | {"quote": excerpt(row, clause)}) for row in rows)
    return [f"{head}：{text}" for text in texts]


def _place(row: Row) -> dict[str, str]:
    return {"row": row.id, "line": str(row.source.line)}


def excerpt(row: Row, clause: str = "") -> str:
    """The row as the form shows it, long prose shortened to a clause of it or to its beginning;
    the name and figures never are.
    """
    cells = [" ".join(cell.split()) for cell in row.source.quote.split("\t")]
    name = " ".join(row.name.split())
    return " | ".join(c if c == name else _shortened(c, clause) for c in cells if c)


def _shortened(cell: str, clause: str) -> str:
    if len(cell) <= _CELL:
        return cell
    if clause and clause in cell:
        return f"……{clause}……"
    end = _BEGINNING
    while end and (cell[end - 1].isdigit() or cell[end - 1] in _IN_NUMBERS):
        end -= 1
    return f"{cell[:end]}……" if end else cell
