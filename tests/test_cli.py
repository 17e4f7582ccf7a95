"""The command line as people and scripts meet it: what it prints, and its exit status.

The transcripts under transcripts/cli/ are made anew with `python tests/test_cli.py`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from console import ASKPERF, commands, environment, run, updated

from askperf import AskperfError, Assistant
from askperf.interfaces.cli import NOT_FOUND
from askperf.interfaces.cli import run as run_here
from askperf.interfaces.explain import explain
from askperf.interfaces.options import COMMANDS, OPTIONS, Invocation, parse
from askperf.interfaces.terminal import visible
from askperf.interfaces.usage import usage

TRANSCRIPTS = Path(__file__).parent / "transcripts" / "cli"
SESSIONS = [
    pytest.param(command, shown, id=f"{path.stem}: {command}")
    for path in sorted(TRANSCRIPTS.glob("*.txt"))
    for command, shown in commands(path.read_text(encoding="utf-8"))
]
# What a terminal acts on: controls, and what reorders the text around it.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def call(
    home: Path, *words: str | bytes, given: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run askperf with arguments and standard input."""
    return subprocess.run(
        [ASKPERF, *words],
        input=given,
        capture_output=True,
        env=environment(home, **variables),
        cwd=home,
        timeout=60,
    )


def spelled(value: object) -> str:
    """A test's id: lists of words as typed, text without what a terminal acts on."""
    if isinstance(value, list):
        return " ".join(value) or "-"
    return ascii(value)[:30] if isinstance(value, str) else ""


@pytest.mark.parametrize(("command", "shown"), SESSIONS)
def test_transcript(command: str, shown: str, tmp_path: Path) -> None:
    assert run(command, tmp_path, tmp_path) == shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["法律援助预算多少"], Invocation("", ("法律援助预算多少",), {})),
        (["法律", "援助"], Invocation("", ("法律", "援助"), {})),
        (["ask", "基本支出"], Invocation("ask", ("基本支出",), {})),
        (["ask", "show"], Invocation("ask", ("show",), {})),
        (["ask", "--", "--json"], Invocation("ask", ("--json",), {})),
        (["--", "show"], Invocation("", ("show",), {})),
        (["基本支出", "show"], Invocation("", ("基本支出", "show"), {})),
        (["--json", "基本支出"], Invocation("", ("基本支出",), {"--json": "yes"})),
        (["基本支出", "--json"], Invocation("", ("基本支出",), {"--json": "yes"})),
        (["--pick", "key-tasks/2", "x"], Invocation("", ("x",), {"--pick": "key-tasks/2"})),
        (["--pick=key-tasks/2", "x"], Invocation("", ("x",), {"--pick": "key-tasks/2"})),
        (["--form", "show", "x"], Invocation("", ("x",), {"--form": "show"})),
        (["show", "key-tasks/2"], Invocation("show", ("key-tasks/2",), {})),
        (["-h"], Invocation("", (), {"--help": "yes"})),
        (["-"], Invocation("", ("-",), {})),
        ([""], Invocation("", ("",), {})),
        (["eval", "a.jsonl", "--gate"], Invocation("eval", ("a.jsonl", "--gate"), {})),
        (["--form", "x", "check", "--"], Invocation("check", ("--form", "x", "--"), {})),
    ],
    ids=spelled,
)
def test_what_was_typed_is_read_as(typed: list[str], read: Invocation) -> None:
    assert parse(typed) == read


@pytest.mark.parametrize(
    ("typed", "wrong", "advice"),
    [
        (["--jsn", "基本支出"], "没有选项“--jsn”", "askperf ask -- --jsn"),
        (["-5万的有哪些"], "没有选项“-5万的有哪些”", "askperf ask -- -5万的有哪些"),
        (["--json=1", "x"], "--json 后面不带值", "去掉"),
        (["x", "--form"], "--form 后面要写编号", "补上"),
        (["--form=", "x"], "--form 后面要写编号", "补上"),
        (["--check", "x"], "提问时 没有选项 --check", "askperf --help"),
        (["ask", "--no-history", "x"], "ask 没有选项 --no-history", "askperf ask --help"),
        (["show", "--json"], "show 没有选项 --json", "askperf show --help"),
        (["schema", "--form", "x"], "schema 没有选项 --form", "askperf schema --help"),
    ],
    ids=spelled,
)
def test_a_wrong_option_is_named_with_what_to_do(typed: list[str], wrong: str, advice: str) -> None:
    with pytest.raises(AskperfError) as error:
        parse(typed)
    assert wrong in str(error.value)
    assert advice in str(error.value)


