"""`askperf batch`: one question a line in, one answer object a line out, at once."""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NamedTuple

from askperf.answer import Answer
from askperf.assistant import Assistant, Session
from askperf.errors import AskperfError
from askperf.interfaces.lines import read_lines
from askperf.interfaces.opening import Record
from askperf.interfaces.serialization import answer_to_data, error_to_data, to_json
from askperf.interfaces.terminal import complain

# Sessions kept at a time; the least recently used is let go.
MAX_SESSIONS = 10_000
_SHOWN = 200
_PATIENCE = 5  # seconds


class Request(NamedTuple):
    """What a line asks: the question, in which conversation, and the row picked."""

    question: str
    session: str | None = None
    pick: str | None = None


class Sessions:
    """Conversations by name, the least recently used let go."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sessions: dict[str, Session] = {}

    def get(self, name: str) -> Session:
        """The conversation of that name, a new one if there is none."""
        session = self._sessions.pop(name, None) or self._assistant.session()
        self._sessions[name] = session
        if len(self._sessions) > MAX_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        return session


class Server:
    """Answers lines; each costs itself only, whatever is in it."""

    def __init__(self, assistant: Assistant, record: Record) -> None:
        self._assistant = assistant
        self._sessions = Sessions(assistant)
        self._record = record

    def answer(self, line: bytes) -> dict[str, Any]:
        """The answer object of a line; one with an `error` where the line is broken."""
        try:
            request = read_request(line)
            answer = self._ask(request)
        except AskperfError as error:
            return error_to_data(line[:_SHOWN].decode("utf-8", "replace"), str(error))
        except Exception as error:
            # A bug must cost one line, not the help desk that holds the other end.
            message = f"程序内部出错（{type(error).__name__}）；请把这一行报告给维护者。"
            return error_to_data(line[:_SHOWN].decode("utf-8", "replace"), message)
        self._keep(request.question, answer)
        return answer_to_data(answer)

    def _keep(self, question: str, answer: Answer) -> None:
        """Log the question; a log that can't be written costs no answer."""
        try:
            self._record(question, answer)
        except AskperfError as error:
            complain(f"askperf：{error}")

    def _ask(self, request: Request) -> Answer:
        if request.session is None:
            return self._assistant.ask(request.question, request.pick)
        return self._sessions.get(request.session).ask(request.question, request.pick)


def read_request(line: bytes) -> Request:
    """A line as a request: a JSON object, or else the question itself.

    Raises AskperfError that says what is wrong with the line.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AskperfError(
            f"这一行第 {error.start + 1} 个字节起不是 UTF-8；请转成 UTF-8 后重发。"
        ) from None
    if not text.lstrip().startswith("{"):
        return Request(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise AskperfError('这一行不是合格的 JSON；请写成 {"question": "…"} 后重发。') from None
    return Request(
        _member(data, "question", required=True) or "",
        _member(data, "session", numbers=True),
        _member(data, "pick"),
    )


def _member(
    data: dict[str, Any], key: str, *, required: bool = False, numbers: bool = False
) -> str | None:
    """A member that must be a string (or an integer, if `numbers`), None if absent."""
    value = data.get(key)
    if value is None and not required:
        return None
    if isinstance(value, str):
        return value
    if numbers and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    kind = "字符串或整数" if numbers else "字符串"
    raise AskperfError(f"这一行的 {key} 应当是{kind}；请改正后重发。")


class Ending:
    """Ends the process when it is told to, at once or after the line that is being written: the
    reader finds whole lines or none. One who doesn't read on within seconds isn't waited for.
    """

    def __init__(self) -> None:
        self._writing = self._told = False

    def __call__(self, *_: object) -> None:
        """The handler of the signal."""
        self._told = True
        if not self._writing:
            os._exit(0)
        signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
        signal.alarm(_PATIENCE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Write a line inside."""
        self._writing = True
        yield
        self._writing = False
        if self._told:
            os._exit(0)


def _write_all(out: BinaryIO, said: bytes) -> None:
    """Write and flush; unbuffered, as PYTHONUNBUFFERED has it, a signal leaves a rest to write."""
    rest = memoryview(said)
    while rest:
        rest = rest[out.write(rest) :]
    out.flush()


def serve(
    lines: BinaryIO,
    out: BinaryIO,
    server: Server,
    after: Callable[[int], None],
    ending: Ending | None = None,
) -> None:
    """Answer line by line, in order, each flushed at once, until the input ends.

    `after` is told the size of each line once it is answered; `ending` may end it between.
    """
    ending = ending or Ending()
    for line in read_lines(lines):
        said = f"{to_json(server.answer(line))}\n".encode()
        with ending.held():
            _write_all(out, said)
        after(len(line) + 1)


def run_batch(assistant: Assistant, record: Record) -> int:
    """`askperf batch` on standard input and output; the exit status.

    Raises AskperfError if either is closed, BrokenPipeError when the reader is gone.
    """
    if sys.stdin is None or sys.stdout is None:
        raise AskperfError("标准输入或标准输出是关着的；请接上再运行 askperf batch。")
    ending = Ending()
    signal.signal(signal.SIGTERM, ending)
    progress, server = Progress(), Server(assistant, record)
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer, server, progress.after, ending)
    finally:
        progress.end()
    return 0


class Progress:
    """How far a file has got, on standard error, where somebody can see it."""

    def __init__(self) -> None:
        status = os.fstat(sys.stdin.fileno())
        self._size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        watched = sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty()
        self._shown = watched and self._size > 0
        self._lines = self._bytes = 0
        self._percent = -1

    def after(self, size: int) -> None:
        """Count a line; show the per cent done whenever it changes."""
        self._lines += 1
        self._bytes += size
        percent = min(100, 100 * self._bytes // self._size) if self._shown else -1
        if percent != self._percent:
            self._percent = percent
            sys.stderr.write(f"\r已回答 {self._lines} 行（{percent}%）")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the cursor on a fresh line."""
        if self._shown and self._lines:
            sys.stderr.write(f"\r已回答 {self._lines} 行（{self._percent}%）\n")
            sys.stderr.flush()
