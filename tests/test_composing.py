"""Cues of operations, operations on what others yield, and turns that take up the one before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms import (
    ADVISERS,
    ALL,
    BASIC,
    HEADS,
    INDICATORS,
    KEY,
    MEDIATORS,
    NUMBERS,
    OTHER,
    OVER_20,
    PROJECT,
    PUBLICITY,
    QUALITY,
    TASKS,
    candidates,
    proposed,
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.execution.rows import rows_of
from askperf.execution.verdicts import nearest
from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Grade,
    Holds,
    Larger,
    Nearest,
    Not,
    Nth,
    OfUnit,
    OnLine,
    Passage,
    Pick,
    Position,
    Rows,
    Some,
    Value,
    Where,
)
from askperf.understanding.grammar import Before

NOTARY, DISPUTES, EXAMS = row("other-tasks/7"), row("other-tasks/5"), row("other-tasks/4")
ISSUES = row("indicators/11")
MEAN = Fold("mean", TASKS)
FIRST_TWO = Extreme(TASKS, True, (1, 2))
FIRST_THREE, LAST_THREE = Extreme(TASKS, True, (1, 2, 3)), Extreme(TASKS, False, (1, 2, 3))
LARGEST = Extreme(TASKS, True, (1,))
TWENTY_TO_FIFTY = Where(Where(TASKS, Holds(">=", wan("20"))), Holds("<=", wan("50")))

THIRTY_TO_FIFTY = Where(Where(TASKS, Holds(">=", wan("30"))), Holds("<=", wan("50")))
INSIDE = Where(Where(TASKS, Holds(">", wan("20"))), Holds("<", wan("50")))
UP_TO_50 = Where(TASKS, Holds("<=", wan("50")))
TEN_TASKS = Except(TASKS, ADVISERS)
RATES = Where(INDICATORS, OfUnit(("%",)))
MIXED = Either((ADVISERS, Where(TASKS, Holds("<=", wan("20")))))
OTHER_MEAN = Fold("mean", OTHER)
GRANT, BOTH = (
    value(row("overview/fiscal-appropriation")),
    Arith("plus", value(BASIC), value(PROJECT)),
)


def above_mean(rows: Rows) -> Where:
    return Where(rows, Holds(">", Fold("mean", rows)))


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
    ("普法宣传在原文第9行，对吗", Belongs("other-tasks/3", Where(ALL, OnLine(9)))),
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

COMPOSED: list[tuple[str, Form]] = [
    (
        "基本支出减去项目支出再除以供养人数是多少",
        tell(Arith("per", Arith("minus", value(BASIC), value(PROJECT)), HEADS)),
    ),
    (
        "最大两项任务合计占比是否突破80%",
        Claim(Arith("share", total(FIRST_TWO), total(TASKS)), ">", Given(Decimal(80), "%")),
    ),
    (
        "任务金额前三项的和减去后三项的和等于多少",
        tell(Arith("minus", total(FIRST_THREE), total(LAST_THREE))),
    ),
    (
        "任务金额前三和后三的都不要，剩下五项合计多少",
        tell(total(Except(TASKS, Either((FIRST_THREE, LAST_THREE))))),
    ),
    (
        "任务去掉两端各三项，余下五项平均多少",
        tell(Fold("mean", Except(TASKS, Either((FIRST_THREE, LAST_THREE))))),
    ),
    ("不算最大的那项任务，公证处排第几", Position("other-tasks/7", Except(TASKS, LARGEST))),
    ("20-50万的任务平均多少", tell(Fold("mean", TWENTY_TO_FIFTY))),
    (
        "重点任务和其他任务里，20万以上的各有几个",
        tell(
            Fold("count", Where(KEY, Holds(">=", wan("20")))),
            Fold("count", Where(OTHER, Holds(">=", wan("20")))),
        ),
    ),
    (
        "公证处比村级信访调解多不到6万，对吗",
        Claim(Arith("minus", value(NOTARY), value(DISPUTES)), "<", wan("6")),
    ),
    (
        "数量指标里目标比5大的有几个",
        tell(Fold("count", Where(Where(INDICATORS, NUMBERS), Holds(">", Given(Decimal(5)))))),
    ),
    (
        "二级指标不属于数量、质量两类的是哪几个",
        show(Where(Where(INDICATORS, Not(NUMBERS)), Not(QUALITY))),
    ),
    ("其他那些任务总共要多少万", tell(total(OTHER))),
    ("数量类指标值高于5的有几条", tell(Fold("count", Where(INDICATORS, NUMBERS)))),
    ("指标里末条的单位", show(Nth(INDICATORS, (-1,)), "unit")),
    # a group against its own mean
    (
        "不算村居法律顾问，剩下的任务有几项超过它们的平均",
        tell(Fold("count", above_mean(TEN_TASKS))),
    ),
    ("去掉村居法律顾问求平均，剩下的任务有几项超过它", tell(Fold("count", above_mean(TEN_TASKS)))),
    ("百分比的指标里有几个高于它们的平均", tell(Fold("count", above_mean(RATES)))),
    # tables against each other, and the rest of them
    ("重点比其他少多少", tell(Arith("gap", total(KEY), total(OTHER)))),
    (
        "不算村居法律顾问，重点合计比其他多多少",
        tell(Arith("gap", total(KEY), total(Except(OTHER, ADVISERS)))),
    ),
    ("重点和其他，哪组平均高", Larger(Fold("mean", KEY), Fold("mean", OTHER))),
    ("重点任务占几成", tell(Arith("share", total(KEY), total(TASKS)))),
    (
        "两类任务各自的第二名合计多少",
        tell(total(Either((Extreme(KEY, True, (2,)), Extreme(OTHER, True, (2,)))))),
    ),
    # what is left out
    ("除村居法律顾问和20万以下的，剩下的任务合计", tell(total(Except(TASKS, MIXED)))),
    ("50万以下的任务、普法宣传不算，有几项", tell(Fold("count", Except(UP_TO_50, PUBLICITY)))),
    ("把村居法律顾问抠掉，剩下的任务一共多少钱", tell(total(TEN_TASKS))),
    # bounds
    ("任务里三十多万到五十万之间的有哪些", show(THIRTY_TO_FIFTY)),
    ("任务金额在20万与50万之间（不含两头）的有哪些", show(INSIDE)),
    ("有没有超过百万元的任务", Some(Where(TASKS, Holds(">", Given(Decimal(1), "百万元"))))),
    ("其他任务里头40万往上的有几个", tell(Fold("count", Where(OTHER, Holds(">=", wan("40")))))),
    # places
    ("排名二至四的任务合计", tell(total(Extreme(TASKS, True, (2, 3, 4))))),
    ("任务里排第三的和排第五的加起来", tell(total(Extreme(TASKS, True, (3, 5))))),
    ("不算最大的那项任务，公证处第几", Position("other-tasks/7", Except(TASKS, LARGEST))),
    # how far apart
    (
        "公证处超出其他任务均值百分之几",
        tell(Arith("share", Arith("gap", value(NOTARY), OTHER_MEAN), OTHER_MEAN)),
    ),
    ("公证处比村级信访调解多编了多少万", tell(Arith("gap", value(NOTARY), value(DISPUTES)))),
    ("公证处比村级信访调解贵出来几万", tell(Arith("gap", value(NOTARY), value(DISPUTES)))),
    ("其他任务打头的三项合计多少", tell(total(Nth(OTHER, (1, 2, 3))))),
    ("财政拨款=基本支出+项目支出，帮我核一下", Claim(GRANT, "=", BOTH)),
]

SUM = Before(tell(total(Either((PUBLICITY, MEDIATORS)))))
LISTED = Before(show(Where(TASKS, OVER_20)))
KEY_SUM = Before(tell(total(KEY)))
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
    ("再加上考务呢", SUM, tell(total(Either((Either((PUBLICITY, MEDIATORS)), EXAMS))))),
    ("再并入考务", SUM, tell(total(Either((Either((PUBLICITY, MEDIATORS)), EXAMS))))),
    ("再添上人民调解员", LISTED, show(Either((Where(TASKS, OVER_20), MEDIATORS)))),
    ("另一类是它的几倍", KEY_SUM, tell(Arith("ratio", total(OTHER), total(KEY)))),
]


SINGLE = [*SAID, *COMPOSED]


@pytest.mark.parametrize(("question", "form"), SINGLE, ids=[q for q, _ in SINGLE])
def test_what_is_said_is_proposed(assistant: Assistant, question: str, form: Form) -> None:
    assert form in proposed(assistant, question)


@pytest.mark.parametrize(("question", "before", "form"), FOLLOWING, ids=[x[0] for x in FOLLOWING])
def test_a_turn_takes_up_the_one_before(
    assistant: Assistant, question: str, before: Before, form: Form
) -> None:
    assert form in proposed(assistant, question, before)


@pytest.mark.parametrize(
    "question", ["服务质量比目标分高25分属于哪一等", "服务质量做到目标的1.5倍算什么等级"]
)
def test_how_far_a_score_is_from_another_is_no_score(assistant: Assistant, question: str) -> None:
    found = [one.form for one in candidates(assistant, question, None)]
    assert not any(isinstance(form, Grade) and form.score is not None for form in found)


@pytest.mark.parametrize(
    "question", ["社区矫正业务培训排了6天课，符合要求不", "普及率做到82%达标吗"]
)
def test_what_is_achieved_is_not_said_to_equal_the_target(
    assistant: Assistant, question: str
) -> None:
    claims = (x.form for x in candidates(assistant, question, None) if isinstance(x.form, Claim))
    held = (x for x in claims if isinstance(x.right, Given) and x.mark == "=")
    assert not any(isinstance(x.left, Value | Passage) for x in held)


@pytest.mark.parametrize("question", ["基本支出人均多少钱", "人均项目支出是多少万"])
def test_what_is_asked_for_each_head_is_not_the_whole(assistant: Assistant, question: str) -> None:
    forms = proposed(assistant, question)
    assert not {show(BASIC), show(PROJECT)} & forms


NONE_THERE: list[tuple[str, Some, str]] = [
    ("超过 200 万的重点任务", Some(Where(KEY, Holds(">", wan("200")))), "key-tasks/2"),
    ("不到 3 万的任务", Some(Where(TASKS, Holds("<", wan("3")))), "other-tasks/2"),
]


@pytest.mark.parametrize(
    ("form", "nearest"), [x[1:] for x in NONE_THERE], ids=[x[0] for x in NONE_THERE]
)
def test_where_no_row_keeps_a_bound_the_nearest_one_is_shown(
    assistant: Assistant, form: Some, nearest: str
) -> None:
    outcome = evaluate(form, assistant.world())
    assert (outcome.verdict, outcome.rows, outcome.cited) == (False, (), (nearest,))


def test_between_two_bounds_none_is_nearest(assistant: Assistant) -> None:
    between = Where(Where(TASKS, Holds(">=", wan("65"))), Holds("<=", wan("100")))
    assert evaluate(Some(between), assistant.world()).cited == ()


def test_rows_that_are_alike_near_are_all_shown(assistant: Assistant) -> None:
    tens = Where(Pick(("key-tasks/3", "key-tasks/1", "other-tasks/1")), Holds("<", wan("9")))
    world = assistant.world()
    end = nearest(tens, world)
    assert end is not None
    assert rows_of(end, world) == rows_of(Pick(("key-tasks/3", "other-tasks/1")), world)


def test_rows_of_unlike_units_have_none_that_is_nearest(assistant: Assistant) -> None:
    outcome = evaluate(Some(Where(INDICATORS, Holds(">", Given(Decimal(5000))))), assistant.world())
    assert outcome.cited == ()
