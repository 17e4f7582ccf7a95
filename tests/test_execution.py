"""Logical forms evaluated on the shipped form: amounts, arithmetic, verdicts, rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.execution.values import Undefined
from askperf.logic import (
    Alike,
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
    Grade,
    Holds,
    IsWhole,
    Larger,
    Limit,
    Meets,
    Mentions,
    Nearest,
    Not,
    Nth,
    OfComparator,
    OfLevel,
    OfUnit,
    Passage,
    Pick,
    Position,
    Reach,
    Show,
    Some,
    Table,
    Tell,
    Value,
    Where,
)  # fmt: skip

TASKS = Table(("key-tasks", "other-tasks"))
KEY, OTHER, INDICATORS = Table(("key-tasks",)), Table(("other-tasks",)), Table(("indicators",))
WORLD = Assistant().world()


def pick(*rows: str) -> Pick:
    return Pick(rows)


def value(row: str) -> Value:
    return Value(pick(row))


def given(number: str, unit: str = "") -> Given:
    return Given(Decimal(number), unit)


BASIC, PROJECT = value("overview/basic-expenditure"), value("overview/project-expenditure")
FISCAL, HEADS = value("overview/fiscal-appropriation"), value("overview/headcount")
TOP3 = Extreme(TASKS, True, (1, 2, 3))
TOP_SHARE = Arith("share", Fold("sum", TOP3), Fold("sum", TASKS))

NUMBERS = [
    (Fold("sum", KEY), "225"),
    (Fold("sum", TASKS), "1196.11"),
    (Fold("mean", OTHER), "138.73"),
    (Fold("median", TASKS), "26"),
    (Fold("range", TASKS), "808.5"),
    (Fold("count", Where(INDICATORS, OfLevel("质量指标"))), "5"),
    (Fold("count", Where(INDICATORS, Not(OfUnit(("%",))))), "21"),
    (Fold("count", Where(INDICATORS, OfComparator("="))), "7"),
    (Fold("sum", Except(TASKS, TOP3)), "183.61"),
    (Fold("sum", Except(TASKS, pick("other-tasks/6"))), "382.61"),
    (Fold("sum", Where(TASKS, Mentions(("考试",), "name"))), "73.77"),
    (Arith("share", Fold("sum", TOP3), Fold("sum", TASKS)), "84.65"),
    (Arith("minus", FISCAL, BASIC), "187.77"),
    (Arith("gap", Fold("sum", KEY), Fold("sum", OTHER)), "746.11"),
    (Arith("ratio", value("key-tasks/2"), value("key-tasks/4")), "8.5"),
    (Arith("per", BASIC, HEADS), "17.22"),
    (Arith("per", BASIC, given("7")), "327.1"),
    (Arith("minus", BASIC, given("100", "万元")), "2189.69"),
    (Arith("times", value("indicators/4"), value("indicators/10")), "770000"),
    (Arith("times", BASIC, given("90", "%")), "2060.72"),
    (Arith("times", value("indicators/3"), given("200", "件")), "195"),
    (Arith("minus", given("100", "%"), value("indicators/3")), "2.5"),
    (Arith("plus", BASIC, PROJECT), "2477.46"),
    (Convert(FISCAL, "亿元"), "0.247746"),
    (Convert(Arith("per", BASIC, HEADS), "元"), "172157.14"),
    (Convert(value("indicators/10"), "万元"), "0.05"),
    (Arith("plus", Fold("mean", TASKS), given("26")), "134.74"),
    (Passage("key-tasks/3", 0), "86"),
    (Limit("indicators/9", "优秀"), "90"),
    (Arith("gap", Limit("indicators/9", "优秀"), given("88")), "2"),
    (Arith("gap", value("indicators/4"), value("indicators/21")), "1380"),  # people, cases
    (Arith("ratio", value("indicators/21"), value("indicators/18")), "53.33"),
    (Fold("sum", pick("indicators/11", "indicators/24")), "6"),  # 个 and 次, as numbers
    (Arith("times", value("indicators/10"), given("2")), "1000"),  # a doubled rent
    (Arith("afford", given("5", "万元"), value("indicators/10")), "100"),
    (Arith("times", Arith("times", value("indicators/10"), given("12", "人")), given("3", "年")),
     "18000"),
    (Fold("sum", Where(TASKS, IsWhole())), "291"),
    (Fold("count", Where(TASKS, Not(IsWhole()))), "3"),
    (Reach(TASKS, "largest", ">", Arith("times", Fold("sum", TASKS), given("90", "%"))), "5"),
    (Reach(TASKS, "smallest", ">", given("100", "万元")), "7"),
    (Reach(TASKS, "listed", ">=", given("63", "万元")), "1"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), NUMBERS)
def test_numbers(number: object, expected: str) -> None:
    outcome = evaluate(Tell((number,)), WORLD)  # type: ignore[arg-type]
    assert outcome.amounts[0].value == Decimal(expected)


# Less than one row and more than another.
BETWEEN = Where(
    Where(pick("other-tasks/3"), Holds("<", value("other-tasks/7"))),
    Holds(">", value("other-tasks/1")),
)

VERDICTS = [
    (Meets(pick("indicators/3"), given("96", "%")), False),
    (Meets(pick("indicators/3"), given("97.5", "%")), True),
    (Meets(pick("indicators/15"), given("3", "人")), False),
    (Meets(pick("indicators/15"), given("2", "人"), "<"), False),
    (Meets(pick("indicators/13"), given("80", "%"), "<"), False),
    (Meets(pick("indicators/6"), given("0")), False),
    (Meets(pick("indicators/3"), given("96", "%"), wanted=False), True),
    (Meets(pick("indicators/3"), given("98", "%"), wanted=False), False),
    (Meets(pick("indicators/21"), given("100", "件"), "<", False), True),
    (Claim(HEADS, ">", given("100", "人")), True),
    (Claim(value("other-tasks/3"), ">", given("20", "万元")), True),
    (Claim(FISCAL, "=", Arith("plus", BASIC, PROJECT)), True),
    (Claim(Fold("sum", TASKS), "=", PROJECT), False),
    (Claim(Fold("mean", TASKS), "=", Given(Decimal(108), "万元", Decimal(109))), True),
    (Claim(Fold("sum", TASKS), "=", Given(Decimal(108), "万元", Decimal(109))), False),
    (Claim(HEADS, "=", Given(Decimal(133), "人", Decimal(134))), True),
    (Some(Where(TASKS, Holds(">", given("500", "万元")))), True),
    (Some(Where(INDICATORS, OfLevel("满意度指标"))), False),
    (Some(Where(INDICATORS, OfLevel("满意度指标")), False), True),
    (Some(Where(KEY, Holds("<", given("10", "万元"))), False), True),
    (Some(BETWEEN), True),
    (Some(Where(pick("other-tasks/3"), Holds(">", value("other-tasks/7")))), False),
    (Belongs("other-tasks/3", KEY), False),
    (Belongs("other-tasks/6", Extreme(TASKS, True, (1,))), True),
    (Belongs("key-tasks/2", Extreme(TASKS, True, (2,))), True),
    (Belongs("key-tasks/4", Extreme(TASKS, True, tuple(range(1, 8)))), False),
    # about so: less than a twentieth apart
    (Claim(Fold("sum", OTHER), "~<", given("1000", "万元")), True),
    (Claim(Fold("sum", OTHER), "~<", given("970", "万元")), False),
    (Claim(Fold("sum", OTHER), "~", given("970", "万元")), True),
    (Claim(value("other-tasks/3"), "~", given("25", "万元")), True),
    (Claim(value("other-tasks/3"), "~", given("24.5", "万元")), False),
    # 84.6494… % is 84.65 % and 84.6 %, to as many places as are said, and no 84 %
    (Claim(TOP_SHARE, "=", given("84.65", "%")), True),
    (Claim(TOP_SHARE, "=", given("84.6", "%")), True),
    (Claim(TOP_SHARE, "=", given("84.64", "%")), False),
    (Claim(TOP_SHARE, "=", given("84", "%")), False),
    (Claim(TOP_SHARE, ">=", given("84.65", "%")), True),
    (Claim(TOP_SHARE, ">", given("84.65", "%")), False),
    (Claim(Arith("per", FISCAL, HEADS), "=", given("18.63", "万元")), True),
    (Belongs("key-tasks/3", Nth(KEY, (3,))), True),
    (Belongs("key-tasks/3", Nth(KEY, (2,))), False),
]


@pytest.mark.parametrize(("form", "verdict"), VERDICTS)
def test_verdicts(form: Form, verdict: bool) -> None:
    assert evaluate(form, WORLD).verdict is verdict


ROWS = [
    (Show(Extreme(TASKS, True, (2,)), ("value",)), ("key-tasks/2",)),
    (Show(Extreme(TASKS, False, (2,)), ("value",)), ("key-tasks/3", "other-tasks/1")),
    (Show(Nth(OTHER, (-1,)), ("value",)), ("other-tasks/7",)),
    (Show(Alike(TASKS), ("value",)), ("key-tasks/3", "other-tasks/1")),
    (Show(Nearest(TASKS, given("100", "万元")), ("value",)), ("key-tasks/2",)),
    (Show(Nearest(TASKS, value("other-tasks/3")), ("value",)), ("other-tasks/4",)),  # not itself
    (Show(Nearest(TASKS, given("25.5", "万元")), ("value",)), ("other-tasks/3", "other-tasks/4")),
    (Show(Where(TASKS, Holds(">", value("key-tasks/1"))), ("value",)),
     ("key-tasks/2", "other-tasks/6")),
    (Find(given("500", "元")), ("indicators/10",)),
    (Find(given("86", "个")), ("key-tasks/3",)),
    (Larger(value("other-tasks/3"), value("other-tasks/4")), ("other-tasks/3",)),
    (Either((pick("key-tasks/1"), pick("key-tasks/1"))), ("key-tasks/1",)),
]  # fmt: skip


@pytest.mark.parametrize(("form", "rows"), ROWS)
def test_rows(form: object, rows: tuple[str, ...]) -> None:
    asked = Show(form, ("value",)) if isinstance(form, Either) else form
    assert evaluate(asked, WORLD).rows == rows  # type: ignore[arg-type]


UNDEFINED = [
    Tell((Fold("sum", Where(INDICATORS, OfUnit(("%",)))),)),  # rates don't add up
    Tell((Fold("sum", INDICATORS),)),  # unlike units
    Tell((Arith("plus", BASIC, HEADS),)),
    Tell((Arith("ratio", BASIC, given("0")),)),
    Show(Nth(KEY, (5,)), ("value",)),
    Position("indicators/20", INDICATORS),  # unlike units have no order
    Position("other-tasks/3", TASKS, number=Fold("count", KEY)),  # a number of another unit
    Show(Extreme(TASKS, True, (829320920554579,)), ("value",)),
    Tell((Arith("afford", given("5.1", "元"), value("indicators/10")),)),  # a rest is left
    Tell((Arith("afford", given("5", "万元"), PROJECT),)),
    Tell((Reach(TASKS, "largest", ">", given("9999", "万元")),)),  # never reached
    Tell((Limit("indicators/9", "头等"),)),
    Tell((given("3"),)),  # nothing of the form
    Claim(value("other-tasks/3"), "<=", value("other-tasks/3")),  # a number against itself
    Show(pick("other-tasks/3"), ("comparator",)),
    Meets(pick("indicators/21"), given("200", "件"), "<", False),  # 160 件 would do
]


@pytest.mark.parametrize("form", UNDEFINED)
def test_what_has_no_sense_is_not_computed(form: Form) -> None:
    with pytest.raises(Undefined):
        evaluate(form, WORLD)


BLANK = [
    Show(pick("overview/other-funds"), ("value",)),
    Claim(value("overview/other-funds"), "=", given("0")),
    Tell((Arith("plus", value("overview/other-funds"), BASIC),)),
]


@pytest.mark.parametrize("form", BLANK)
def test_blank_is_not_0(form: Form) -> None:
    outcome = evaluate(form, WORLD)
    assert outcome.status == "blank" and not outcome.amounts


GRADES = [("75", {"良好"}), ("60", {"基本合格", "合格"}), ("95", {"优秀"})]


@pytest.mark.parametrize(("score", "labels"), GRADES)
def test_grades(score: str, labels: set[str]) -> None:
    outcome = evaluate(Grade("indicators/9", Decimal(score)), WORLD)
    assert {band.label for band in outcome.bands} == labels


def test_where_rightly_none_is_found_those_looked_at_are_shown() -> None:
    outcome = evaluate(Some(Where(KEY, Holds("<", given("10", "万元"))), False), WORLD)
    assert (outcome.rows, len(outcome.cited)) == ((), 4)


def test_a_row_that_is_compared_with_others_is_shown_beside_them() -> None:
    cited = evaluate(Some(BETWEEN), WORLD).cited
    assert set(cited) == {"other-tasks/3", "other-tasks/7", "other-tasks/1"}


def test_equal_numbers_share_a_place() -> None:
    assert evaluate(Position("other-tasks/1", TASKS), WORLD).amounts[0].value == 9


# (a number in the place of 普法宣传's own 26, its place among the eleven tasks)
PLACES = [("20", 5), ("37", 3), ("110", 2), ("800", 1), ("-20", 10), ("-16", 8)]


@pytest.mark.parametrize(("more", "place"), PLACES, ids=[more for more, _ in PLACES])
def test_a_changed_number_takes_its_own_place(more: str, place: int) -> None:
    changed = Arith("plus", value("other-tasks/3"), given(more, "万元"))
    outcome = evaluate(Position("other-tasks/3", TASKS, number=changed), WORLD)
    assert outcome.amounts[0].value == place
