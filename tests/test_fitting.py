"""What is asked of forms that examples can't tell apart: a sum, a list, the same once more."""

from __future__ import annotations

import pytest

from askperf import Assistant

# (the turns of a conversation, the figures of the last answer that were computed or looked up)
ASKED = [
    (["基本支出占财政拨款的比例是多少", "那项目支出呢"], "7.58"),
    pytest.param(
        *(["普法宣传比人民调解员工作多多少", "那考务呢"], "15"),
        marks=pytest.mark.xfail(
            strict=True,
            reason="the model of 479 sources puts 考务 in the place of what is compared with",
        ),
    ),
    (["普法宣传占任务总额多少", "公证处呢"], "4.08"),
    (["普法宣传占任务总额多少", "公证处多少钱"], "48.77"),
    (["普法宣传多少钱", "公证处呢"], "48.77"),
    (["比20万多、又没到50万的那些任务，资金总量是多少"], "142.61"),
]


@pytest.mark.parametrize(("turns", "figure"), ASKED)
def test_the_number_that_is_asked_for(assistant: Assistant, turns: list[str], figure: str) -> None:
    session = assistant.session()
    answers = [session.ask(turn) for turn in turns]
    assert figure in [str(x.value) for x in answers[-1].figures]


LISTED = ["花钱最多的三项任务", "比20万多、又没到50万的任务有哪些"]


@pytest.mark.parametrize("question", LISTED)
def test_rows_are_listed_where_no_number_is_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert len(answer.sources) == len(answer.figures) > 2


def test_a_score_that_is_named_is_graded(assistant: Assistant) -> None:
    assert "属于“优秀”" in assistant.ask("服务质量90分是什么等次").first


WHOLE = [
    ("法律援助预算是不是136万", True),
    ("法律援助比普法宣传多多少", True),
    ("法律援助多少钱", True),
    ("普法宣传超过20万吗", False),
    ("优化公共法律服务和普法宣传哪个多", False),
]


@pytest.mark.parametrize(("question", "told"), WHOLE, ids=[q for q, _ in WHOLE])
def test_the_whole_of_a_task_is_told_to_be_that(
    assistant: Assistant, question: str, told: bool
) -> None:
    assert ("没有单列“法律援助”" in assistant.ask(question).text) is told
