"""From options to a running conversation: the form, the settings, the history."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from prompt_toolkit.history import History, InMemoryHistory

from askperf.errors import reason
from askperf.interfaces.opening import open_knowledge, open_log
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.app import Interaction
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.history import PrivateHistory, state_directory
from askperf.interfaces.repl.preferences import Preferences
from askperf.interfaces.repl.screen import Line, styled


def converse(options: Mapping[str, str]) -> int:
    """Talk on the terminal; the exit status. Raises AskperfError."""
    # What is typed is UTF-8 whatever the locale; a broken byte is kept as it came.
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    talk = Conversation(open_knowledge(options), options.get("--form"), open_log(options))
    directory = state_directory() if "--no-history" not in options else None
    talk.prefer(Preferences(directory / "settings.json" if directory else None))
    if "--explain" in options:
        talk.settings[texts.STEPS] = True
    history, notice = _history(directory)
    return Interaction(talk, history).run(notice)


def _history(directory: Path | None) -> tuple[History, list[Line]]:
    """The history, and a sentence where it can't be kept."""
    if directory is None:
        return InMemoryHistory(), []
    path = directory / "history"
    try:
        return PrivateHistory(path), []
    except OSError as error:
        why = reason(error) if error.strerror else "不是普通文件"
        said = texts.NO_HISTORY_FILE.format(path=path, reason=why)
        return InMemoryHistory(), styled(said, "class:wrong")