@pytest.mark.parametrize(
    ("words", "given", "status"),
    [
        (["基本支出多少"], b"", 0),
        (["培训次数"], b"", 0),
        (["其他资金多少"], b"", 0),
        (["ask", "基本支出多少"], b"", 0),
        (["--json", "基本支出多少"], b"", 0),
        (["？！"], b"", 1),
        (["--json", "？！"], b"", 1),
        ([""], b"", 1),
        (["？？？"], b"", 1),
        (["ask", "--", "--json"], b"", 1),
        (["ask", "batch"], b"", 1),
        ([], "基本支出多少\n".encode(), 0),
        ([], "？！\n基本支出多少\n".encode(), 0),
        ([], "？！\n".encode(), 1),
        ([], b"", 1),
        (["ask"], "基本支出多少\n".encode(), 0),
        (["show"], b"", 0),
        (["show", "key-tasks/2"], b"", 0),
        (["show", "jieyang-sfj-2021/key-tasks/2"], b"", 0),
        (["schema"], b"", 0),
        (["--help"], b"", 0),
        (["--version"], b"", 0),
    ],
)
def test_exit_status(words: list[str], given: bytes, status: int, tmp_path: Path) -> None:
    done = call(tmp_path, *words, given=given)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.parametrize(
    ("words", "wrong", "advice"),
    [
        (["--form", "mars-2021", "基本支出"], "mars-2021", "askperf show"),
        (["--pick", "key-tasks/99", "培训次数"], "key-tasks/99", "askperf show"),
        (["show", "key-tasks/99"], "key-tasks/99", "askperf show"),
        (["show", "key-tasks/1", "key-tasks/2"], "一次看一行", "只写一个"),
        (["--knowledge", "/没有的目录", "基本支出"], "/没有的目录", "--knowledge"),
        (["--log", "/没有的目录/log", "基本支出"], "/没有的目录/log", "检查"),
        (["--pick", "key-tasks/2"], "--pick 只用于", "写在后面"),
        (["batch", "基本支出"], "batch 后面不接“基本支出”", "askperf ask -- batch 基本支出"),
        (["build", "基本支出"], "build 后面不接“基本支出”", "askperf ask -- build 基本支出"),
        (["schema", "基本支出"], "schema 后面不接“基本支出”", "askperf ask -- schema 基本支出"),
        (["eval", "/没有的文件.jsonl"], "/没有的文件.jsonl", "检查"),
        (["gaps", "/没有的文件"], "/没有的文件", "检查"),
        (["--\x1b[31m红"], "没有选项", "askperf ask -- "),
        (["show", "\x1b]0;标题\x07\u202e"], "没有编号是", "askperf show"),
    ],
)
def test_trouble_is_one_clear_sentence(
    words: list[str], wrong: str, advice: str, tmp_path: Path
) -> None:
    done = call(tmp_path, *words)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert done.stdout == b""
    assert said.startswith("askperf：")
    assert said.count("\n") == 1
    assert wrong in said
    assert advice in said
    assert not RAW.search(said)


@pytest.mark.parametrize(
    "question",
    [
        "\x1b[31m基本支出\x1b[0m多少",
        "\x1b]0;标题\x07火星",
        "\x9b31m火星",
        "火星\x7f\x08\x08",
        "火星\u202e\u2066基地",
        "\x00基本支出\x00",
        "火星\r覆盖这一行",
        "火星\u2028\u2029\x85基地",
        "基本支出\x0b\x0c多少",
    ],
    ids=spelled,
)
@pytest.mark.parametrize("option", ["--explain", "--json"])
def test_nothing_raw_is_echoed(question: str, option: str, tmp_path: Path) -> None:
    done = call(tmp_path, option, given=question.encode() + b"\n")
    said = done.stdout.decode("utf-8")
    assert said
    assert not RAW.search(said)
    assert not re.search("[\u2028\u2029\x85]", said)
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("基本支出：2289.69 万元。\n第二行", "基本支出：2289.69 万元。\n第二行"),
        ("全角　空格、“引号”、①、……", "全角　空格、“引号”、①、……"),
        ("a\tb\rc\u2028d\x85e", "a b c d e"),
        ("\x1b[31m红\x1b[0m", "\ufffd[31m红\ufffd[0m"),
        ("\ud800\x00\x7f\x9b\u202e\u200b", "\ufffd" * 6),
    ],
    ids=spelled,
)
def test_what_is_shown_of_a_text(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"NO_COLOR": "1", "TERM": "dumb"},
    ],
    ids=str,
)
def test_same_bytes_whatever_the_locale(variables: dict[str, str], tmp_path: Path) -> None:
    words = ("--json", "--explain", "培训次数")
    wanted = call(tmp_path, *words, LC_ALL="C.UTF-8")
    done = call(tmp_path, *words, **variables)
    assert (done.stdout, done.stderr) == (wanted.stdout, b"")


