"""The conversation as Markdown, each source row with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from askperf.errors import AskperfError, reason
from askperf.facts import Form
from askperf.generation import Words
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.conversation import Exchange
from askperf.interfaces.repl.screen import marked
from askperf.interfaces.repl.sources import Cell, cells
from askperf.interfaces.terminal import visible
from askperf.wholefile import write_new

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_ATTEMPTS = 100


def save(exchanges: Sequence[Exchange], words: Words, name: str) -> Path:
    """Write the exchanges to a new file; where it is. Raises AskperfError if it can't be.

    Without a name the file is called after the form, with a number if that is taken.
    """
    text = "\n".join(_markdown(exchanges, words)) + "\n"
    for path in _paths(name, words.world.form):
        try:
            write_new(path, text.encode("utf-8"))
        except FileExistsError:
            continue
        except (OSError, ValueError) as error:
            said = texts.EXPORT_FAILED.format(path=path, reason=reason(error))
            raise AskperfError(said) from error
        return path
    raise AskperfError(texts.EXPORT_EXISTS.format(path=path))


def _paths(name: str, form: Form) -> Iterator[Path]:
    if name:
        yield Path(name).expanduser()
        return
    first = Path(texts.EXPORT_NAME.format(form=form.id))
    yield first
    yield from (first.with_stem(f"{first.stem}-{n}") for n in range(2, _ATTEMPTS))


def _markdown(exchanges: Sequence[Exchange], words: Words) -> Iterator[str]:
    yield f"# {_escaped(texts.EXPORT_TITLE.format(title=words.world.form.title))}"
    brief = words.say("read.sources")
    for number, exchange in enumerate(exchanges, 1):
        yield f"\n## {number}. {_escaped(exchange.question)}\n"
        # The rows follow in full; two spaces at its end keep a line a line.
        lines = [line for line in exchange.answer.text.split("\n") if not line.startswith(brief)]
        yield "  \n".join(_escaped(line) for line in lines if line)
        for source in exchange.answer.sources:
            row = exchange.form.row(source.row)
            section = words.section(row.section)
            head = texts.SOURCE_HEAD.format(section=section, line=source.line, row=row.full_id)
            yield f"\n{texts.EXPORT_SOURCES}：{_escaped(head)}\n"
            yield from (_cell(cell) for cell in cells(row, exchange.answer))


def _cell(cell: Cell) -> str:
    parts = marked(cell.text or texts.BLANK, cell.used, "used")
    text = "".join(f"**{_escaped(t)}**" if style else _escaped(t) for style, t in parts)
    return f"- {_escaped(cell.heading)}：{text}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", visible(text).replace("\n", " "))
