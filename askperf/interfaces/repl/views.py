"""What is shown: opening, answers, sources, tables, budget. Values in, lines out."""

from __future__ import annotations

from collections.abc import Iterable

from askperf.answer import Answer, Figure
from askperf.execution.numbers import plain as number_text
from askperf.facts import TASK_SECTIONS, Row
from askperf.generation import Words
from askperf.interfaces.chart import groups
from askperf.interfaces.explain import explain
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.conversation import Conversation, Offer
from askperf.interfaces.repl.screen import Line, clip, marked, styled, width, wrap
from askperf.interfaces.repl.sources import Cell, cells, standalone
from askperf.interfaces.repl.tables import Column, bars, table
from askperf.interfaces.terminal import visible

_EMPTY: Line = (("", ""),)
_NARROW = 60
_QUOTE_END = 24


def opening(talk: Conversation, columns: int) -> list[Line]:
    """Which form is loaded, what to ask first, how to find the rest."""
    form = talk.form
    about = texts.OPENING_FORM.format(
        department=form.department,
        year=form.year,
        tasks=len(form.section(*TASK_SECTIONS)),
        indicators=len(form.section("indicators")),
    )
    lines = wrap(styled(form.title, "class:heading") + styled(about), columns)
    keys = wrap(styled(texts.KEYS, "class:note"), columns)
    return [*lines, *offered(talk.offer, columns), *keys]


def answered(talk: Conversation, answer: Answer, columns: int) -> list[Line]:
    """An answer's text, its figures bold and its sources quieter, then what to choose."""
    heads = [f"{talk.words.say(name)}：" for name in ("read.sources", "read.as")]
    texted = visible(answer.text).split("\n")
    said = [line for line in texted if not line.startswith(tuple(heads))]
    lines = wrap((_figured(line, answer.figures) for line in said), columns)
    if talk.settings[texts.SOURCES]:
        quotes = [line for line in texted if line.startswith(heads[0])]
        if len(quotes) == len(answer.sources):
            quotes = [_brief(line, columns) for line in quotes]
        notes = quotes + [line for line in texted if line.startswith(heads[1])]
        lines += wrap(((("class:note", line),) for line in notes), columns, "  ")
    if talk.settings[texts.STEPS]:
        lines += explained(answer, columns)
    if answer.status == "not_found" or answer.choices:
        lines += offered(talk.offer, columns)
    complaint, talk.complaint = talk.complaint, ""
    return lines + (wrap(styled(complaint, "class:wrong"), columns) if complaint else [])


def _brief(quote: str, columns: int) -> str:
    """A quoted row on one line (two in a narrow window), its end kept: figures stand there."""
    return clip(quote, columns if columns >= _NARROW else 2 * columns - 4, _QUOTE_END)


def _figured(line: str, figures: Iterable[Figure]) -> Line:
    found = [standalone(number_text(figure.value)).finditer(line) for figure in figures]
    return marked(line, [match.span() for hits in found for match in hits], "class:figure")


def explained(answer: Answer, columns: int) -> list[Line]:
    """The stages from the question to the answer."""
    return wrap(styled(explain(answer.trace).strip("\n"), "class:note"), columns, "    ")


def offered(offer: Offer, columns: int) -> list[Line]:
    """Numbered options under their sentence."""
    if not offer.options:
        return []
    lines = wrap(styled(offer.head), columns)
    digits = len(str(len(offer.options)))
    for number, option in enumerate(offer.options, 1):
        label = visible(option.label).replace("\n", " ")
        line = (("class:number", f"  {number:>{digits}}"), ("", f"  {label}"))
        lines += wrap([line], columns, " " * (digits + 4))
    return lines


