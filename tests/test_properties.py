"""What holds of every answer, whatever is asked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from askperf import Answer, Assistant
from askperf.execution.numbers import plain
from askperf.facts import Form
from askperf.generation.grounding import ungrounded
from askperf.interfaces.serialization import answer_to_data, to_json

WORDS = """
基本支出 项目支出 财政拨款 其他资金 二级预算单位数 财政供养人员数 法律援助 社区矫正
普法宣传 一村一法律顾问 培训次数 审查数量 调解成功率 租用费 重点任务 其他任务 所有任务
质量指标 数量指标 成本指标 满意度指标 指标 最多 最少 第二名 前三 后两个 第三项 第零项
最后一个 倒数第二 多少 多少钱 几个 几次 几倍 差多少 占 百分之几 平均 一共 加起来 中位数
人均 每月 折合 元 万元 亿元 136 42.84 100% 0 2020年 2021年 50万 三年 超过 不到 至少 等于
是 的 和 比 除以 减去 吗 呢 哪个 哪些 有没有 够不够 达标吗 目标 内容 解释 级别 原文
出自哪一行 提到 它 这两项 其中 除了 为什么 谁 ？ ， 75分 什么等次 1540人 500元/人年
保留两位小数 排第几 falv jbzc ① 火星 天气
""".split()  # noqa: SIM905
# Any text, surrogates and control characters too; and the words of people who do ask
anything = st.text(st.characters(exclude_categories=()), max_size=80)
asked = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("".join)
questions = st.one_of(asked, anything)
# Questions that once raised
RAISED = ["满意度指标里最高的和最低的差几倍"]


def holds(answer: Answer, question: str, form: Form) -> None:
    """Everything that an answer promises."""
    assert answer.question == question
    assert answer.status in ("answered", "ambiguous", "blank", "not_found")
    rows = {row.full_id: row for row in form.rows}
    quotes = {}
    for source in answer.sources:
        full = f"{source.form}/{source.row}"
        assert source == rows[full].source
        quotes[full] = source.quote
    assert ungrounded(answer.figures, quotes) == ()
    for figure in answer.figures:
        assert plain(figure.value) in answer.text
        assert figure.row in rows or figure.row == form.id
    if answer.status == "not_found":
        assert (answer.figures, answer.sources) == ((), ())
    said = (answer.text, answer.interpretation, *answer.suggestions)
    assert answer.first
    assert answer.interpretation
    for text in said:
        assert not [c for c in text if unicodedata.category(c)[0] == "C" and c != "\n"]
        assert "Decimal(" not in text
    assert all(choice.row in rows for choice in answer.choices)


@settings(max_examples=300)
@given(questions)
def test_an_answer_holds_what_it_promises(assistant: Assistant, question: str) -> None:
    holds(assistant.ask(question), question, assistant.form)


@settings(max_examples=100)
@given(st.lists(questions, min_size=2, max_size=4))
def test_so_does_every_turn_of_a_conversation(assistant: Assistant, turns: list[str]) -> None:
    session = assistant.session()
    for question in turns:
        holds(session.ask(question), question, assistant.form)


@pytest.fixture(scope="module")
def another() -> Assistant:
    return Assistant("jieyang-sfj-2021")


@settings(max_examples=100)
@given(questions)
@example("培训次数")
@example("法律援助预算多少")
def test_the_same_question_gets_the_same_bytes(
    assistant: Assistant, another: Assistant, question: str
) -> None:
    one, other = (to_json(answer_to_data(a.ask(question))) for a in (assistant, another))
    assert one == other


@settings(max_examples=60)
@given(questions, questions)
def test_what_others_asked_before_changes_nothing(
    assistant: Assistant, question: str, before: str
) -> None:
    wanted = assistant.ask(question)
    assistant.ask(before)
    assert assistant.ask(question) == wanted


@settings(max_examples=60)
@given(asked)
def test_a_row_that_was_picked_is_the_one_that_is_cited(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question, pick="key-tasks/2")
    assert [source.row for source in answer.sources] == ["key-tasks/2"]


@pytest.mark.parametrize("question", RAISED)
def test_no_question_raises(assistant: Assistant, question: str) -> None:
    holds(assistant.ask(question), question, assistant.form)


@pytest.mark.parametrize("question", ["重点任务第二名第二名", "成本指标里最大和最小的"])
def test_a_row_is_cited_once(assistant: Assistant, question: str) -> None:
    rows = [source.row for source in assistant.ask(question).sources]
    assert rows == list(dict.fromkeys(rows))


@pytest.mark.xfail(reason="a bare 原文 after a list is refused", strict=True)
def test_a_quote_is_printed_without_its_tabs(assistant: Assistant) -> None:
    session = assistant.session()
    session.ask("质量指标有哪些")
    answer = session.ask("原文")
    assert answer.status == "answered"
    assert "\t" not in answer.text
