"""The whole answer as a person reads it: the answer, what proves it, how it was read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from askperf.facts import Row
from askperf.generation.said import Said
from askperf.lexicon import Lexicon
from askperf.understanding.engine import Understood

_QUOTED = 3
_STRETCH = 3  # lines that are said as a range
_CELL = 50  # characters of a cell that is shown whole
_LEFT = "……"  # what is left out


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
    responses = lexicon.responses
    head = responses["read.sources"]
    if len(rows) > _QUOTED:
        lines = "、".join(_ranges({row.source.line for row in rows}, responses["source.range"]))
        return [f"{head}：{responses['source.lines'].format(lines=lines)}"]
    quote, empty = responses["source.quote"], responses["source.empty"]
    texts = (quote.format_map(_place(row) | {"quote": excerpt(row, empty, clause)}) for row in rows)
    return [f"{head}：{text}" for text in texts]


def _ranges(lines: Iterable[int], stretch: str) -> Iterator[str]:
    """Numbers in order, three or more that follow each other as one stretch."""
    ordered = sorted(lines)
    for _, group in itertools.groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        found = [str(line) for _, line in group]
        if len(found) < _STRETCH:
            yield from found
        else:
            yield stretch.format(first=found[0], last=found[-1])


def _place(row: Row) -> dict[str, str]:
    return {"row": row.id, "line": str(row.source.line)}


def excerpt(row: Row, empty: str, clause: str = "") -> str:
    """The row as the form shows it, long prose shortened to a clause of it or left out; the name
    and figures never are.

    `empty`: the template of a row whose cell is blank.
    """
    cells = [" ".join(cell.split()) for cell in row.source.quote.split("\t")]
    name = " ".join(row.name.split())
    shown = [c if c == name else _shortened(c, clause) for c in cells if c]
    told = [c for c, before in zip(shown, ["", *shown], strict=False) if c != _LEFT or c != before]
    quote = " | ".join(told)
    return empty.format(quote=quote) if row.is_blank else quote


def _shortened(cell: str, clause: str) -> str:
    if len(cell) <= _CELL:
        return cell
    return f"{_LEFT}{clause}{_LEFT}" if clause and clause in cell else _LEFT
