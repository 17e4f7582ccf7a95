"""What is said without a cue, and cues that only look like ones: the right form is proposed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms import (
    ADVISERS,
    BASIC,
    INDICATORS,
    KEY,
    MEDIATORS,
    OTHER,
    PROJECT,
    PUBLICITY,
    TASKS,
    candidates,
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.logic import (
    Alike,
    Arith,
    Belongs,
    Claim,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Holds,
    Nearest,
    Nth,
    OfUnit,
    OnLine,
    Pick,
    Position,
    Some,
    Table,
    Where,
)
from askperf.understanding.grammar import Before

NOTARY, DISPUTES, ISSUES = row("other-tasks/7"), row("other-tasks/5"), row("indicators/11")
EVERYTHING = Table(("overview", "key-tasks", "other-tasks", "indicators"))
MORE_THAN_PUBLICITY = Where(TASKS, Holds(">", value(PUBLICITY)))
MEAN = Fold("mean", TASKS)

# The operation stands in words that no list has: it is proposed, and the ranking decides.
FLOATING: list[tuple[str, Form]] = [
    ("普法宣传头顶压着几座山", tell(Fold("count", MORE_THAN_PUBLICITY))),
    ("谁骑在普法宣传脖子上", show(MORE_THAN_PUBLICITY)),
    ("公证处在财富榜上是什么人物", Position("other-tasks/7", TASKS)),
    ("普法宣传身后撵着谁", show(Extreme(Where(TASKS, Holds("<", value(PUBLICITY))), True, (1,)))),
    ("公证处和村级信访调解隔着一条河", tell(Arith("gap", value(NOTARY), value(DISPUTES)))),
    ("基本支出那口缸装得了几桶项目支出", tell(Arith("per", value(BASIC), value(PROJECT)))),
    ("普法宣传再扔四万听个响", tell(Arith("plus", value(PUBLICITY), wan("4")))),
    ("村居法律顾问拦腰一刀", tell(Arith("per", value(ADVISERS), Given(Decimal(2))))),
    ("任务这张榜，山顶和山脚", tell(Fold("range", TASKS))),
    ("任务里头哪些脑袋冒出了水面", show(Where(TASKS, Holds(">", MEAN)))),
    ("任务里头肩并肩的兄弟", show(Alike(TASKS))),
    ("以63万元做起跑线的任务", show(Where(TASKS, Holds(">=", wan("63"))))),
    (
        "村居法律顾问单挑别的任务",
        Claim(value(ADVISERS), ">=", total(Except(TASKS, ADVISERS))),
    ),
    (
        "普法宣传和公证处当两片面包，夹了几层肉",
        tell(
            Fold(
                "count",
                Where(Where(TASKS, Holds(">", value(PUBLICITY))), Holds("<", value(NOTARY))),
            )
        ),
    ),
]

# Cues of their own.
SAID: list[tuple[str, Form]] = [
    ("哪三个任务花钱最多", show(Extreme(TASKS, True, (1, 2, 3)))),
    ("最费钱的任务是哪两个", show(Extreme(TASKS, True, (1, 2)))),
    ("第四五六名的任务一共多少钱", tell(total(Extreme(TASKS, True, (4, 5, 6))))),
    ("冠亚季军任务各多少钱", show(Extreme(TASKS, True, (1, 2, 3)))),
    ("重点任务里次少的是哪项", show(Extreme(KEY, False, (2,)))),
    ("跟任务的平均数差得最少的是哪项", show(Nearest(TASKS, MEAN))),
    ("项目支出187万7700元，对吗", Claim(value(PROJECT), "=", Given(Decimal(1877700), "元"))),
    ("村居法律顾问的预算上八百万了吗", Claim(value(ADVISERS), ">=", wan("800"))),
    ("普法宣传上没上20万", Claim(value(PUBLICITY), ">=", wan("20"))),
    (
        "项目支出按3%压缩，压完是多少",
        tell(Arith("times", value(PROJECT), Given(Decimal(97), "%"))),
    ),
    (
        "只有村居法律顾问超过百万元，对吗",
        Claim(
            Fold("count", Where(TASKS, Holds(">", Given(Decimal(1), "百万元")))),
            "=",
            Given(Decimal(1), "个"),
        ),
    ),
    ("普法宣传在原文第9行，对吗", Belongs("other-tasks/3", Where(EVERYTHING, OnLine(9)))),
    ("普法宣传是其他任务第三项吗", Belongs("other-tasks/3", Nth(OTHER, (3,)))),
    (
        "人民调解员工作位于普法宣传和公证处之间吗",
        Some(
            Where(Where(MEDIATORS, Holds(">", value(PUBLICITY))), Holds("<", value(NOTARY))),
        ),
    ),
    (
        "行政立法和依法治市两项，占重点任务的百分之几",
        tell(
            Arith(
                "share",
                total(Either((row("key-tasks/4"), row("key-tasks/3")))),
                total(KEY),
            )
        ),
    ),
    (
        "任务金额的两头各是多少",
        show(Either((Extreme(TASKS, True, (1,)), Extreme(TASKS, False, (1,))))),
    ),
]

TEN = Before(Claim(value(row("key-tasks/3")), "=", wan("10")), ("key-tasks/3",))
BY_UNIT = Before(show(row("indicators/24"), "unit", "value"), ("indicators/24",))
TABLES = Before(tell(Fold("count", KEY), Fold("count", OTHER)))
HUNDRED = Before(show(Where(INDICATORS, Holds("=", Given(Decimal(100), "%")))))
FOLLOWING: list[tuple[str, Before, Form]] = [
    ("没到100的呢", HUNDRED, show(Where(INDICATORS, Holds("<", Given(Decimal(100), "%"))))),
    ("前一类一共多少钱", TABLES, tell(total(KEY))),
    ("后者有哪些", TABLES, show(OTHER)),
    (
        "还有谁也是10万",
        TEN,
        show(Except(Where(TASKS, Holds("=", wan("10"))), row("key-tasks/3"))),
    ),
    (
        "单位写“个”的那条呢",
        BY_UNIT,
        show(Where(Pick((*ISSUES.rows, "indicators/24")), OfUnit(("个",))), "unit", "value"),
    ),
]


@pytest.mark.parametrize(("question", "form"), FLOATING, ids=[q for q, _ in FLOATING])
def test_an_operation_without_a_cue_is_proposed(
    assistant: Assistant, question: str, form: Form
) -> None:
    found = {one.form: one for one in candidates(assistant, question, None)}
    assert found[form].floats


@pytest.mark.parametrize(("question", "form"), SAID, ids=[q for q, _ in SAID])
def test_the_right_form_is_found(assistant: Assistant, question: str, form: Form) -> None:
    assert form in {found.form for found in candidates(assistant, question, None)}


@pytest.mark.parametrize(("question", "before", "form"), FOLLOWING, ids=[x[0] for x in FOLLOWING])
def test_a_question_follows_the_one_before(
    assistant: Assistant, question: str, before: Before, form: Form
) -> None:
    assert form in {found.form for found in candidates(assistant, question, before)}


def test_nothing_floats_where_every_word_is_read(assistant: Assistant) -> None:
    assert not any(found.floats for found in candidates(assistant, "普法宣传多少钱", None))


@pytest.mark.parametrize("question", ["95成不成", "99行不行"])
def test_a_number_before_a_doubled_word_has_no_unit(assistant: Assistant, question: str) -> None:
    (number,) = assistant.engine.parser.reader.read(f"结案率{question}").numbers
    assert (number.kind, number.value) == ("number", "")


def test_a_cue_that_begins_inside_another_word_is_none(assistant: Assistant) -> None:
    anchors = assistant.engine.parser.reader.read("预算上八百万").anchors
    assert "plus" not in {anchor.value for anchor in anchors}
