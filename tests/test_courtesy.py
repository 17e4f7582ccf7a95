"""Courtesy, and the want of it: answered in kind, and never where something is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from askperf import Assistant
from askperf.interfaces.gaplog import GapLog


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


ANSWERED = [
    ("你好", "您好！"),
    ("您好，在吗？", "您好！"),
    ("早上好呀", "您好！"),
    ("Hello!", "您好！"),
    ("谢谢啊", "不客气。"),
    ("好的，多谢老师！", "不客气。"),
    ("你好，谢谢", "不客气。"),
    ("再见", "再见。"),
    ("先这样，拜拜", "再见。"),
    ("真厉害", "谢谢夸奖。"),
    ("你真笨", "对不起，"),
    ("什么破东西，答非所问！！", "对不起，"),
    ("蠢", "对不起，"),
    ("你是猪吗", "对不起，"),
    ("你这破软件，滚", "对不起，"),
    ("明白了", "好的。"),
    ("请教一下", "您好！"),
    ("你说的不对", "对不起，"),
    ("好的", "好的。"),
    ("哈哈哈", "好的。"),
    ("帮帮我", "您好！"),
]
ASKED = ["谢谢，基本支出多少", "你好，普法宣传多少钱", "大家好，基本支出加项目支出是多少"]
STORY = (
    "请问我们这边需要了解一下关于这个事情的情况哈帮忙看看呢谢谢您了哦哦哦，"
    "100000000除以法律顾问的人数，再乘以十是多少呢，麻烦您了，真的非常感谢您的帮助哈"
)
NEITHER = [
    "错了，我问的是普法",
    "帮我查普法宣传",
    "你好公安局",
    "谢谢他花了多少",
    "滚动预算",
    "",
    "？",
    STORY,
]


@pytest.mark.parametrize(("text", "first"), ANSWERED)
def test_it_is_answered_in_kind(assistant: Assistant, text: str, first: str) -> None:
    answer = assistant.ask(text)
    assert answer.first.startswith(first)
    assert answer.status == "not_found"
    assert not answer.figures


@pytest.mark.parametrize("text", ASKED)
def test_a_question_beside_it_is_answered(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text).figures


@pytest.mark.parametrize("text", NEITHER)
def test_what_says_more_is_no_courtesy(assistant: Assistant, text: str) -> None:
    civil = tuple(first for _, first in ANSWERED)
    assert not assistant.ask(text).first.startswith(civil)


def test_it_leaves_the_talk_as_it_was(assistant: Assistant) -> None:
    session = assistant.session()
    session.ask("基本支出多少")
    session.ask("谢谢")
    assert [str(figure.value) for figure in session.ask("那项目支出呢").figures] == ["187.77"]


def test_it_is_no_gap(assistant: Assistant, tmp_path: Path) -> None:
    log = GapLog(tmp_path / "gaps.jsonl")
    for question in ("你好", "你真笨", "公安局多少钱"):
        log.record(question, assistant.ask(question))
    lines = (tmp_path / "gaps.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert "公安局" in lines[0]


@pytest.mark.parametrize(("text", "topic"), [("你是谁", "我是 askperf"), ("你会什么", "我只回答")])
def test_what_is_asked_of_the_assistant_is_answered(
    assistant: Assistant, text: str, topic: str
) -> None:
    assert assistant.ask(text).first.startswith(topic)


def test_no_row_is_offered_that_shares_no_word(assistant: Assistant) -> None:
    assert "相近" not in assistant.ask("三公经费多少").text
    assert "相近" in assistant.ask("去年的普法宣传多少钱").text