def sourced(talk: Conversation, answer: Answer, columns: int) -> list[Line]:
    """Each row an answer relied on, as the form shows it, the figures marked."""
    lines: list[Line] = []
    used = False
    for source in answer.sources:
        row = talk.form.row(source.row)
        section = talk.words.section(row.section)
        head = texts.SOURCE_HEAD.format(section=section, line=source.line, row=row.full_id)
        lines += [*wrap(styled(head, "class:heading"), columns)]
        shown = cells(row, answer)
        edge = min(max(width(cell.heading) for cell in shown), columns // 3)
        for cell in shown:
            lines += _cell(cell, edge, columns)
        used = used or any(cell.used for cell in shown)
        lines.append(_EMPTY)
    note = wrap(styled(texts.MARK_MEANS, "class:note"), columns) if used else []
    return [*lines, *note] if used else lines[:-1]


def _cell(cell: Cell, edge: int, columns: int) -> list[Line]:
    mark = texts.MARK if cell.used else texts.NO_MARK
    text = marked(visible(cell.text) or texts.BLANK, cell.used, "class:used")
    head = (("class:number", mark), ("class:label", f"{cell.heading}："))
    return wrap([(*head, *text)], columns, " " * min(edge + width(mark), 6))


def tasks(talk: Conversation, columns: int) -> list[Line]:
    """All tasks as a table by section; a number asks one."""
    words = talk.words
    heads = (
        Column(texts.TABLE_NUMBER, right=True),
        Column(texts.TABLE_NAME, flexible=True),
        Column(texts.TABLE_AMOUNT, right=True),
    )
    rows = talk.form.section(*TASK_SECTIONS)
    talk.listed(rows)
    lines: list[Line] = []
    for section in TASK_SECTIONS:
        numbered = [(n, row) for n, row in enumerate(rows, 1) if row.section == section]
        if numbered:
            lines += wrap(styled(words.section(section), "class:heading"), columns)
            body = [(str(n), row.name, _amount(row, words)) for n, row in numbered]
            lines += [*table(heads, body, columns), _EMPTY]
    return lines + _after(talk, columns, words.section(TASK_SECTIONS[0]))


def indicators(talk: Conversation, columns: int) -> list[Line]:
    """All indicators as a table; a number asks one."""
    words = talk.words
    heads = (
        Column(texts.TABLE_NUMBER, right=True),
        Column(texts.TABLE_NAME, flexible=True),
        Column(texts.TABLE_EXPLANATION, flexible=True),
        Column(texts.TABLE_TARGET),
    )
    rows = talk.form.section("indicators")
    talk.listed(rows)
    body = [
        (str(n), row.name, row.explanation or "", _amount(row, words))
        for n, row in enumerate(rows, 1)
    ]
    lines = [*table(heads, body, columns), _EMPTY] if body else []
    return lines + _after(talk, columns, words.section("indicators"))


def _after(talk: Conversation, columns: int, section: str) -> list[Line]:
    if not talk.offer.options:
        return styled(texts.NO_ROWS.format(section=section))
    return wrap(styled(talk.offer.head), columns)


def _amount(row: Row, words: Words) -> str:
    return words.number(row) if row.quantity else row.text or texts.BLANK


def budget(talk: Conversation, columns: int) -> list[Line]:
    """Money as bars: the whole of the department, then the tasks."""
    lines: list[Line] = []
    for group in groups(talk.words):
        lines += wrap(styled(group.heading, "class:heading"), columns)
        lines += [*bars(group.bars, columns), _EMPTY]
    return lines + wrap(styled(texts.BUDGET_NOTE if lines else texts.BUDGET_NONE), columns)


def forms(talk: Conversation, columns: int) -> list[Line]:
    """The forms that are there; a number changes to one."""
    ids = [head.id for head in talk.heads]
    if len(ids) < 2:
        said = texts.ONE_FORM.format(title=talk.form.title, form=talk.form.id)
        return wrap(styled(said), columns)
    talk.offer_forms(talk.heads)
    current = ids.index(talk.form.id) + 1
    said = texts.FORMS.format(count=len(ids), current=current)
    return [*wrap(styled(said), columns), *offered(talk.offer, columns)]