def test_bytes_that_are_no_text_are_no_trouble(tmp_path: Path) -> None:
    done = call(tmp_path, "--json", b"\xff\xfe\xe5")
    assert done.returncode == NOT_FOUND
    assert '"question": "\ufffd\ufffd\ufffd"' in done.stdout.decode("utf-8")


def test_piped_in_lines_are_one_conversation(tmp_path: Path) -> None:
    given = "基本支出多少\r\n\n那项目支出呢\n".encode()
    first, second = call(tmp_path, given=given).stdout.decode("utf-8").split("\n\n")
    assert "2289.69 万元" in first
    assert "187.77 万元" in second


def test_piped_in_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    given = "基本支\u2028出\x85多少\n".encode()
    done = call(tmp_path, "--json", given=given)
    assert done.stdout.count(b"\n") == 1
    assert b"2289.69" in done.stdout


def test_pick_settles_an_ambiguity(tmp_path: Path) -> None:
    done = call(tmp_path, "--pick", "indicators/20", "--json", "培训次数")
    assert b'"status": "answered"' in done.stdout
    assert b'"row": "jieyang-sfj-2021/indicators/20"' in done.stdout


def test_explain_tells_every_stage(tmp_path: Path) -> None:
    said = call(tmp_path, "--explain", "培训次数").stdout.decode("utf-8")
    trace = Assistant().ask("培训次数").trace
    assert len(trace) > 3
    for number, step in enumerate(trace, 1):
        assert re.search(rf"^{number}\. [\u4e00-\u9fff].*$", said, re.MULTILINE), step.stage


def test_explain_lays_out_a_value_and_leaves_out_what_is_empty() -> None:
    trace = Assistant().ask("基本支出多少").trace
    lines = explain([step for step in trace if step.stage == "logical form"]).split("\n")
    assert lines[-5:] == [
        "   Show",
        "     rows：",
        "       Pick",
        "         rows：overview/basic-expenditure",
        "     cells：value",
    ]


@pytest.mark.parametrize("word", [*COMMANDS, *OPTIONS])
def test_help_names(word: str) -> None:
    assert f"  {word}" in usage() or f"askperf {word}" in usage()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_its_own_help(command: str, tmp_path: Path) -> None:
    done = call(tmp_path, command, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode("utf-8")
    assert said.startswith(f"用法：askperf {command}")
    assert all(name in said for name in COMMANDS[command])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    said = run("askperf 基本支出多少 > /dev/full", tmp_path)
    assert said == "askperf：读写不了（磁盘满了）；请检查输入、输出和磁盘空间。\n[2]\n"


def test_closed_output_is_one_sentence(tmp_path: Path) -> None:
    said = run("askperf 基本支出多少 >&-", tmp_path)
    assert said == "askperf：读写不了（输入或输出是关着的）；请检查输入、输出和磁盘空间。\n[2]\n"


def test_a_reader_who_leaves_is_no_trouble(tmp_path: Path) -> None:
    assert run("askperf show | head -1 | wc -l; exit ${PIPESTATUS[0]}", tmp_path).strip() == "1"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [ASKPERF, "基本支出"], stdout=writer, stderr=subprocess.PIPE, env=environment(tmp_path)
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_unanswered_questions_are_logged_if_asked_to(tmp_path: Path) -> None:
    log = tmp_path / "gaps.log"
    call(tmp_path, "--log", str(log), "基本支出多少")
    call(tmp_path, "--log", str(log), "培训次数")
    assert log.read_text(encoding="utf-8").count("\n") == 1
    assert "培训次数" in log.read_text(encoding="utf-8")


def main() -> None:
    """Write what the transcripts' commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for path in sorted(TRANSCRIPTS.glob("*.txt")):
            session = path.read_text(encoding="utf-8")
            path.write_text(updated(session, lambda c: run(c, home, home)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())


MISTYPED = [
    (["chek"], "check"),
    (["chek", "foo"], "check"),
    (["shwo", "indicators/1"], "show"),
    (["gasp", "/tmp/x"], "gaps"),
    (["bulid"], "build"),
]


@pytest.mark.parametrize(("words", "meant"), MISTYPED, ids=spelled)
def test_a_mistyped_command_is_no_question(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here(words) == 2
    assert f"是不是想写 askperf {meant}？" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["what", "is", "the", "budget"], ["hello"], ["chek", "基本支出"]]
)
def test_english_is_a_question(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run_here(words)
    assert capsys.readouterr().out
