"""`askperf batch`: one question a line in, one answer object a line out, at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from askperf.assistant import Assistant, Session
from askperf.interfaces.serialization import answer_to_data, to_json

# Sessions kept at a time; the least recently used is let go.
MAX_SESSIONS = 10_000


class Sessions:
    """Conversations by name, the least recently used let go."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sessions: dict[str, Session] = {}

    def get(self, name: str) -> Session:
        session = self._sessions.pop(name, None) or self._assistant.session()
        self._sessions[name] = session
        if len(self._sessions) > MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        return session


def serve(lines: BinaryIO, out: BinaryIO, assistant: Assistant) -> None:
    """Answer line by line until the input ends. Lines end at LF only."""
    sessions = Sessions(assistant)
    for line in _lines(lines):
        out.write((to_json(_answer(line, assistant, sessions)) + "\n").encode("utf-8", "replace"))
        out.flush()


def _lines(lines: BinaryIO) -> Iterator[str]:
    for raw in lines:
        yield raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _answer(line: str, assistant: Assistant, sessions: Sessions) -> dict[str, Any]:
    if not line.lstrip().startswith("{"):
        return answer_to_data(assistant.ask(line))
    try:
        data = json.loads(line)
        question = data["question"]
        session = data.get("session")
    except (ValueError, KeyError, TypeError, RecursionError):
        return _error(line, assistant, "这一行不是 {\"question\": …} 这样的 JSON；请改正后重发。")
    if not isinstance(question, str) or not (session is None or isinstance(session, str | int)):
        return _error(line, assistant, "question 应当是字符串，session 应当是字符串或整数；请改正后重发。")
    if session is None:
        return answer_to_data(assistant.ask(question))
    return answer_to_data(sessions.get(str(session)).ask(question))


def _error(line: str, assistant: Assistant, message: str) -> dict[str, Any]:
    """An answer object that says what is wrong with the line."""
    return answer_to_data(assistant.ask("")) | {
        "question": line[:200].encode("utf-8", "replace").decode("utf-8"),
        "text": message,
        "error": message,
    }
