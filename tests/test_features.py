"""What a question asks in, and which numbers it leaves unread, as the ranker sees it."""

from __future__ import annotations

import math

import pytest

from askperf import Assistant
from askperf.understanding.parser import Parse

MONEY = ("万元", "元", "元/人年")


def parse(assistant: Assistant, question: str) -> Parse:
    return assistant.engine.parser.parse(question)


def units(assistant: Assistant, found: Parse) -> set[str]:
    rows = (assistant.form.rows[row] for row, _ in found.evidence.apt)
    return {row.quantity.unit if row.quantity else "" for row in rows}


@pytest.mark.parametrize("question", ["法治宣传预算多少", "人民调解安排了多少钱", "培训要花几万元"])
def test_rows_without_money_are_not_meant_where_money_is_asked_for(
    assistant: Assistant, question: str
) -> None:
    found = parse(assistant, question)
    assert units(assistant, found) <= {*MONEY}
    assert math.fsum(math.exp(logp) for _, logp in found.evidence.apt) == pytest.approx(1)


def test_all_rows_may_be_meant_where_no_quantity_is_asked_for(assistant: Assistant) -> None:
    found = parse(assistant, "人民调解的目标是什么")
    assert found.evidence.apt == found.evidence.links


NUMBERS = [
    ("普法宣传给一笔多少钱", "unused:rows:one"),
    ("普法宣传给两笔多少钱", "unused:rows"),
]


@pytest.mark.parametrize(("question", "name"), NUMBERS)
def test_a_bare_one_is_another_thing_than_a_number_left_unread(
    assistant: Assistant, question: str, name: str
) -> None:
    shown = [p for p in parse(assistant, question).proposals if p.candidate.rule == "show:value"]
    assert shown
    assert all(name in proposal.features for proposal in shown)
    assert all(
        ("unused:every-number" in proposal.features) == (not name.endswith("one"))
        for proposal in shown
    )
