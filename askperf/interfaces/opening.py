"""What every command opens by the same options: the assistant, the log of gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from askperf.answer import Answer
from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.interfaces.terminal import complain
from askperf.knowledge import Knowledge, load_knowledge

_FULL = 2  # slashes of a row id that begins with its form
Record = Callable[[str, Answer], None]


def open_knowledge(options: Mapping[str, str]) -> Knowledge:
    """The shipped and the user's knowledge, and `--knowledge` over both.

    Raises AskperfError if that directory isn't there.
    """
    extra = options.get("--knowledge")
    if extra is None:
        return load_knowledge()
    if not Path(extra).is_dir():
        raise AskperfError(f"{extra}：没有这个目录；请检查 --knowledge 后面的路径。")
    return load_knowledge(Path(extra))


def open_assistant(options: Mapping[str, str], row: str | None = None) -> Assistant:
    """An assistant for `--form`; if not given, for the form that a full row id names, or the
    default one. Raises AskperfError.

    A file of the user's own that is written wrongly is told of, and done without.
    """
    knowledge = open_knowledge(options)
    named = row.partition("/")[0] if row is not None and row.count("/") == _FULL else None
    form = options.get("--form") or (named if named in knowledge.form_ids else None)
    assistant = Assistant(form, knowledge)
    for problem in knowledge.problems:
        complain(f"askperf：{problem}")
    return assistant


def open_log(options: Mapping[str, str]) -> Record:
    """What keeps a question and its answer: the log that `--log` names, else nothing."""
    path = options.get("--log")
    if path is None:
        return _nothing
    from askperf.interfaces.gaplog import GapLog

    return GapLog(Path(path)).record


def _nothing(question: str, answer: Answer) -> None:
    """Keep nothing: the log is opt-in."""
