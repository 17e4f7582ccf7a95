"""Conversations: what a turn takes from the one before, and what it must not take."""

from __future__ import annotations

import pytest

from askperf import Answer, Assistant
from askperf.execution.context import plain

KEY = " ".join(f"key-tasks/{number}" for number in range(1, 5))
OTHER = " ".join(f"other-tasks/{number}" for number in range(1, 8))
BASIC_AND_PROJECT = "overview/basic-expenditure overview/project-expenditure"
# A turn: question, rows cited, figures. No row is a refusal, ? before the rows an ambiguity.
Turn = tuple[str, str, str]
CONVERSATIONS: dict[str, list[Turn]] = {
    "另一行，同样的问题": [
        ("基本支出是多少", "overview/basic-expenditure", "2289.69"),
        ("那项目支出呢", "overview/project-expenditure", "187.77"),
        ("财政拨款呢", "overview/fiscal-appropriation", "2477.46"),
    ],
    "同一行，别的问题": [
        ("普法宣传花多少钱", "other-tasks/3", "26"),
        ("目标是什么", "other-tasks/3", ""),
        ("内容呢", "other-tasks/3", ""),
        ("出自哪一行", "other-tasks/3", ""),
    ],
    "指标的各格": [
        ("出庭应诉率是多少", "indicators/5", "100"),
        ("单位是什么", "indicators/5", ""),
        ("级别呢", "indicators/5", ""),
        ("解释呢", "indicators/5", ""),
    ],
    "换单位": [
        ("项目支出是多少", "overview/project-expenditure", "187.77"),
        ("它折合多少元", "overview/project-expenditure", "1877700"),
    ],
    "问过的格带到另一行": [
        ("普法宣传的目标", "other-tasks/3", ""),
        ("一村一法律顾问呢", "other-tasks/6", ""),
    ],
    "清单里的第几个": [
        ("年度重点工作任务有哪些", KEY, "63 136 10 16"),
        ("第二个呢", "key-tasks/2", "136"),
        ("它的目标呢", "key-tasks/2", ""),
        ("下一个呢", "key-tasks/3", ""),
    ],
    "清单里的前几个": [
        ("年度重点工作任务有哪些", KEY, "63 136 10 16"),
        ("前两个加起来", "key-tasks/1 key-tasks/2", "199"),
    ],
    "清单里没有的": [
        ("年度重点工作任务有哪些", KEY, "63 136 10 16"),
        ("第九个呢", "", ""),
    ],
    "同样的算法，另一张表": [
        ("重点任务一共多少钱", KEY, "225"),
        ("其他需完成任务呢", OTHER, "971.11"),
        ("平均每项呢", OTHER, "138.73"),
    ],
    "同样的数法，另一张表": [
        ("重点任务有几项", KEY, "4"),
        ("其他任务呢", OTHER, "7"),
    ],
    "另一头": [
        ("哪项任务钱最多", "other-tasks/6", "813.5"),
        ("最少的呢", "other-tasks/2", "5"),
    ],
    "往下数": [
        ("哪项任务钱最多", "other-tasks/6", "813.5"),
        ("第二多的呢", "key-tasks/2", "136"),
    ],
    "说清是哪一行": [
        ("培训次数", "?indicators/12 indicators/19 indicators/20", "1 1 1"),
        ("公证员的", "indicators/19", "1"),
        ("它是什么级别", "indicators/19", ""),
    ],
    "说清了又换一行": [
        ("审查数量", "?indicators/7 indicators/8", "2 2"),
        ("政府规章的呢", "indicators/8", "2"),
        ("地方性法规的呢", "indicators/7", "2"),
    ],
    "说过的两行": [
        ("基本支出多少", "overview/basic-expenditure", "2289.69"),
        ("项目支出多少", "overview/project-expenditure", "187.77"),
        ("差多少", BASIC_AND_PROJECT, "2101.92 2289.69 187.77"),
        ("加起来呢", BASIC_AND_PROJECT, "2477.46"),
    ],
    "这两项": [
        ("人民调解员工作多少钱", "other-tasks/1", "10"),
        ("刑满释放人员帮教呢", "other-tasks/2", "5"),
        ("这两项加起来", "other-tasks/1 other-tasks/2", "15"),
    ],
    "和另一行比": [
        ("一村一法律顾问多少钱", "other-tasks/6", "813.5"),
        ("比普法宣传多多少", "other-tasks/6 other-tasks/3", "787.5 813.5 26"),
    ],
    "够不够": [
        ("办理法律援助事项数量是多少", "indicators/21", "160"),
        ("办了150件够不够", "indicators/21", "160"),
    ],
    "什么等次": [
        ("75分是什么等次", "indicators/9", "60"),
        ("那65分呢", "indicators/9", "60"),
    ],
    # a new topic inherits nothing
    "新话题": [
        ("普法宣传花多少钱", "other-tasks/3", "26"),
        ("社区矫正租用费是多少", "indicators/10", "500"),
        ("它的解释是什么", "indicators/10", ""),
    ],
    "新话题不带旧单位": [
        ("基本支出折合多少元", "overview/basic-expenditure", "22896900"),
        ("项目支出是多少", "overview/project-expenditure", "187.77"),
    ],
    "没答上的不换话题": [
        ("普法宣传花多少钱", "other-tasks/3", "26"),
        ("今天天气怎么样", "", ""),
        ("它的目标是什么", "other-tasks/3", ""),
    ],
    # what the last row doesn't have isn't made up
    "比例没有钱": [
        ("调解成功率是多少", "indicators/3", "97.5"),
        ("多少钱", "", ""),
    ],
    "别的年份": [
        ("基本支出多少", "overview/basic-expenditure", "2289.69"),
        ("2020年的呢", "", ""),
    ],
    "没有的东西没有下文": [
        ("火星基地", "", ""),
        ("它多少钱", "", ""),
    ],
    "从少数到多，再问第二多": [
        ("哪项任务钱最少", "other-tasks/2", "5"),
        ("第二多的呢", "key-tasks/2", "136"),
    ],
    "清单里再挑": [
        (
            "质量指标有哪些",
            "indicators/3 indicators/5 indicators/9 indicators/13 indicators/25",
            "97.5 100 60 80 100",
        ),
        ("其中要求100%的有几个", "indicators/5 indicators/25", "2"),
    ],
    "换个数再比": [
        ("办了150件法律援助够不够", "indicators/21", "160"),
        ("200件呢", "indicators/21", "160"),
    ],
}  # fmt: skip
# Conversations that go wrong so far, and how
WRONG: dict[str, tuple[str, list[Turn]]] = {
    "回到这一年": (
        "not understood",
        [
            ("基本支出多少", "overview/basic-expenditure", "2289.69"),
            ("2020年的呢", "", ""),
            ("那2021年的呢", "overview/basic-expenditure", "2289.69"),
        ],
    ),
}


