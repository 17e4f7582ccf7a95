"""What every command opens by the same options: the assistant, the log of gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from askperf.answer import Answer
from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.interfaces.terminal import complain
from askperf.knowledge import Knowledge, load_knowledge

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


def open_assistant(options: Mapping[str, str]) -> Assistant:
    """An assistant for `--form`, the default one if not given. Raises AskperfError.

    A file of the user's own that is written wrongly is told of, and done without.
    """
    knowledge = open_knowledge(options)
    assistant = Assistant(options.get("--form"), knowledge)
    for problem in dict.fromkeys(knowledge.problems):
        complain(f"askperf：{problem}（这个文件先不用）")
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
