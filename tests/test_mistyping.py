"""One mistyped character of a known phrase is put right, and nothing else is touched."""

from __future__ import annotations

import pytest

from askperf import Assistant

# (as typed, as read): by shape, by sound, outside of the stock of characters
MENDED = [
    ("基夲支出是多少", "基本支出是多少"),
    ("法律职业资洛考试揭阳考区", "法律职业资格考试揭阳考区"),
    ("法律顾问津师人数", "法律顾问律师人数"),
    ("社区娇正投入多少", "社区矫正投入多少"),
    ("法律雇问律师几个", "法律顾问律师几个"),
    ("质量指际有几个", "质量指标有几个"),
    ("刑満释放人员帮教", "刑满释放人员帮教"),
    ("办理法律援助事项的计量单佗", "办理法律援助事项的计量单位"),
    ("晋法宣传几万块", "普法宣传几万块"),
]

KEPT = [
    "培训天数是多少",  # 天数 is a word, and no 次数
    "调解失败率是多少",
    "帮教入数是多少",  # 入 isn't like 次
    "惠阳考区考务多少钱",
    "质量总数是多少",
    "我搞行政立法的",
    "公证处连办公带考试批了多少",
    "法律顾问的人数",
    "数两指标有多少个",  # a common character may stand by itself
    "支出多少",
    "",
]


@pytest.mark.parametrize(("typed", "read"), MENDED)
def test_a_mistyped_character_is_put_right(assistant: Assistant, typed: str, read: str) -> None:
    heard = assistant.engine.parser.hearing.hear(typed)
    assert heard.text == read
    assert len(heard.corrected) == 1


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_meant_as_typed_is_kept(assistant: Assistant, text: str) -> None:
    heard = assistant.engine.parser.hearing.hear(text)
    assert (heard.text, heard.corrected) == (text, ())


def test_the_answer_says_what_was_put_right(assistant: Assistant) -> None:
    answer = assistant.ask("基夲支出是多少")
    assert "2289.69" in answer.first
    assert "“基夲”按“基本”理解" in answer.text


# Numbers among Latin letters are numbers; digits of tones are none.
SPELLED = [
    ("xiangmu zhichu chaoguo 180wan ma", "项目支出超过180万吗"),
    ("tiaojie chenggonglv 96 dabiao ma", "调解成功率96达标吗"),
    ("yicun yi falv guwen duoshao", "一村一法律顾问多少"),
    ("fa3 lv4 yuan2 zhu4", "法律援助"),
]


@pytest.mark.parametrize(("typed", "read"), SPELLED)
def test_numbers_among_latin_letters_are_kept(assistant: Assistant, typed: str, read: str) -> None:
    assert assistant.engine.parser.hearing.hear(typed).text == read