def as_turn(question: str, answer: Answer) -> Turn:
    """The answer in the notation of the table."""
    rows = " ".join(source.row for source in answer.sources)
    figures = " ".join(plain(figure.value) for figure in answer.figures)
    return question, f"{'?' if answer.status == 'ambiguous' else ''}{rows}", figures


@pytest.mark.parametrize(
    "turns",
    [
        *(pytest.param(turns, id=name) for name, turns in CONVERSATIONS.items()),
        *(
            pytest.param(turns, id=name, marks=pytest.mark.xfail(reason=why, strict=True))
            for name, (why, turns) in WRONG.items()
        ),
    ],
)
def test_a_conversation(assistant: Assistant, turns: list[Turn]) -> None:
    session = assistant.session()
    assert [as_turn(question, session.ask(question)) for question, _, _ in turns] == turns


@pytest.mark.parametrize("turns", [pytest.param(t, id=n) for n, t in CONVERSATIONS.items()])
def test_a_refusal_gives_neither_row_nor_figure(assistant: Assistant, turns: list[Turn]) -> None:
    session = assistant.session()
    for question, rows, _ in turns:
        answer = session.ask(question)
        assert (answer.status == "not_found") is (rows == "")


# Questions that mean nothing without one before
LEANING = ["它多少钱", "那目标呢", "第二个呢", "前两个加起来", "下一个呢", "差多少"]


@pytest.mark.parametrize("question", LEANING)
def test_at_the_start_there_is_nothing_to_lean_on(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"
    assert assistant.session().ask(question).status == "not_found"


# Questions that say all they need
STANDING = [
    "基本支出是多少",
    "法律援助预算多少",
    "普法宣传的目标是什么",
    "重点任务一共多少钱",
    "培训次数",
    "公证员参加省厅培训几次",
    "质量指标有哪些",
    "哪一项是42.84万元",
    "项目支出占财政拨款的百分之几",
    "96%的调解成功率达标吗",
    "火星基地预算多少",
    "2020年基本支出多少",
    "今天天气怎么样",
    "你能回答什么",
]
BEFORE = [
    "普法宣传花多少钱",
    "培训次数",
    "重点任务一共多少钱",
    "年度重点工作任务有哪些",
    "火星基地",
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("question", STANDING)
def test_a_question_of_its_own_inherits_nothing(
    assistant: Assistant, question: str, before: str
) -> None:
    session = assistant.session()
    session.ask(before)
    got, wanted = session.ask(question), assistant.ask(question)
    assert (got.status, got.figures, got.sources) == (wanted.status, wanted.figures, wanted.sources)


def test_what_is_carried_over_is_said(assistant: Assistant) -> None:
    session = assistant.session()
    first = session.ask("基本支出是多少")
    second = session.ask("那项目支出呢")
    carried = assistant.lexicon.responses["note.carried"]
    assert carried not in first.interpretation
    assert carried in second.interpretation


def test_sessions_don_t_hear_each_other(assistant: Assistant) -> None:
    one, other = assistant.session(), assistant.session()
    one.ask("普法宣传花多少钱")
    other.ask("基本支出是多少")
    assert [s.row for s in one.ask("它折合多少元").sources] == ["other-tasks/3"]
    assert [s.row for s in other.ask("它折合多少元").sources] == ["overview/basic-expenditure"]
    assert assistant.ask("它折合多少元").sources == ()
