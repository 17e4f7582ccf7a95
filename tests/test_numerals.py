"""Numbers in text: Arabic and Chinese, plain and formal; what is none stays none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askperf.lexicon import Lexicon
from askperf.numerals import MAX_DIGITS

# (text, its numbers in order)
NUMBERS = [
    ("136", ["136"]),
    ("2,477.46", ["2477.46"]),
    ("42.84", ["42.84"]),
    ("0", ["0"]),
    ("00.5", ["0.5"]),
    ("136件", ["136"]),
    ("63加136", ["63", "136"]),
    ("3到5", ["3", "5"]),
    ("零", ["0"]),
    ("十", ["10"]),
    ("十五", ["15"]),
    ("二十", ["20"]),
    ("两百五十", ["250"]),
    ("一百零五", ["105"]),
    ("一百三十六", ["136"]),
    ("廿五万", ["250000"]),
    ("卅", ["30"]),
    ("万一做到98", ["98"]),
    ("两千零三", ["2003"]),
    ("一千五百四十", ["1540"]),
    ("一万零五百", ["10500"]),
    ("三千万", ["30000000"]),
    ("一亿三千万", ["130000000"]),
    ("三万五千亿", ["3500000000000"]),
    ("百八十", ["180"]),
    # what is said like a numeral and is none
    ("一百二三", []),
    ("三百二百", []),
    ("二十三十", []),
    ("十百", []),
    ("两千四四六〇", []),
    ("两三万", []),
    ("半千万", ["5000000"]),
    ("半百", ["50"]),
    ("一半", ["1"]),
    ("九十七点五", ["97.5"]),
    ("零点五", ["0.5"]),
    ("四十二点八四", ["42.84"]),
    # digits read out one by one
    ("二〇二一", ["2021"]),
    ("一三六", ["136"]),
    # formal numerals, as cheques have them
    ("壹佰叁拾陆", ["136"]),
    ("贰仟肆佰柒拾柒", ["2477"]),
    ("肆拾贰点捌肆", ["42.84"]),
    # the last place left out in speech
    ("一百三", ["130"]),
    ("三百五", ["350"]),
    ("一千三", ["1300"]),
    ("一万三", ["13000"]),
    ("两万五", ["25000"]),
    ("一千三百五", ["1350"]),
    # per cent
    ("百分之八十", ["80"]),
    ("百分之百", ["100"]),
    ("百分之九十七点五", ["97.5"]),
    ("百分之零点五", ["0.5"]),
    # commas
    ("1,000", ["1000"]),
    ("1,2,3", ["1", "2", "3"]),
    ("13,够吗", ["13"]),
    # none
    ("", []),
    ("法律援助", []),
    ("半", []),
    ("点", []),
]


@pytest.mark.parametrize(("text", "values"), NUMBERS)
def test_numbers_of_a_text(lexicon: Lexicon, text: str, values: list[str]) -> None:
    assert [n.value for n in lexicon.numbers.find(text)] == [Decimal(v) for v in values]


WRONG = [
    ("万", [], "a multiplier by itself is no number: 5.2万元 holds 5.2 and not 0"),
]


@pytest.mark.parametrize(
    ("text", "values"),
    [pytest.param(t, v, marks=pytest.mark.xfail(reason=why, strict=True)) for t, v, why in WRONG],
)
def test_known_to_be_misread(lexicon: Lexicon, text: str, values: list[str]) -> None:
    assert [n.value for n in lexicon.numbers.find(text)] == [Decimal(v) for v in values]


@pytest.mark.parametrize(("text", "percent"), [("百分之八十", True), ("八十", False)])
def test_a_percentage_is_marked(lexicon: Lexicon, text: str, percent: bool) -> None:
    (number,) = lexicon.numbers.find(text)
    assert number.percent is percent


def test_a_number_knows_where_it_stands(lexicon: Lexicon) -> None:
    text = "基本支出2289.69，项目一百八十七件"
    assert [text[n.start : n.end] for n in lexicon.numbers.find(text)] == ["2289.69", "一百八十七"]


@pytest.mark.parametrize("digit", ["9", "九"])
def test_hopelessly_long_numbers_are_left_out(lexicon: Lexicon, digit: str) -> None:
    assert len(lexicon.numbers.find(digit * MAX_DIGITS)) == 1
    assert lexicon.numbers.find(digit * (MAX_DIGITS + 1)) == []
    assert lexicon.numbers.find(digit * 5_000) == []


def spoken(number: int) -> str:
    """A number below a hundred million as it is read out in full."""
    high, low = divmod(number, 10_000)
    if high:
        rest = f"{'' if low >= 1_000 else '零'}{_below_ten_thousand(low)}" if low else ""
        return f"{_below_ten_thousand(high)}万{rest}"
    return _below_ten_thousand(low) or "零"


def _below_ten_thousand(number: int) -> str:
    said, gap = "", False
    for size, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += f"{'零' if gap and said else ''}{'零一二三四五六七八九'[digit]}{name}"
        gap = not digit
    return said


@given(st.integers(0, 99_999_999))
def test_a_number_read_out_is_that_number(lexicon: Lexicon, number: int) -> None:
    assert lexicon.numerals.chinese(spoken(number)) == number


@given(st.integers(0, 10**10))
def test_a_number_written_out_is_that_number(lexicon: Lexicon, cents: int) -> None:
    number = Decimal(cents) / 100
    for written in (f"{number:f}", f"{number:,f}"):
        assert [n.value for n in lexicon.numbers.find(f"共{written}元")] == [number]
