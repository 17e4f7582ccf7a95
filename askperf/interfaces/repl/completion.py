"""Completion while typing and the greyed rest of a line, for prompt_toolkit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from askperf.interfaces.repl import texts
from askperf.interfaces.repl.commands import COMMANDS, PREFIX, find
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.matching import Entry, Index
from askperf.interfaces.repl.screen import clip
from askperf.interfaces.terminal import visible
from askperf.values import frozen, replace

_LISTED = 20
_MENU_EDGE = 4
_NARROW = 60


@frozen()
class Prepared:
    """What completion needs: words and questions of the form, commands, all forms."""

    words: Index
    questions: tuple[str, ...]
    commands: Index
    forms: Index


def prepare(talk: Conversation) -> Prepared:
    """Make it: some milliseconds, so not while someone waits for a key."""
    readings = talk.knowledge.readings
    return Prepared(
        Index(talk.vocabulary.entries(), readings),
        talk.vocabulary.questions,
        Index((Entry(command.name) for command in COMMANDS), readings),
        Index((), readings),
    )


def with_forms(talk: Conversation, prepared: Prepared) -> Prepared:
    """The same with the forms one may change to, which takes a millisecond for each."""
    entries = (Entry(head.label, head.id, whole=True) for head in talk.heads)
    return replace(prepared, forms=Index(entries, talk.knowledge.readings))


class WholeLine(Completion):
    """A completion that makes the line complete: choosing it asks it."""


class TalkCompleter(Completer):
    """Words and questions of the form; commands and their arguments after a slash."""

    def __init__(
        self,
        talk: Conversation,
        prepared: Callable[[], Prepared | None],
        columns: Callable[[], int],
    ) -> None:
        self._talk = talk
        self._prepared = prepared
        self._columns = columns

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """What the text before the cursor may become, best first."""
        ready = self._prepared()
        typed = document.text_before_cursor
        if ready is None or "\n" in document.text:
            return
        wanted = self._talk.settings[texts.COMPLETION] or complete_event.completion_requested
        if typed.startswith(PREFIX):
            yield from self._of_command(typed, ready, complete_event)
        elif typed.strip() and wanted:
            yield from self._words(typed, ready.words)
        elif complete_event.completion_requested:
            yield from (WholeLine(text, -len(typed)) for text in ready.questions[:_LISTED])

    def _words(self, typed: str, words: Index) -> Iterator[Completion]:
        found = words.find(typed)
        columns = self._columns()
        room = columns - _MENU_EDGE
        for entry in found.entries:
            kind = WholeLine if entry.whole else Completion
            # Long names often differ at their ends only.
            shown = clip(visible(entry.text), room, room // 3)
            note = entry.note if columns >= _NARROW else ""
            yield kind(entry.text, -found.length, display=shown, display_meta=note)

    def _of_command(
        self, typed: str, ready: Prepared, event: CompleteEvent
    ) -> Iterator[Completion]:
        word, space, argument = typed.partition(" ")
        if not space:
            yield from _commands(word, ready.commands)
            return
        command = find(word)
        complete = _ARGUMENTS.get(command.names[0]) if command else None
        if complete is not None:
            yield from complete(ready, argument, event)


def _commands(typed: str, names: Index) -> Iterator[Completion]:
    word = typed.removeprefix(PREFIX)
    begun = [c for c in COMMANDS if any(name.startswith(word.lower()) for name in c.names)]
    sounding = [find(entry.text) for entry in names.holding(word)]
    for command in dict.fromkeys((*begun, *sounding)):
        if command is not None:
            kind = Completion if command.argument else WholeLine
            shown = " ".join(PREFIX + name for name in command.names[:2])
            yield kind(command.name, -len(typed), display=shown, display_meta=command.summary)


def _command_names(ready: Prepared, typed: str, event: CompleteEvent) -> Iterator[Completion]:
    yield from _starting([command.names[0] for command in COMMANDS], typed)


def _forms(ready: Prepared, typed: str, event: CompleteEvent) -> Iterator[Completion]:
    """Forms by id, department or title."""
    for entry in ready.forms.holding(typed):
        yield WholeLine(entry.note, -len(typed), display=visible(entry.text))


def _settings(ready: Prepared, typed: str, event: CompleteEvent) -> Iterator[Completion]:
    name, space, state = typed.partition(" ")
    words = texts.SETTING_STATES.values() if space else texts.SETTINGS
    yield from _starting(words, state if space else name)


def _paths(ready: Prepared, typed: str, event: CompleteEvent) -> Iterator[Completion]:
    from prompt_toolkit.completion import PathCompleter

    paths = PathCompleter(expanduser=True)
    for found in paths.get_completions(Document(typed), event):
        yield Completion(found.text, found.start_position, display=visible(found.display_text))


def _starting(words: Iterable[str], typed: str) -> Iterator[Completion]:
    for word in words:
        if word.startswith(typed):
            yield Completion(word, -len(typed))


_ARGUMENTS: dict[str, Callable[[Prepared, str, CompleteEvent], Iterator[Completion]]] = {
    "帮助": _command_names,
    "表": _forms,
    "设置": _settings,
    "导出": _paths,
}


class TalkSuggest(AutoSuggest):
    """The rest of the line: as it was once typed, else from the typical questions."""

    def __init__(self, talk: Conversation, prepared: Callable[[], Prepared | None]) -> None:
        self._talk = talk
        self._prepared = prepared

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """The rest, or None."""
        typed = document.text
        if not typed.strip() or "\n" in typed or not self._talk.settings[texts.SUGGESTION]:
            return None
        ready = self._prepared()
        said = reversed(buffer.history.get_strings())
        for text in (*said, *(ready.questions if ready else ())):
            if text.startswith(typed) and text != typed and "\n" not in text:
                return Suggestion(text[len(typed) :])
        return None
