"""Texts that ask or tell several things: a talk in one breath.

Each case is a text and what its answer must say, one line for each thing that was asked.
"""

from __future__ import annotations

import pytest

from askperf import Assistant
from askperf.logic import Several
from askperf.understanding.assembly import published_numbers
from askperf.understanding.turns import asking_clauses, told_and_asked, told_clauses


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("超过50万的任务有几项，一共多少，占总投入几成", ("有 3 项", "1012.5 万元", "84.65%")),
        ("质量指标一共几个，里面要求百分百的几个", ("质量指标有 5 条", "有 2 条")),
        ("考务和公证处这两项一共多少万，谁多，多几万", ("73.77 万元", "多 23.77 万元")),
        ("服务质量打了72分，合要求吗？按表上算哪个等次？", ("达标", "良好")),
        ("村级信访调解的经费换成元是多少，刑释帮教的换成元又是多少", ("428400 元", "50000 元")),
        ("顾问律师和法律助理一样多吗，合起来几个人", ("一致", "4 人")),
        ("重点任务平均每项多少万，高过平均的有几项", ("56.25 万元", "有 2 项")),
        ("村居法律顾问的钱是村级信访调解的几倍，多出多少万", ("18.99 倍", "770.66 万元")),
        (
            "基本支出2289.69万，项目支出187.77万",
            ("2289.69 万元是基本支出", "187.77 万元是项目支出"),
        ),
        pytest.param(
            *("普法是26万，考务25万", ("拟投入 26 万元", "拟投入 25 万元")),
            marks=pytest.mark.xfail(
                strict=True, reason="the model of 479 sources is unsure of the second"
            ),
        ),
        ("基本支出比项目支出多多少？是它的几倍？", ("2101.92 万元", "12.19 倍")),
        ("法律援助一年办多少件普法宣传多少钱", ("160 件", "26 万元")),
        ("律师几个助理几个", ("“法律顾问律师人数”要求等于 2 人", "“法律助理人员”要求等于 2 人")),
    ],
)
def test_each_of_several_questions_is_answered(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    text = assistant.ask(question).text
    assert [part for part in said if part not in text] == []


@pytest.mark.parametrize(
    "question",
    [
        "普法多少钱，实际花了多少",
        "重点任务有几项，市公安局的有几项",
        "普法多少钱？2022年的呢？",
    ],
)
def test_what_the_form_lacks_is_not_passed_over(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    ["普法多少钱法考多少钱公证多少钱", "财政拨款多少，基本支出项目支出各多少，加起来对得上吗"],
)
def test_no_part_is_answered_alone(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.sources) == ("not_found", ())
    assert "请分开问" in answer.first


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("普法多少钱，考务多少钱", ("普法多少钱", "考务多少钱")),
        ("普法多少钱，考务呢", ("普法多少钱", "考务呢")),
        ("普法花了26万，对吗", ()),  # a tag asks for nothing more
        ("30万以下的几项合起来，比普法多多少", ()),  # several, and not how many
        ("普法多少钱", ()),
        ("有几项、一共多少、占几成", ("有几项", "一共多少", "占几成")),
        ("法律援助办多少件宣传活动搞几次", ("法律援助办多少件", "宣传活动搞几次")),
        ("一共几项总共多少万元", ("一共几项", "总共多少万元")),
    ],
)
def test_clauses_that_ask(assistant: Assistant, text: str, clauses: tuple[str, ...]) -> None:
    assert asking_clauses(assistant.engine.parser.reader.read(text)) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("普法26万，考务25万，我记下了", ("普法26万", "考务25万,我记下了")),
        ("普法26万，考务多少", ()),
        ("普法26万", ()),
    ],
)
def test_clauses_that_tell(assistant: Assistant, text: str, clauses: tuple[str, ...]) -> None:
    reader = assistant.engine.parser.reader
    assert told_clauses(reader.read(text.replace("，", ","))) == clauses


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("普法26万,考务25万,前者比后者多多少", ("普法26万", "考务25万"), "前者比后者多多少"),
        ("我是村里的,普法多少钱", (), "我是村里的,普法多少钱"),  # nothing hangs on it
        ("花99万,普法还剩多少", (), "花99万,普法还剩多少"),  # nothing that the form says
        ("普法多少钱", (), "普法多少钱"),
    ],
)
def test_what_is_told_before_it_is_asked(
    assistant: Assistant, text: str, told: tuple[str, ...], asked: str
) -> None:
    published = published_numbers(assistant.form)
    assert told_and_asked(assistant.engine.parser.reader.read(text), published) == (told, asked)


def test_a_question_may_hang_on_what_was_told_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("基本支出2289.69万，项目支出187.77万，前者比后者多多少")
    assert "2101.92" in answer.text


def test_turns_are_explained(assistant: Assistant) -> None:
    answer = assistant.ask("质量指标一共几个，里面要求百分百的几个")
    (step,) = [step for step in answer.trace if step.stage == "turns"]
    assert len(step.detail.splitlines()) == 2
    (form,) = [step.value for step in answer.trace if step.stage == "logical form"]
    assert isinstance(form, Several)


def test_a_talk_goes_on_after_several_things_were_told(assistant: Assistant) -> None:
    session = assistant.session()
    session.ask("基本支出2289.69万，项目支出187.77万")
    assert "2101.92 万元" in session.ask("前者比后者多多少").text
