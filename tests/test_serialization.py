"""The answer's JSON: every answer holds to the schema that is shipped, and is safe to print."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from golden import conversations
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from askperf import Answer, Assistant
from askperf.answer import Figure
from askperf.interfaces.serialization import (
    answer_to_data,
    error_to_data,
    schema_text,
    to_json,
)

SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)
# One or more of each way to answer; the golden questions come on top.
ASKED = [
    "法律援助预算多少",
    "基本支出多少",
    "财政供养人员有几个",
    "培训次数",
    "审查数量是多少",
    "二级预算单位有几个",
    "其他资金多少",
    "重点任务一共多少钱",
    "所有任务平均每项多少钱",
    "花钱最多的任务是哪个",
    "超过50万的任务有哪些",
    "基本支出占财政拨款的百分之几",
    "基本支出比项目支出多多少",
    "办理法律援助事项办了150件够不够",
    "有没有满意度指标",
    "哪一项是42.84万元",
    "基本支出折合多少元",
    "提到法律援助的地方都找出来",
    "你能回答什么",
    "这张表有什么问题",
    "重点任务各要多少钱",
    "2020年的基本支出多少",
    "揭阳市公安局预算多少",
    "今天天气怎么样",
    "falv yuanzhu yusuan",
    "為什麼法律援助是500萬",
    "",
    "？！…",
    "{0} {question} %s ${HOME}",
    "!!python/object:os.system",
    "'; DROP TABLE rows; --",
    "(a+)+$" * 50,
    "9" * 3000,
    "基本支出\ud800\x00\x1b[31m多少",
    "基本支出" + "\u2028" * 10,
]


ANYONE = Assistant()


@pytest.fixture
def assistant() -> Assistant:
    return ANYONE


def faults(data: dict[str, Any]) -> list[str]:
    """How the data, as a reader of the JSON gets it, falls short of the contract."""
    read = json.loads(to_json(data))
    found = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(read)]
    quotes = {source["row"]: source["quote"] for source in read["sources"]}
    for figure in read["figures"]:
        if figure["row"] not in quotes:
            found.append(f"{figure['label']}: its row is no source")
        elif figure["derivation"] is None and not stands(figure["value"], quotes[figure["row"]]):
            found.append(f"{figure['value']}: not in the quote, and not derived")
    return found


def stands(value: str, quote: str) -> bool:
    """Is the number in the quote, as a whole number of its own?"""
    return re.search(rf"(?<![\d.]){re.escape(value)}(?:\.?0+)?(?![\d.]*\d)", quote) is not None


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("question", ASKED, ids=lambda q: ascii(q)[:30])
def test_an_answer_holds_to_the_schema(assistant: Assistant, question: str) -> None:
    assert faults(answer_to_data(assistant.ask(question))) == []


def test_golden_answers_hold_to_the_schema() -> None:
    """Those to the questions asked before them too."""
    answers = [answer for turns in conversations().values() for answer in turns]
    found = [(answer.question, faults(answer_to_data(answer))) for answer in answers]
    assert [(question, wrong) for question, wrong in found if wrong] == []


def test_an_answer_with_its_trace_holds_to_the_schema(assistant: Assistant) -> None:
    data = answer_to_data(assistant.ask("基本支出多少"), trace=True)
    assert data["trace"]
    assert faults(data) == []


def test_an_error_holds_to_the_schema() -> None:
    assert faults(error_to_data("{", "这一行不是合格的 JSON；请改正。")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": "maybe"},
        {"schema": 1},
        {"answer": ""},
        {"answer": "两\n行"},
        {"text": ""},
        {"text": "\x1b[31m"},
        {"figures": [{"value": "1e3"}]},
        {"sources": [{"row": "key-tasks/2"}]},
        {"status": "not_found"},
        {"status": "ambiguous"},
        {"extra": 1},
        {"error": "…"},
    ],
    ids=str,
)
def test_the_schema_refuses(assistant: Assistant, change: dict[str, Any]) -> None:
    data = answer_to_data(assistant.ask("基本支出多少"))
    assert VALIDATOR.is_valid(data)
    assert not VALIDATOR.is_valid(data | change)


def test_keys_come_in_the_order_of_the_contract(assistant: Assistant) -> None:
    data = answer_to_data(assistant.ask("基本支出多少"))
    assert list(data) == SCHEMA["required"]
    assert list(data["figures"][0]) == SCHEMA["$defs"]["figure"]["required"]
    assert list(data["sources"][0]) == SCHEMA["$defs"]["source"]["required"]


@given(st.text(), st.text())
def test_json_is_one_safe_line_that_reads_back(text: str, label: str) -> None:
    written = to_json({"text": text, label: [label]})
    assert re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", written) is None
    assert json.loads(written) == {"text": text, label: [label]}


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_gets_an_answer_that_holds(question: str) -> None:
    assert faults(answer_to_data(ANYONE.ask(question))) == []


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    assert to_json({"q": "a\ud800b"}) == '{"q": "a\ufffdb"}'


@pytest.mark.parametrize(
    ("value", "written"),
    [("136", "136"), ("97.50", "97.5"), ("1E+3", "1000"), ("0.00", "0"), ("2477.46", "2477.46")],
)
def test_a_figure_is_a_plain_decimal(value: str, written: str) -> None:
    figure = Figure(Decimal(value), "万元", None, "甲", "f/key-tasks/1")
    data = answer_to_data(Answer("问", "answered", "答", (figure,), (), "读", ()))
    assert data["figures"][0]["value"] == written


def test_the_same_question_gets_the_same_bytes() -> None:
    written = [
        to_json(answer_to_data(Assistant().ask("法律援助预算多少"), trace=True)) for _ in range(2)
    ]
    assert written[0] == written[1]
