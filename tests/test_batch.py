"""`askperf batch` as a help desk meets it: a long-lived child that never lets one down."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from console import ASKPERF, environment

from askperf import Answer, AskperfError, Assistant
from askperf.interfaces.batch import MAX_SESSIONS, Request, Server, Sessions, read_request, serve
from askperf.interfaces.serialization import answer_to_data, to_json


def nothing(question: str, answer: Answer) -> None:
    """A log that keeps nothing."""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


@pytest.fixture
def child(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        [ASKPERF, "batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
        cwd=tmp_path,
    )
    yield started
    started.kill()
    started.communicate()


def ask(child: subprocess.Popen[bytes], line: str) -> dict[str, Any]:
    """Send one line and read its answer, while both ends stay open."""
    assert child.stdin
    assert child.stdout
    child.stdin.write(line.encode() + b"\n")
    child.stdin.flush()
    return dict(json.loads(child.stdout.readline()))


def answers(assistant: Assistant, given: bytes) -> list[dict[str, Any]]:
    """The answers to a whole input."""
    out = io.BytesIO()
    serve(io.BytesIO(given), out, Server(assistant, nothing), lambda size: None)
    assert out.getvalue().endswith(b"\n") or not given
    return [json.loads(line) for line in out.getvalue().split(b"\n")[:-1]]


@pytest.mark.parametrize(
    ("line", "request_read"),
    [
        ("基本支出多少", Request("基本支出多少")),
        ("", Request("")),
        ("  基本支出  ", Request("  基本支出  ")),
        ('"基本支出"', Request('"基本支出"')),
        ("[1, 2]", Request("[1, 2]")),
        ('{"question": "基本支出"}', Request("基本支出")),
        (' {"question": "基本支出"} ', Request("基本支出")),
        ('{"question": "那项目支出呢", "session": "甲"}', Request("那项目支出呢", "甲")),
        ('{"question": "那项目支出呢", "session": 7}', Request("那项目支出呢", "7")),
        ('{"question": "x", "session": null, "pick": null}', Request("x")),
        ('{"question": "x", "pick": "key-tasks/2"}', Request("x", None, "key-tasks/2")),
        ('{"question": "x", "ticket": 12}', Request("x")),
    ],
)
def test_a_line_is_read_as(line: str, request_read: Request) -> None:
    assert read_request(line.encode()) == request_read


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b"{", "JSON"),
        (b"{}", "question"),
        (b'{"question": 1}', "question"),
        (b'{"question": null}', "question"),
        (b'{"question": ["x"]}', "question"),
        (b'{"question": "x", "session": true}', "session"),
        (b'{"question": "x", "session": 1.5}', "session"),
        (b'{"question": "x", "session": {}}', "session"),
        (b'{"question": "x", "pick": 2}', "pick"),
        (b'{"question": "x", "pick": "key-tasks/99"}', "key-tasks/99"),
        (b'{"question": "x"', "JSON"),
        (b'{"question": "x"} {}', "JSON"),
        (b'{"a":' * 100_000, "JSON"),
        (b'{"question": ' + b"9" * 5000 + b"}", "JSON"),
        ("基本支出".encode("gb18030"), "UTF-8"),
        (b"\xff\xfe", "UTF-8"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_broken_line_costs_that_line(assistant: Assistant, line: bytes, wrong: str) -> None:
    broken, good = answers(assistant, line + "\n基本支出多少\n".encode())
    assert broken["status"] == "not_found"
    assert wrong in broken["error"]
    assert broken["text"] == broken["error"]
    assert "error" not in good
    assert good["figures"][0]["value"] == "2289.69"


@pytest.mark.parametrize(
    ("given", "questions"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a\nb\n", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\nb", ["a", "b"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", ["a", "\ufeffb"]),
        ("a\u2028b\x85c\x0bd\re\n".encode(), ["a\u2028b\x85c\x0bd\re"]),
        (b"\x00\x1b[31m\n", ["\x00\x1b[31m"]),
        (b'{"question": "\\ud83d\\ude00\\n\\ud800"}\n', ["😀\n\ufffd"]),
    ],
    ids=ascii,
)
def test_lines_end_at_line_feeds_only(
    assistant: Assistant, given: bytes, questions: list[str]
) -> None:
    assert [answer["question"] for answer in answers(assistant, given)] == questions


def test_order_is_kept(assistant: Assistant) -> None:
    asked = ["基本支出多少", "项目支出多少", "火星", "培训次数", "财政拨款多少"] * 20
    given = "".join(f"{question}\n" for question in asked).encode()
    assert [answer["question"] for answer in answers(assistant, given)] == asked


def test_sessions_are_conversations_of_their_own(assistant: Assistant) -> None:
    lines = [
        {"question": "基本支出多少", "session": "甲"},
        {"question": "年度重点工作任务第二项多少钱", "session": 2},
        {"question": "折合多少元", "session": "甲"},
        {"question": "折合多少元", "session": 2},
        {"question": "折合多少元"},
    ]
    given = "".join(json.dumps(line) + "\n" for line in lines).encode()
    *_, first, second, alone = answers(assistant, given)
    assert [s["row"] for s in first["sources"]] == ["jieyang-sfj-2021/overview/basic-expenditure"]
    assert [s["row"] for s in second["sources"]] == ["jieyang-sfj-2021/key-tasks/2"]
    assert alone["text"] == assistant.ask("折合多少元").text


def test_old_conversations_are_let_go(assistant: Assistant) -> None:
    sessions = Sessions(assistant)
    kept, idle = sessions.get("常用"), sessions.get("不用")
    for number in range(MAX_SESSIONS - 1):
        sessions.get(str(number))
        assert sessions.get("常用") is kept
    assert sessions.get("不用") is not idle


def test_a_bug_costs_that_line(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(question: str, pick: str | None = None) -> Answer:
        if question == "坏":
            raise ZeroDivisionError
        return Assistant.ask(assistant, question, pick)

    monkeypatch.setattr(assistant, "ask", fail)
    bad, good = answers(assistant, "坏\n基本支出多少\n".encode())
    assert "ZeroDivisionError" in bad["error"]
    assert good["status"] == "answered"


def test_a_log_that_fails_costs_no_answer(
    assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(question: str, answer: Answer) -> None:
        raise AskperfError("日志写不进去。")

    data = Server(assistant, full).answer("基本支出多少".encode())
    assert data["status"] == "answered"
    assert capsys.readouterr().err == "askperf：日志写不进去。\n"


def test_an_answer_is_the_one_that_python_gives(
    child: subprocess.Popen[bytes], assistant: Assistant
) -> None:
    for question in ("基本支出多少", "培训次数", "火星"):
        wanted = json.loads(to_json(answer_to_data(assistant.ask(question))))
        assert ask(child, question) == wanted


def test_each_answer_comes_at_once_and_the_end_is_quiet(child: subprocess.Popen[bytes]) -> None:
    assert ask(child, "基本支出多少")["status"] == "answered"
    assert ask(child, "{")["error"]
    assert ask(child, "项目支出多少")["status"] == "answered"
    assert child.communicate(timeout=30) == (b"", b"")
    assert child.returncode == 0


@pytest.mark.parametrize("when", ["idle", "blocked"])
def test_sigterm_ends_it_quietly(child: subprocess.Popen[bytes], when: str) -> None:
    ask(child, "基本支出多少")
    if when == "blocked":
        assert child.stdin
        os.set_blocking(child.stdin.fileno(), False)
        with pytest.raises(BlockingIOError):
            for _ in range(10_000):
                os.write(child.stdin.fileno(), "列出所有任务\n".encode() * 500)
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=10) == 0
    assert child.stderr
    assert child.stderr.read() == b""


def test_ctrl_c_ends_it_quietly(child: subprocess.Popen[bytes]) -> None:
    ask(child, "基本支出多少")
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=10) == 130
    assert child.stderr
    assert child.stderr.read() == b""


def test_a_closed_pipe_ends_it_quietly(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin
    assert child.stdout
    ask(child, "基本支出多少")
    child.stdout.close()
    child.stdin.write("项目支出多少\n".encode())
    child.stdin.flush()
    assert child.wait(timeout=10) == 0
    assert child.stderr
    assert child.stderr.read() == b""


@pytest.mark.parametrize(
    ("from_file", "terminal", "shown"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_progress_is_for_a_person_who_feeds_a_file(
    from_file: bool, terminal: bool, shown: bool, tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty")
    questions = tmp_path / "questions.txt"
    questions.write_text("基本支出多少\n" * 30, encoding="utf-8")
    watcher, screen = pty.openpty()
    with questions.open("rb") as file:
        done = subprocess.run(
            [ASKPERF, "batch"],
            stdin=file if from_file else None,
            input=None if from_file else questions.read_bytes(),
            stdout=subprocess.PIPE,
            stderr=screen if terminal else subprocess.PIPE,
            env=environment(tmp_path),
            timeout=60,
        )
    os.close(screen)
    os.set_blocking(watcher, False)
    try:
        seen = os.read(watcher, 10_000).decode("utf-8")
    except OSError:
        seen = ""
    os.close(watcher)
    assert done.stdout.count(b"\n") == 30
    assert not done.stderr
    assert ("已回答 30 行（100%）" in seen) == shown


def test_a_slow_reader_finds_whole_lines(child: subprocess.Popen[bytes]) -> None:
    """A line is longer than a pipe holds at a time; the signal comes while it is written."""
    assert child.stdin
    assert child.stdout
    ask(child, "基本支出多少")
    child.stdin.write("列出所有任务\n".encode() * 200)
    child.stdin.flush()
    time.sleep(0.5)
    child.send_signal(signal.SIGTERM)
    read = b""
    while part := child.stdout.read1(700):
        read += part
        time.sleep(0.001)
    assert child.wait(timeout=10) == 0
    assert read.endswith(b"\n")
    assert all(json.loads(line)["status"] == "answered" for line in read.splitlines())
