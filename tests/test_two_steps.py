"""Questions of two steps or two parts, and turns that work with what was told before.

Each case is a question, the turn before it if there is one, and a form that the grammar must
propose; which of its proposals is meant is for the ranker to know.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms import (
    ADVISERS,
    ALL,
    INDICATORS,
    KEY,
    MEDIATORS,
    NUMBERS,
    OTHER,
    PROJECT,
    PUBLICITY,
    RENT,
    TASKS,
    proposed,
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Convert,
    Either,
    Except,
    Extreme,
    Find,
    Fold,
    Form,
    Given,
    Holds,
    Larger,
    Meets,
    Not,
    Nth,
    OfComparator,
    OfLevel,
    OnLine,
    Position,
    Several,
    Some,
    Where,
)
from askperf.understanding.grammar import Before
from askperf.understanding.guards import (
    GUARDS,
    asks_which,
    passes_over_bound,
    passes_over_change,
    passes_over_denial,
)
from askperf.understanding.parser import Proposal

LAW, GOVERNMENT, NOTARY = row("key-tasks/2"), row("key-tasks/1"), row("other-tasks/7")
VILLAGE, EXAM, HELP = row("other-tasks/5"), row("other-tasks/4"), row("other-tasks/2")
MONITORED, RATE = value(row("indicators/4")), row("indicators/13")
TWO = Given(Decimal(2))


def yuan(number: int) -> Given:
    return Given(Decimal(number), "元/人年")


def over(number: str) -> Holds:
    return Holds(">", wan(number))


AT_LEAST_100 = Where(TASKS, Holds(">=", wan("100")))
MORE_THAN_20 = Where(KEY, over("20"))
EQUAL, BOUND = (Where(INDICATORS, OfComparator(mark)) for mark in ("=", ">="))
RENT_OF_ALL = Arith("times", MONITORED, value(RENT))
THREE_TASKS = Either((MEDIATORS, PUBLICITY, ADVISERS))

AT_ONCE: list[tuple[str, Form]] = [
    # two numbers
    (
        "11项任务里至少砸了100万的占几项？折成百分比呢",
        tell(
            Fold("count", AT_LEAST_100),
            Arith("share", Fold("count", AT_LEAST_100), Fold("count", TASKS)),
        ),
    ),
    (
        "重点任务里超过20万的有几项，合起来占重点任务的几成",
        tell(Fold("count", MORE_THAN_20), Arith("share", total(MORE_THAN_20), total(KEY))),
    ),
    (
        "撇开一村一法律顾问，其余十项合计多少、平均每项多少",
        tell(total(Except(TASKS, ADVISERS)), Fold("mean", Except(TASKS, ADVISERS))),
    ),
    (
        "1540人的手环租用费一年要多少万，占公共法律服务的百分之几",
        tell(Convert(RENT_OF_ALL, "万元"), Arith("share", RENT_OF_ALL, value(LAW))),
    ),
    # two parts of one kind
    (
        "不到10万的任务有哪些，过百万的又有哪些",
        Several(
            (show(Where(TASKS, Holds("<", wan("10")))), show(Where(TASKS, over("100")))),
        ),
    ),
    (
        "对比符号写“=”的有几条，写“>=”的又有几条",
        Several((tell(Fold("count", EQUAL)), tell(Fold("count", BOUND)))),
    ),
    (
        "42.84万是哪项，48.77万又是哪项",
        Several((Find(wan("42.84")), Find(wan("48.77")))),
    ),
    (
        "普法宣传在第几行，人民调解员工作又在第几行",
        Several((show(PUBLICITY, "line"), show(MEDIATORS, "line"))),
    ),
    (
        "公证处办公保障和村级信访调解，在11项任务里各排第几",
        Several((Position("other-tasks/7", TASKS), Position("other-tasks/5", TASKS))),
    ),
    (
        "人民调解员工作、普法宣传、一村一法律顾问里最多的和最少的是哪项",
        show(Either((Extreme(THREE_TASKS, True, (1,)), Extreme(THREE_TASKS, False, (1,))))),
    ),
    # places by their numbers
    ("重点任务1多少钱", show(Nth(KEY, (1,)))),
    ("其他2的目标是什么", show(Nth(OTHER, (2,)), "goal")),
    (
        "重点1加其他7等于几",
        tell(Arith("plus", value(Nth(KEY, (1,))), value(Nth(OTHER, (7,))))),
    ),
    (
        "第16行的钱比第15行的多多少",
        tell(Arith("gap", *(value(Where(ALL, OnLine(line))) for line in (16, 15)))),
    ),
    ("重点任务的2号和4号各多少钱", show(Nth(KEY, (2, 4)))),
    (
        "总投入里重点任务占百分之几、其他任务占百分之几",
        tell(*(Arith("share", total(part), total(TASKS)) for part in (KEY, OTHER))),
    ),
    # several conditions
    (
        "经费多于普法宣传、少于公证处办公保障的任务有哪些",
        show(
            Where(Where(TASKS, Holds(">", value(PUBLICITY))), Holds("<", value(NOTARY))),
        ),
    ),
    (
        "不是2的数量指标有哪些",
        show(Where(Where(INDICATORS, NUMBERS), Holds("!=", Given(Decimal(2))))),
    ),
    (
        "不是10万又不超过30万的任务有几项",
        tell(
            Fold("count", Where(Where(TASKS, Holds("!=", wan("10"))), Holds("<=", wan("30")))),
        ),
    ),
    # what would be
    (
        "公证处办公保障追加20万元，所有任务里排第几",
        Position("other-tasks/7", TASKS, number=Arith("plus", value(NOTARY), wan("20"))),
    ),
    (
        "法治宣传教育普及率上调5个百分点是多少",
        tell(Arith("plus", value(RATE), Given(Decimal(5), "%"))),
    ),
    (
        "电子手环租用费涨到600元，1540人一年多花多少",
        tell(Arith("times", MONITORED, Arith("gap", yuan(600), value(RENT)))),
    ),
    (
        "电子手环租用费3个月多少钱",
        tell(
            Arith(
                "per",
                Arith(
                    "times",
                    Arith("times", value(RENT), Given(Decimal(1), "人")),
                    Given(Decimal(3)),
                ),
                Given(Decimal(12)),
            )
        ),
    ),
    (
        "手环监控人数压到1000人，一年能省多少租用费",
        tell(Arith("times", Arith("gap", MONITORED, Given(Decimal(1000), "人")), value(RENT))),
    ),
    (
        "1540人的手环租用费打八折是多少",
        tell(Arith("times", RENT_OF_ALL, Given(Decimal(80), "%"))),
    ),
    # what may not be less is at least so much
    (
        "不许低于100%的指标有哪些",
        show(Where(INDICATORS, Holds(">=", Given(Decimal(100), "%")))),
    ),
    ("普法宣传不准超过26万吗", Claim(value(PUBLICITY), "<=", wan("26"))),
    # held against one another
    ("项目支出拿去做公共法律服务，够吗", Claim(value(PROJECT), ">=", value(LAW))),
    ("给80万付1540人的手环租用费，够吗", Claim(wan("80"), ">=", RENT_OF_ALL)),
    ("普法宣传给20万够不够", Claim(wan("20"), ">=", value(PUBLICITY))),
    ("普法宣传有20万够吗", Claim(wan("20"), ">=", value(PUBLICITY))),
    ("普法宣传够20万吗", Claim(value(PUBLICITY), ">=", wan("20"))),
    (
        "拿50万给900人租手环，租一年够吗",
        Claim(
            wan("50"),
            ">=",
            Arith(
                "times",
                Arith("times", value(RENT), Given(Decimal(900), "人")),
                Given(Decimal(1), "年"),
            ),
        ),
    ),
    ("给200万，把四项重点任务全办下来够不够", Claim(wan("200"), ">=", total(KEY))),
    (
        "项目支出人均超过1万吗",
        Claim(Arith("per", value(PROJECT), value(row("overview/headcount"))), ">", wan("1")),
    ),
    (
        "村级信访调解跟公证处办公保障的一半比，哪个多",
        Larger(value(VILLAGE), Arith("per", value(NOTARY), TWO), True),
    ),
]


@pytest.mark.parametrize(("question", "form"), AT_ONCE, ids=[q for q, _ in AT_ONCE])
def test_two_steps_are_proposed(assistant: Assistant, question: str, form: Form) -> None:
    assert form in proposed(assistant, question)


THREE = Before(
    show(NOTARY),
    NOTARY.rows,
    recent=(*PUBLICITY.rows, *EXAM.rows, *NOTARY.rows),
    numbers=(value(PUBLICITY), value(EXAM), value(NOTARY)),
)
PRICED = Before(show(RENT), RENT.rows, numbers=(MONITORED, value(RENT)))
HEADS = Before(show(row("indicators/4")), ("indicators/4",), numbers=(MONITORED,))
OF_ONE = Before(show(ADVISERS), ADVISERS.rows, numbers=(value(ADVISERS),))
SUMMED = Before(
    tell(total(Either((NOTARY, PUBLICITY)))),
    (*NOTARY.rows, *PUBLICITY.rows),
    numbers=(total(Either((NOTARY, PUBLICITY))),),
)
REST = total(Except(TASKS, ADVISERS))

TOTALLED = Before(Claim(total(OTHER), "=", wan("971.11")), numbers=(total(OTHER),))
OF_KEY = Before(tell(total(KEY)), numbers=(total(KEY),))
IN_TALK: list[tuple[str, Before, Form]] = [
    ("头尾两个相加", THREE, tell(Arith("plus", value(NOTARY), value(PUBLICITY)))),
    ("第一个和最后一个差多少", THREE, tell(Arith("gap", value(NOTARY), value(PUBLICITY)))),
    ("中间那个的目标是什么", THREE, show(EXAM, "goal")),
    ("两个数乘起来会突破80万吗", PRICED, Claim(RENT_OF_ALL, ">", wan("80"))),
    ("乘起来的总额占公共法律服务的几成", PRICED, tell(Arith("share", RENT_OF_ALL, value(LAW)))),
    ("要是每人550元，一共多少", HEADS, tell(Arith("times", MONITORED, yuan(550)))),
    ("其余十项合起来有它一半吗", OF_ONE, Claim(REST, ">=", Arith("per", value(ADVISERS), TWO))),
    ("其余十项合起来有它多吗", OF_ONE, Claim(REST, ">", value(ADVISERS))),
    ("不是合计，是相差多少", SUMMED, tell(Arith("gap", value(NOTARY), value(PUBLICITY)))),
    ("那另外那张表呢", OF_KEY, tell(total(OTHER))),
    ("另一张表呢", OF_KEY, tell(total(OTHER))),
    ("不算普法宣传那个呢", TOTALLED, tell(total(Except(OTHER, PUBLICITY)))),
    (
        "低于它又高于20万的任务有几项",
        OF_ONE,
        tell(Fold("count", Where(Where(TASKS, over("20")), Holds("<", value(ADVISERS))))),
    ),
]


@pytest.mark.parametrize(("question", "before", "form"), IN_TALK, ids=[q for q, _, _ in IN_TALK])
def test_what_was_told_is_worked_with(
    assistant: Assistant, question: str, before: Before, form: Form
) -> None:
    assert form in proposed(assistant, question, before)


UNMEANT: list[tuple[str, Form]] = [
    # money that is given pays for what is named
    ("普法宣传给20万够不够", Claim(value(PUBLICITY), ">=", wan("20"))),
    # what is left out is a part of what it is left out of
    (
        "其他任务里去掉行政立法和普法宣传，其余多少万",
        tell(total(Except(OTHER, Either((row("key-tasks/4"), PUBLICITY))))),
    ),
    # two conditions of the same rows are no two numbers
    (
        "不是10万又不超过30万的任务有几项",
        tell(
            Arith(
                "gap",
                Fold("count", Where(TASKS, Holds("!=", wan("10")))),
                Fold("count", Where(TASKS, Holds("<=", wan("30")))),
            )
        ),
    ),
    # the least of a row that was named is its own
    (
        "普法宣传的钱，表上定的最少是多少",
        Several((show(PUBLICITY), show(Extreme(TASKS, False, (1,))))),
    ),
    # what is the largest is no bound
    ("普法宣传26万元是最多的吗", Claim(value(PUBLICITY), "<=", wan("26"))),
    ("不许低于100%的指标有哪些", show(Where(INDICATORS, Holds("<", Given(Decimal(100), "%"))))),
    # three months are no month
    (
        "电子手环租用费3个月多少钱",
        tell(
            Arith("per", Arith("times", value(RENT), Given(Decimal(1), "人")), Given(Decimal(12)))
        ),
    ),
    # one negation denies once
    ("重点任务没有一项过70万，对吧", Some(Where(KEY, Not(over("70"))), False)),
    # a number by the name of a table is a place along it
    ("其他6多少钱", show(Extreme(OTHER, True, (6,)))),
    # the number is denied, not the level
    ("不是2的数量指标有哪些", show(Where(INDICATORS, Not(OfLevel("数量指标"))))),
]


@pytest.mark.parametrize(("question", "form"), UNMEANT, ids=[q for q, _ in UNMEANT])
def test_what_is_not_meant_is_not_proposed(assistant: Assistant, question: str, form: Form) -> None:
    assert form not in proposed(assistant, question)


def _best(assistant: Assistant, question: str, form: Form) -> Proposal:
    parse = assistant.engine.parser.parse(question, None)
    return next(one for one in parse.proposals if one.candidate.form == form)


CHANGED, BOUND, DENIED, WHICH = (
    passes_over_change,
    passes_over_bound,
    passes_over_denial,
    asks_which,
)
FIRST_FIVE = Extreme(OTHER, True, (1, 2, 3, 4, 5))
OF_NAMED = Claim(value(row("key-tasks/4")), ">=", value(PUBLICITY))
GUARDED: list[tuple[str, Form, object]] = [
    ("普法宣传添20万，它在11项任务里排第几", Position("other-tasks/3", TASKS), CHANGED),
    ("普法宣传在11项任务里排第几", Position("other-tasks/3", TASKS), None),
    ("普法宣传砍半，在其他任务里还排得进前五吗", Belongs("other-tasks/3", FIRST_FIVE), CHANGED),
    ("普法宣传在其他任务里排得进前五吗", Belongs("other-tasks/3", FIRST_FIVE), None),
    ("行政立法再凑上普法宣传，够不够 42 万", OF_NAMED, BOUND),
    ("投入过百万、但又不在其他任务里的，是哪一项", show(Where(OTHER, over("100"))), DENIED),
    ("其他任务里投入过百万的是哪一项", show(Where(OTHER, over("100"))), None),
    ("普法宣传是不是重点任务", Belongs("other-tasks/3", KEY), None),
    ("其他任务里有两项合计91.61万，是哪两项", Claim(total(OTHER), "=", wan("91.61")), WHICH),
    ("调解成功率96%达标吗", Meets(row("indicators/3"), Given(Decimal(96), "%")), None),
]


@pytest.mark.parametrize(
    ("question", "form", "wanted"), GUARDED, ids=[question for question, _, _ in GUARDED]
)
def test_what_an_answer_must_not_pass_over(
    assistant: Assistant, question: str, form: Form, wanted: object
) -> None:
    parse = assistant.engine.parser.parse(question, None)
    best = _best(assistant, question, form)
    assert [guard for guard in GUARDS if guard(parse, best)] == ([wanted] if wanted else [])
