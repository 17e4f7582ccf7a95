"""What each command does: a call on the conversation, and what it shows."""

from __future__ import annotations

from askperf.answer import Answer
from askperf.errors import AskperfError
from askperf.interfaces.repl import texts, views
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.export import save
from askperf.interfaces.repl.screen import Line, styled, wrap
from askperf.values import frozen


@frozen()
class Reply:
    """What to show, and whether to leave."""

    lines: list[Line]
    leave: bool = False


def _last(talk: Conversation, what: str) -> Answer:
    if talk.last is None:
        raise AskperfError(texts.NOTHING_ASKED.format(what=what))
    return talk.last


def sources(talk: Conversation, argument: str, columns: int) -> Reply:
    """The rows that the last answer relied on, in full."""
    answer = _last(talk, "出处")
    if not answer.sources:
        raise AskperfError(texts.NO_SOURCES)
    return Reply(views.sourced(talk, answer, columns))


def explain(talk: Conversation, argument: str, columns: int) -> Reply:
    """How the last question was read and answered."""
    return Reply(views.explained(_last(talk, "过程"), columns))


def tasks(talk: Conversation, argument: str, columns: int) -> Reply:
    """All tasks."""
    return Reply(views.tasks(talk, columns))


def indicators(talk: Conversation, argument: str, columns: int) -> Reply:
    """All indicators."""
    return Reply(views.indicators(talk, columns))


def budget(talk: Conversation, argument: str, columns: int) -> Reply:
    """The money as bars."""
    return Reply(views.budget(talk, columns))


def forms(talk: Conversation, argument: str, columns: int) -> Reply:
    """List the forms, or ask another one from now on."""
    if not argument:
        return Reply(views.forms(talk, columns))
    found = [head for head in talk.heads if head.id == argument] or [
        head for head in talk.heads if argument in head.label
    ]
    if not found:
        raise AskperfError(texts.NO_SUCH_FORM.format(name=argument))
    if len(found) > 1:
        talk.offer_forms(found)
        said = texts.SEVERAL_FORMS.format(count=len(found), name=argument)
        return Reply([*wrap(styled(said), columns), *views.offered(talk.offer, columns)])
    if found[0].id == talk.form.id:
        return Reply(styled(texts.SAME_FORM))
    talk.open(found[0].id)
    return Reply(views.opening(talk, columns))


def export(talk: Conversation, argument: str, columns: int) -> Reply:
    """Write the exchanges to a file."""
    if not talk.exchanges:
        raise AskperfError(texts.EXPORT_NOTHING)
    path = save(talk.exchanges, talk.words, argument)
    said = texts.EXPORTED.format(count=len(talk.exchanges), path=path)
    return Reply(wrap(styled(said), columns))


def settings(talk: Conversation, argument: str, columns: int) -> Reply:
    """Show the settings, or switch one."""
    name, _, word = argument.partition(" ")
    names = "、".join(texts.SETTINGS)
    if name and name not in texts.SETTINGS:
        raise AskperfError(texts.NO_SETTING.format(name=name, names=names))
    if word.strip():
        state = texts.SETTING_WORDS.get(word.strip().lower())
        if state is None:
            raise AskperfError(texts.NO_STATE.format(name=name))
        talk.switch(name, state)
    shown = [name] if name else list(texts.SETTINGS)
    lines = [
        texts.SETTING.format(
            name=each,
            state=texts.SETTING_STATES[talk.settings[each]],
            meaning=texts.SETTINGS[each],
        )
        for each in shown
    ]
    if not name:
        lines.append(texts.SETTING_HINT)
    return Reply(wrap(styled("\n".join(lines)), columns))


def restart(talk: Conversation, argument: str, columns: int) -> Reply:
    """Forget what was talked of."""
    talk.restart()
    return Reply([*wrap(styled(texts.NEW), columns), *views.offered(talk.offer, columns)])


def leave(talk: Conversation, argument: str, columns: int) -> Reply:
    """Say goodbye."""
    return Reply(styled(texts.BYE), leave=True)
