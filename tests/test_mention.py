"""Which words of a question mean something, and what: the lexicon's senses by position."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askperf import Assistant
from askperf.query import Mention


def mentions(assistant: Assistant, question: str) -> tuple[Mention, ...]:
    engine = assistant.engine
    return engine.read(engine.normalize(question).text).spoken


# (question, words with the kind of sense that they carry, others being left aside)
KINDS = [
    ("法律援助预算多少", "法律援助:term 预算:measure 多少:ask"),
    ("第三项重点任务的目标", "第三项:ordinal 重点任务:section 目标:attribute"),
    ("基本支出是多少万元", "基本支出:alias 多少:ask"),
    ("2020年基本支出", "2020年:scope 基本支出:alias"),
    ("2021年基本支出", "2021年:own 基本支出:alias"),
    ("超过50万的重点任务", "超过:bound 50万:quantity 重点任务:section"),
    ("质量指标有几个", "质量指标:level"),
    ("培训次数", "培训次数:alias 培训次数:term"),
    ("结案率是多少", "结案率:term 多少:ask"),
    ("一村（社区）一法律顾问", "一村社区一法律顾问:alias"),
    ("八十六个乡镇", "八十六个:quantity 乡镇:term"),
    ("你好，请问基本支出多少", "你好:filler 请问:filler 基本支出:alias"),
    ("那目标呢", "目标:attribute"),
    ("它多少钱", "它:dialogue 多少:ask"),
    ("你能回答什么", "你能回答什么:meta"),
    ("96%达标吗", "96%:quantity 达标:op"),
    ("人均基本支出", "人均:op 基本支出:alias"),
    ("重点任务一共多少钱", "重点任务:section 一共:op"),
    ("比普法宣传多多少", "比:relation 普法宣传:alias"),
    ("局长是谁", "局长:scope 谁:ask"),
]


@pytest.mark.parametrize(("question", "kinds"), KINDS)
def test_words_carry_senses(assistant: Assistant, question: str, kinds: str) -> None:
    found = mentions(assistant, question)
    for pair in kinds.split():
        word, _, kind = pair.rpartition(":")
        assert any(word in m.text and m.has(kind) for m in found), pair


# (question, its words that nothing of the form explains: unknown ones, and those of which
# the lexicon knows that no such form speaks of them)
UNEXPLAINED = [
    ("法律援助预算多少", []),
    ("麻烦您帮我查一下基本支出是多少，谢谢", []),
    ("火星基地预算多少", ["火星", "基地"]),
    ("法官培训次数", ["法官"]),
    ("消防宣传次数", ["消防"]),
    ("受理率是多少", ["受理率"]),
    ("局长是谁", ["局长"]),
    ("xyz qqq", ["xyz", "qqq"]),
]


@pytest.mark.parametrize(("question", "words"), UNEXPLAINED)
def test_words_that_nothing_explains(assistant: Assistant, question: str, words: list[str]) -> None:
    found = mentions(assistant, question)
    assert [m.text for m in found if not m.senses or m.has("scope")] == words


# (question, value, unit) of its one quantity
QUANTITIES = [
    ("哪一项是42.84万元", "42.84", "万元"),
    ("哪一项是2,477.46万元", "2477.46", "万元"),
    ("一百三十六万是哪一项", "136", "万元"),
    ("一百三十六万元", "136", "万元"),
    ("壹佰叁拾陆万元", "136", "万元"),
    ("136万块钱", "136", "万元"),
    ("1360000元", "1360000", "元"),
    ("达到97.5%行不行", "97.5", "%"),
    ("达到97.5个百分点", "97.5", "%"),
    ("做到七成五", "75", "%"),
    ("500元/人年是什么", "500", "元/人年"),
    ("办了150件够不够", "150", "件"),
    ("办了一百五十件够不够", "150", "件"),
    ("搞了两场行不行", "2", "次"),
    ("只有1500个人", "1500", "人"),
    ("得了75分", "75", "分"),
    ("考评了2天", "2", "天"),
    pytest.param(
        "百分之九十七点五", "97.5", "%",
        marks=pytest.mark.xfail(reason="jieba's 百分之九十 is one word", strict=True),
    ),
    pytest.param(
        "要求百分之百", "100", "%",
        marks=pytest.mark.xfail(reason="jieba's 百分之百 is one word", strict=True),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "unit"), QUANTITIES)
def test_a_number_is_read_with_its_unit(
    assistant: Assistant, question: str, value: str, unit: str
) -> None:
    (quantity,) = [m for m in mentions(assistant, question) if m.has("quantity")]
    assert (quantity.number, quantity.unit) == (Decimal(value), unit)


# (question, kind of ordinal, number)
ORDINALS = [
    ("第三项", "nth", 3),
    ("第3个", "nth", 3),
    ("第⑤项", "nth", 5),
    ("其他任务里的⑤", "nth", 5),
    ("第十一项", "nth", 11),
    ("第零项", "nth", 0),
    ("no.3", "nth", 3),
    ("倒数第二", "from-end", 2),
    ("最后一项", "from-end", 1),
    ("最后两项", "last-n", 2),
    ("前三名", "first-n", 3),
    ("top3", "first-n", 3),
]


@pytest.mark.parametrize(("question", "kind", "number"), ORDINALS)
def test_a_position_is_read(assistant: Assistant, question: str, kind: str, number: int) -> None:
    (ordinal,) = [m for m in mentions(assistant, question) if m.has("ordinal")]
    assert ordinal.values("ordinal") == (kind,)
    assert ordinal.number == number


@pytest.mark.parametrize("question", ["第一次", "第三季度", "前两年", "第五届", "第二审"])
def test_what_is_no_position(assistant: Assistant, question: str) -> None:
    assert not [m for m in mentions(assistant, question) if m.has("ordinal")]


# (question, is the year the form's)
YEARS = [
    ("2021年", True),
    ("二〇二一年", True),
    ("二零二一年", True),
    ("21年", True),
    ("2020年", False),
    ("二〇二〇年", False),
    ("一九九八年", False),
    ("2019年的基本支出", False),
    ("20年基本支出", False),
]


@pytest.mark.parametrize(("question", "own"), YEARS)
def test_a_year_is_the_forms_or_another(assistant: Assistant, question: str, own: bool) -> None:
    year = mentions(assistant, question)[0]
    assert year.has("own", "year") is own
    assert year.has("scope", "year") is not own


@given(st.text("法律援助第三项重点任务万元多少个百分之九十的了12.5%？，(（）)", max_size=40))
def test_mentions_stand_where_they_say(assistant: Assistant, question: str) -> None:
    text = assistant.engine.normalize(question).text
    found = assistant.engine.read(text).spoken
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {at for m in found for at in range(m.start, m.end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
