"""Any way to write a question comes out in the characters of the form."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askperf.lexicon import Lexicon
from askperf.understanding.normalization import (
    HARD_LIMIT,
    MAX_LENGTH,
    Normalized,
    ends_of,
    normalize,
)

# (how it is written, what it says)
WRITTEN = [
    ("法律援助预算多少", "法律援助预算多少"),
    ("", ""),
    ("   ", ""),
    # wide and compatibility forms
    ("ＡＢＣ１２３", "abc123"),
    ("基本支出２２８９．６９", "基本支出2289.69"),
    ("５０％", "50%"),
    ("法　律　援　助", "法律援助"),
    # radicals, as copied from a PDF
    ("法律⽀援", "法律支援"),
    ("⺠法典", "民法典"),
    ("⼈⺠调解", "人民调解"),
    # what can't be seen
    ("法\u200b律\u200b援\u200b助", "法律援助"),
    ("\ufeff法律援助", "法律援助"),
    ("法律\u00ad援助", "法律援助"),
    ("法律\x00援助", "法律援助"),
    ("\u202e法律援助\u202c", "法律援助"),
    ("法律\ud800援助", "法律援助"),
    # separators inside a word, and lines
    ("法律\u2028援助", "法律援助"),
    ("法律\x85援助", "法律援助"),
    ("法律\t援助", "法律援助"),
    ("法律援助\n预算", "法律援助,预算"),
    # a space between clauses is a pause, one between words is none
    ("我哥刚放出来 帮教这项批了多少", "我哥刚放出来,帮教这项批了多少"),
    ("民告官的时候　政府出庭应诉率定多高", "民告官的时候,政府出庭应诉率定多高"),
    ("重点任务 预算 多少", "重点任务预算多少"),
    ("普法 法考 公证处 各多少", "普法,法考,公证处,各多少"),
    ("普法 法考考务 公证处加起来多少", "普法,法考考务,公证处加起来多少"),
    ("结案率99 普及率85 成功率98，都达标吗", "结案率99,普及率85,成功率98,都达标吗"),
    # spaced letters, in spaces or in marks
    ("普法宣传超过 20 万吗", "普法宣传超过20万吗"),
    ("调解员是 10 万，普法是 26 万元，对吗", "调解员是10万,普法是26万元,对吗"),
    ("法 律 援 助 预 算 多 少", "法律援助预算多少"),
    ("法-律-援-助", "法律援助"),
    ("法.律.援.助", "法律援助"),
    ("法律援助 预算 多少", "法律援助预算多少"),
    # spaces and marks that mean something stay
    ("基本支出 + 项目支出", "基本支出 + 项目支出"),
    ("falv yuanzhu", "falv yuanzhu"),
    ("what is 法律援助", "what is 法律援助"),
    ("5<10", "5<10"),
    # ordinals in circles, brackets and Roman
    ("⑤", "第5项"),
    ("第⑤项", "第5项"),
    ("第⑤个", "第5个"),
    ("其他任务里的⑤", "其他任务里的第5项"),
    ("①和②", "第1项和第2项"),
    ("查两项：①法考考务 ②普法宣传", "查两项:,法考考务,普法宣传"),
    ("Ⅱ", "第2项"),
    ("第Ⅲ项", "第3项"),
    ("㈠", "第1项"),
    # traditional characters
    ("法律援助預算多少", "法律援助预算多少"),
    ("財政撥款", "财政拨款"),
    ("社區矯正對象", "社区矫正对象"),
    # markup and terminal codes
    ("\x1b[31m法律援助\x1b[0m预算多少", "法律援助预算多少"),
    ("\x1b]0;标题\x07法律援助", "法律援助"),
    ("<b>法律援助</b>", "法律援助。"),
]


@pytest.mark.parametrize(("written", "said"), WRITTEN)
def test_a_question_is_put_into_the_forms_characters(
    lexicon: Lexicon, written: str, said: str
) -> None:
    assert normalize(written, lexicon.tables).text == said


@pytest.mark.parametrize("text", [said for _, said in WRITTEN])
def test_what_is_normal_stays_as_it_is(lexicon: Lexicon, text: str) -> None:
    assert normalize(text, lexicon.tables) == Normalized(text)


# (what was written, names of the notes)
NOTED = [
    ("法律援助预算多少", ()),
    ("法律援助預算多少", ("note.traditional",)),
    ("ＡＢＣ　法律援助", ()),
    ("多少" * 100, ("note.flood",)),
]


@pytest.mark.parametrize(("written", "notes"), NOTED)
def test_changes_of_substance_are_noted(
    lexicon: Lexicon, written: str, notes: tuple[str, ...]
) -> None:
    found = normalize(written, lexicon.tables).notes
    assert found == notes
    assert all(lexicon.responses[note] for note in found)


# (text, is there nothing but a flood)
FLOODS = [
    ("x" * 100_000, True),
    ("多少" * 100, True),
    ("？" * 500, False),
    ("请问" * 500, True),
    ("啊" * 500 + "法律援助预算多少", False),
    ("法律援助预算多少？" * 50, False),
    ("法律援助预算多少", False),
    ("哈哈哈哈哈", False),
]


@pytest.mark.parametrize(("text", "flooded"), FLOODS)
def test_a_flood_is_no_question(lexicon: Lexicon, text: str, flooded: bool) -> None:
    assert normalize(text, lexicon.tables).flooded is flooded


def test_a_question_behind_a_flood_is_still_read(lexicon: Lexicon) -> None:
    said = normalize("啊" * 500 + "法律援助预算多少", lexicon.tables).text
    assert said.endswith("法律援助预算多少")


def test_of_a_long_text_the_beginning_and_the_end_are_read(lexicon: Lexicon) -> None:
    # characters that never repeat, so that nothing is taken for a flood
    middle = "".join(chr(0x4E00 + i) for i in range(10_000))
    found = normalize(f"开头{middle}结尾", lexicon.tables)
    assert found.text.startswith("开头")
    assert found.text.endswith("结尾")
    assert "note.cut" in found.notes
    assert len(found.text) <= MAX_LENGTH + 1


def test_past_the_hard_limit_only_the_ends_are_read(lexicon: Lexicon) -> None:
    half = "".join(chr(0x4E00 + i % 20_000) for i in range(HARD_LIMIT // 2))
    whole = normalize(half + half, lexicon.tables)
    assert normalize(f"{half}中间{half}", lexicon.tables) == whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("基本支出多少？？？？", "基本支出多少?"),
        ("多少！！！！？？", "多少!??"),
        ("基本支出*****多少", "基本支出*多少"),
        ("1000000.55", "1000000.55"),
    ],
)
def test_a_mark_repeated_is_one(lexicon: Lexicon, text: str, said: str) -> None:
    assert normalize(text, lexicon.tables).text == said


anything = st.text(st.characters(exclude_categories=()), max_size=200)


@given(anything)
def test_any_text_becomes_printable(lexicon: Lexicon, text: str) -> None:
    said = normalize(text, lexicon.tables).text
    assert not [c for c in said if unicodedata.category(c)[0] == "C"]
    assert said == said.strip()


@given(anything)
def test_normalised_text_is_normal(lexicon: Lexicon, text: str) -> None:
    once = normalize(text, lexicon.tables).text
    assert normalize(once, lexicon.tables).text == once


WHOLE = [
    ("一长串零", "基本支出超过1" + "0" * 60 + "元吗", "1" + "0" * 60 + "元"),
    ("一长串三", "想请您帮我核对一下今年的表" * 5 + "，有133333333333人吗", "133333333333人"),
    ("一长串中文数", "想请您帮我核对一下今年的表" * 5 + "，有" + "九" * 12 + "人吗", "九" * 12),
]


@pytest.mark.parametrize(("text", "number"), [pytest.param(*case, id=n) for n, *case in WHOLE])
def test_no_digit_of_a_number_is_squeezed(lexicon: Lexicon, text: str, number: str) -> None:
    assert number in normalize(text, lexicon.tables).text


def test_marks_between_digits_make_no_number(lexicon: Lexicon) -> None:
    assert "3,000" not in normalize("超过3，，，，000元吗", lexicon.tables).text


@pytest.mark.parametrize("at", range(3, 12))
def test_a_cut_leaves_no_half_of_a_number(at: int) -> None:
    text = "预算二十六万元是260000万元吗，" * 40
    parts = ends_of(text, at, 240 - at).split("。")
    for part in parts:
        assert set(re.findall(r"\d+", part)) <= {"260000"}
