"""The form's own names and swearing, which a question that isn't understood is read without."""

from __future__ import annotations

import pytest

from askperf import Assistant
from askperf.understanding.plain import Names

# (question, what is left of it; "" where the names say something)
LEFT = [
    ("2021年的普法宣传多少钱", "普法宣传多少钱"),
    ("揭阳市司法局2021年度的基本支出是多少", "基本支出是多少"),
    ("请问你们局今年公证处安排多少", "请问公证处安排多少"),
    ("他妈的普法到底花多少钱", "普法到底花多少钱"),
    ("普法宣传多少钱", ""),
    ("2021年底普法宣传花了多少", ""),
    ("2021年上半年普法宣传多少", ""),
    ("2020年和2021年的基本支出", ""),
]


@pytest.mark.parametrize(("question", "left"), LEFT, ids=[q for q, _ in LEFT])
def test_what_is_left_without_them(assistant: Assistant, question: str, left: str) -> None:
    names: Names = assistant.engine.names
    assert names.left_out(assistant.engine.parser.parse(question).reading) == left


SAME = [
    "2021年的基本支出是多少",
    "司法局今年基本支出安排多少",
    "你们局基本支出是多少",
    "你个破机器人，基本支出多少",
    "垃圾玩意，基本支出到底多少",
    "揭阳市司法局2021年度的基本支出是多少",
]


@pytest.mark.parametrize("question", SAME)
def test_they_make_no_odds(assistant: Assistant, question: str) -> None:
    assert [str(x.value) for x in assistant.ask(question).figures] == ["2289.69"]


OTHERS = [
    "我去年普法宣传多少钱",
    "2022年的基本支出是多少",
    "公安局2021年的基本支出是多少",
    "2021年的人员工资是多少",
]


@pytest.mark.parametrize("question", OTHERS)
def test_what_the_form_lacks_is_refused_all_the_same(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"
