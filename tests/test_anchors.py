"""Anchors: typed spans of a question, before anything is made of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from askperf import Assistant


@pytest.fixture(scope="module")
def reader():  # type: ignore[no-untyped-def]
    return Assistant().engine.parser.reader


NUMBERS = [
    ("调解成功率96%算达标吗", [("number", "%", "96")]),
    ("有没有超过五百万的任务", [("number", "万元", "500")]),
    ("只普了不到八成", [("number", "%", "80")]),
    ("七成五", [("number", "%", "75")]),
    ("百分之九十六", [("number", "%", "96")]),
    ("占四分之一以上", [("number", "%", "25")]),
    ("一千五百四十人", [("number", "人", "1540")]),
    ("倒数第二项", [("places", "end", "2")]),
    ("前三名", [("places", "first", "3")]),
    ("最后两项", [("places", "last", "2")]),
    ("去掉最大的3项", [("rows", "个", "3")]),
    ("2019年项目支出", [("year", "2019", "2019")]),
    ("哪一项最贵", []),
    ("一共多少", []),
    ("百分比的有几项", []),
    ("一村一法律顾问多少钱", []),
    ("百万以上", [("number", "万元", "100")]),
    ("已经过亿了", [("number", "亿元", "1")]),
    ("四十八万七千七", [("number", "元", "487700")]),
    ("半千万以上", [("number", "万元", "500")]),
    ("二十几万的任务", [("vague", "万元", "20")]),
    ("不足百万元的任务", [("number", "百万元", "1")]),  # one of a unit, beside a relation
    ("预算百万元", []),
    ("20万到30万之间", [("number", "万元", "20"), ("number", "万元", "30")]),
    ("四十多万的任务", [("vague", "万元", "40")]),
    ("八百余万", [("vague", "万元", "800")]),
    ("平均一百零八万多", [("vague", "万元", "108")]),
    ("人均18万出头", [("vague", "万元", "18")]),
    ("12个人租3年多少钱", [("number", "人", "12"), ("number", "年", "3")]),
    ("比20万多的任务", [("number", "万元", "20")]),
    ("凑成整万", []),
    ("折成千元是多少", []),
    ("占多大一块", []),
    ("保留两位小数", []),
    ("项目支出187万7700元", [("number", "元", "1877700")]),
    ("第四五六名", [("places", "first", "6")]),
    ("重点任务1多少钱", [("number", "", "1")]),
    ("重点二多少", [("number", "", "2")]),
    ("做到95成不成", [("number", "", "95")]),
    ("一年收六百一个人", [("number", "年", "1"), ("number", "", "600")]),  # 一个人 is not of it
    ("普法宣传一百一", [("number", "", "110")]),
    ("加5万一共多少", [("number", "万元", "5")]),  # 一共 is a word
    ("加五万一共多少", [("number", "万元", "5")]),
    ("里头40万往上的", [("number", "万元", "40")]),
    ("排名二", [("places", "nth", "2")]),
    ("是不是813万5", [("number", "元", "8135000")]),
    ("砍掉一成半", [("number", "%", "15")]),
    ("三位数的任务", []),  # how many digits a number has
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(reader, text: str, expected: list[tuple[str, str, str]]) -> None:  # type: ignore[no-untyped-def]
    found = reader.read(text).numbers
    assert [(a.kind, a.value, a.number) for a in found] == [
        (kind, value, Decimal(number)) for kind, value, number in expected
    ]


CUES = [
    ("基本支出和项目支出加起来", ("op", "sum", "加起来")),
    ("除了法律援助外", ("except", "", "除了")),
    ("占全部任务多少", ("op", "share", "占")),
    ("不是质量指标的", ("neg", "", "不是")),
    ("不低于20万", ("mark", ">=", "不低于")),
    ("没有超过30万对吧", ("mark", "<=", "没有超过")),
    ("有没有超过30万", ("mark", ">", "有没有超过")),
    ("并没有突破200万", ("mark", "<=", "没有突破")),
    ("十万以内的", ("mark", "<=", "以内")),
    ("对比符号是大于等于号的", ("comparator", ">=", "大于等于号")),
    ("年度重点工作任务", ("section", "key-tasks", "年度重点工作任务")),
    ("其他需完成任务", ("section", "other-tasks", "其他需完成任务")),
    ("实际花了多少", ("scope", "actual", "实际花了")),
    ("去年是多少", ("scope", "time", "去年")),
    ("主要实施内容是什么", ("attribute", "content", "主要实施内容")),
    ("普法宣传比重点任务多多少", ("than", "", "比")),
    ("非重点任务有几项", ("section", "other-tasks", "非重点任务")),
    ("全表提到法律援助的条目", ("section", "everything", "全表")),
    ("有讲到会费不", ("ask", "yesno", "不")),
    ("比它多几条", ("op", "count", "几条")),
    ("前者比后者多多少", ("dialogue", "former", "前者")),
]
NO_CUES = [
    ("最少几天", ("op", "gap", "少几")),
    ("砍到5万", ("op", "minus", "砍")),
    ("有没有上一百万", ("dialogue", "previous", "上一")),
    ("平均分是多少", ("op", "per", "均分")),
    ("不到20万的", ("ask", "yesno", "不")),
    # the 不 between two of the same asks, and says nothing against what follows
    ("98%算不算过线", ("except", "", "不算")),
    ("超没超2400万", ("mark", "<=", "没超")),
    ("超过没超过2400万", ("mark", "<=", "没超过")),
    ("两个律师够不够", ("mark", "<", "不够")),
]
WANTED = [
    ("最少几天", [("days", "天")]),
    ("占百分之几", [("rate", "")]),
    ("差几个百分点", [("rate", "%")]),
    ("要多少个人", [("people", "人")]),
    ("多多少元", [("money", "元")]),
    ("花多少钱", [("money", "")]),
    ("是哪一项", []),
]


@pytest.mark.parametrize(("text", "anchor"), CUES)
def test_cues(reader, text: str, anchor: tuple[str, str, str]) -> None:  # type: ignore[no-untyped-def]
    found = {(a.kind, a.value, text[a.start : a.end]) for a in reader.read(text).anchors}
    assert anchor in found, sorted(found)


@pytest.mark.parametrize(("text", "anchor"), NO_CUES)
def test_no_cues(reader, text: str, anchor: tuple[str, str, str]) -> None:  # type: ignore[no-untyped-def]
    found = {(a.kind, a.value, text[a.start : a.end]) for a in reader.read(text).anchors}
    assert anchor not in found, sorted(found)


@pytest.mark.parametrize(("text", "units"), WANTED)
def test_the_unit_that_is_asked_in(reader, text: str, units: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    assert [(w.dimension, w.unit) for w in reader.read(text).wanted] == units


def test_cues_inside_names_of_rows_are_no_cues(reader) -> None:  # type: ignore[no-untyped-def]
    found = {a.kind for a in reader.read("人民调解员工作").anchors}
    assert "op" not in found
