"""Sentence patterns of the lexicon and what they stand for."""

from __future__ import annotations

import pytest

from askperf.patterns import PatternError, expand

CASES = [
    ("合计", ["合计"]),
    ("[有|没]有", ["有", "有有", "没有"]),
    ("{多|少}多少", ["多多少", "少多少"]),
    ("{几|多少}{个|项}", ["几个", "几项", "多少个", "多少项"]),
    ("除{了|去}[外]", ["除了", "除了外", "除去", "除去外"]),
    ("[年度]重点[工作]任务", ["重点任务", "重点工作任务", "年度重点任务", "年度重点工作任务"]),
    ("{不{低|少}于|至少}", ["不低于", "不少于", "至少"]),
    ("[一]", ["一"]),
]


@pytest.mark.parametrize(("pattern", "wordings"), CASES)
def test_expansion(pattern: str, wordings: list[str]) -> None:
    assert expand(pattern) == wordings


@pytest.mark.parametrize("pattern", ["{多|少", "多}", "[一|", "{a|{b|c}", "]"])
def test_brackets_must_match(pattern: str) -> None:
    with pytest.raises(PatternError):
        expand(pattern)


def test_a_pattern_that_stands_for_too_much_is_refused() -> None:
    with pytest.raises(PatternError):
        expand("{1|2|3|4|5|6|7|8|9|0}" * 5)
