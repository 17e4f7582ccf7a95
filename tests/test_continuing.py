"""Questions asked after others, made from those that were asked by themselves."""

from __future__ import annotations

from askperf.training.continuing import continued
from askperf.training.examples import Example
from askperf.understanding.gold import ABSENT, Gold
from askperf.values import replace

SINGLE = [
    Example("a-0-0", "a", "普法宣传多少钱", Gold("task-amount", rows=("other-tasks/3",))),
    Example("a-1-0", "a", "法官培训几次来着", ABSENT),
    Example("a-2-0", "a", "还剩几个", Gold("count")),
    Example(
        "b-0-0", "b", "基本支出是多少呢", Gold("overview", rows=("overview/basic-expenditure",))
    ),
]
BEFORE = ("基本支出是多少呢",)
LEANING = Example("b-1-0", "b", "那项目支出是多少", Gold("followup", in_talk=True), BEFORE)


def test_what_was_asked_before_changes_neither_question_nor_gold() -> None:
    made = {example.id: example for example in continued([*SINGLE, LEANING])}
    for example in SINGLE:
        after = made.get(f"{example.id}-after")
        if after is not None:
            assert after.gold.in_talk
            assert replace(after, id=example.id, before=(), gold=example.gold) == example
            assert replace(after.gold, in_talk=False) == example.gold


def test_another_answered_question_of_the_same_source_comes_before() -> None:
    answered = {s: [e.text for e in SINGLE if e.source == s and e.gold.answerable] for s in "ab"}
    made = continued([*SINGLE, LEANING])
    assert made
    assert all(e.before[0] in answered[e.source] and len(e.before) == 1 for e in made)


def test_what_leans_or_is_too_short_to_stand_by_itself_is_left_out() -> None:
    made = {example.id for example in continued([*SINGLE, LEANING])}
    assert made == {"a-0-0-after", "a-1-0-after", "b-0-0-after"}


def test_the_same_examples_make_the_same_conversations() -> None:
    many = [replace(SINGLE[n % 2], id=f"a-{n}-0", text=f"第{n}个问题是多少") for n in range(60)]
    assert continued(many, 20) == continued(many, 20)
    assert len(continued(many, 20)) == 20
