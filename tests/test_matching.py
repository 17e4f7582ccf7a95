"""When a form's outcome is what an example wants: the convention, case by case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.logic import (
    Arith,
    Belongs,
    Claim,
    Describe,
    Extreme,
    Find,
    Fold,
    Form,
    Given,
    Grade,
    Holds,
    Kinds,
    Larger,
    Meets,
    Not,
    Nothing,
    OfLevel,
    Pick,
    Position,
    Several,
    Show,
    Some,
    Table,
    Tell,
    Value,
    Where,
)
from askperf.training.examples import expand_rows
from askperf.understanding.gold import Gold
from askperf.understanding.matching import is_said_by, matches, same

TASKS = Table(("key-tasks", "other-tasks"))
KEY = Table(("key-tasks",))
LAW = Pick(("key-tasks/2",))
TALKS = Pick(("other-tasks/3",))
TARGET = Pick(("indicators/3",))
BOTH = Pick(("other-tasks/4", "other-tasks/7"))
BLANK = Pick(("overview/subunits",))
NAME = Pick(("overview/department",))
SCORE = "indicators/9"
LEVEL = Where(Table(("indicators",)), OfLevel("成本指标"))
VALUE = ("value",)
SUM, COUNT = Tell((Fold("sum", KEY),)), Tell((Fold("count", KEY),))
SHARE = Tell((Arith("share", Fold("sum", KEY), Fold("sum", TASKS)),))


JUST_TEN = Holds("=", Given(Decimal(10), "万元"))
TEN = Holds(">=", Given(Decimal(10), "万元"))


def given(number: str, unit: str = "") -> Given:
    return Given(Decimal(number), unit)


def gold(kind: str, rows: str = "", *figures: float, **more: Any) -> dict[str, Any]:
    """The gold of a case: kind, rows in shorthand, figures, and the rest by name."""
    numbers = tuple(Decimal(str(figure)) for figure in figures)
    return {"kind": kind, "rows": tuple(rows.split()), "figures": numbers, **more}


ABSENT = gold("absent", status="not_found")
EMPTY = gold("overview", "overview/subunits", status="blank")
EITHER = gold("ambiguous", "other-tasks/4 other-tasks/7", 25, 48.77, status="ambiguous")
MONEY = gold("task-amount", "other-tasks/3", 26)
WHAT = gold("task-content", "other-tasks/3")
GOAL = gold("colloquial", "other-tasks/3", cell="goal")
MISSED = gold("check", "indicators/3", 97.5, verdict=False)
MET = gold("check", "indicators/3", 97.5, verdict=True)
ALL_TEN = gold("check", "key-tasks/*", verdict=True)
MANY = gold("count", "key-tasks/*", 4)
LIST = gold("list", "key-tasks/*")
TOTAL = gold("aggregate", "key-tasks/*", 225)
SHARED = gold("share", "key-tasks/* tasks/*", 18.81)
MOST = gold("rank", "other-tasks/6")
AFTER = gold("followup", "other-tasks/4 other-tasks/7")
THOSE_TEN = gold("followup", "key-tasks/3 other-tasks/1")
MORE = gold("compare", "other-tasks/3 other-tasks/4", 26, 25, verdict=True)
LARGER = gold("compare", "other-tasks/3")
THERE = gold("exists", "indicators/10", verdict=True)
GRADE = gold("indicator", "indicators/9", words=("良好",))
SECOND = Extreme(TASKS, True, (2,))
FIRST = Extreme(TASKS, True, (1,))
DENIED = gold("rank", "other-tasks/6", 813.5, verdict=False)
PLACED = gold("check", "key-tasks/2 other-tasks/3", verdict=True)

CASES: list[tuple[str, Form, dict[str, Any], bool]] = [
    # what the form doesn't hold
    ("a refusal is right", Nothing("unknown"), ABSENT, True),
    ("an answer isn't", Show(TALKS, VALUE), ABSENT, False),
    ("nor is a refusal of what it holds", Nothing("unknown"), MONEY, False),
    # blank cells
    ("said to be blank", Show(BLANK, VALUE), EMPTY, True),
    ("another row's number", Show(TALKS, VALUE), EMPTY, False),
    ("blank where a number is wanted", Show(BLANK, VALUE), MONEY, False),
    # several that fit
    ("both, to choose from", Show(BOTH, VALUE, True), EITHER, True),
    ("both, without choice", Show(BOTH, VALUE), EITHER, True),
    ("one of both", Show(Pick(("other-tasks/4",)), VALUE), EITHER, False),
    ("both, another cell", Show(BOTH, ("content",)), EITHER, False),
    # look-ups of a number
    ("the number", Show(TALKS, VALUE), MONEY, True),
    ("another's number", Show(LAW, VALUE), MONEY, False),
    ("the row without its number", Show(TALKS, ("name",)), MONEY, False),
    ("more rows than wanted", Show(Pick(("other-tasks/3", "key-tasks/2")), VALUE), MONEY, False),
    ("the number, told", Tell((Value(TALKS),)), MONEY, True),
    ("the number beside another", Tell((Value(TALKS), Value(LAW))), MONEY, False),
    ("to choose from, where one is meant", Show(BOTH, VALUE, True), MONEY, False),
    # look-ups of text
    ("the content", Show(TALKS, ("content",)), WHAT, True),
    ("the amount instead", Show(TALKS, VALUE), WHAT, False),
    ("the goal", Show(TALKS, ("goal",)), GOAL, True),
    ("the content for the goal", Show(TALKS, ("content",)), GOAL, False),
    ("the department", Show(NAME, ("text",)), gold("overview", "overview/department"), True),
    ("which row", Show(TALKS, VALUE), gold("reverse", "other-tasks/3"), True),
    ("its unit", Show(TALKS, ("unit",)), gold("unit", "other-tasks/3", cell="unit"), True),
    ("name by its number", Show(TALKS, VALUE), gold("rank", "other-tasks/3", cell="name"), True),
    # grades and where numbers stand
    ("the grade of a score", Grade(SCORE, Decimal(80)), GRADE, True),
    ("another grade", Grade(SCORE, Decimal(95)), GRADE, False),
    ("all grades", Grade(SCORE), gold("indicator", "indicators/9", cell="explanation"), True),
    ("the row of a number", Find(given("26")), gold("reverse", "other-tasks/3", 26), True),
    ("too many rows", Find(given("2")), gold("reverse", "indicators/8", 2), False),
    # claims
    ("a miss", Meets(TARGET, given("96")), MISSED, True),
    ("the other verdict", Meets(TARGET, given("98")), MISSED, False),
    ("the target without a verdict", Show(TARGET, VALUE), MISSED, False),
    ("a verdict where none is wanted", Meets(TARGET, given("96")), MONEY, False),
    ("a comparison", Claim(Value(TALKS), ">", Value(Pick(("other-tasks/4",)))), MORE, True),
    ("its contrary", Claim(Value(TALKS), "<", Value(Pick(("other-tasks/4",)))), MORE, False),
    ("with the other's figure given", Claim(Value(TALKS), ">", given("25", "万元")), MORE, True),
    ("of other rows", Claim(Value(LAW), ">", Value(Pick(("key-tasks/1",)))), MORE, False),
    ("there is one", Some(LEVEL), THERE, True),
    ("there are others", Some(KEY), THERE, False),
    ("there is none", Some(LEVEL, False), THERE, False),
    ("it is one", Belongs("indicators/10", LEVEL), THERE, True),
    # true or false for another reason than the one asked about
    ("the row is there, its target met or not", Some(TARGET), MET, False),
    ("none of them isn't", Some(Where(KEY, Not(TEN)), False), ALL_TEN, True),
    ("named rows are counted", Claim(Fold("count", BOTH), "=", given("2")), THERE, False),
    ("it stands in a table", Belongs("other-tasks/3", TASKS), MORE, False),
    ("it has the place, whoever else is named", Belongs("key-tasks/2", SECOND), PLACED, True),
    ("another one has it", Belongs("other-tasks/6", SECOND), PLACED, False),
    (
        "it is not the largest, the one that is is named",
        Belongs("key-tasks/2", FIRST),
        DENIED,
        True,
    ),
    (
        "it is not among the first, one of which is named",
        Belongs("key-tasks/3", SECOND),
        DENIED,
        False,
    ),
    # computing
    ("the sum", SUM, TOTAL, True),
    ("another sum", Tell((Fold("sum", TASKS),)), TOTAL, False),
    ("the list for its sum", Show(KEY, VALUE), TOTAL, False),
    ("the share", SHARE, SHARED, True),
    ("the sum and the mean", Tell((Fold("sum", KEY), Fold("mean", KEY))), TOTAL, False),
    ("both shown again for 哪个多", Show(BOTH, VALUE), AFTER, False),
    ("both found by a condition", Show(Where(TASKS, JUST_TEN), VALUE), THOSE_TEN, True),
    ("the larger", Larger(Value(TALKS), Value(Pick(("other-tasks/4",)))), LARGER, True),
    ("looked up, it is no comparison", Larger(Value(TALKS), Value(LAW)), MONEY, False),
    ("of others", Larger(Value(LAW), Value(Pick(("other-tasks/4",)))), LARGER, False),
    (
        "kinds",
        Kinds(Table(("indicators",)), "unit"),
        gold("list", "indicators/*", cell="unit"),
        True,
    ),
    (
        "one unit",
        Kinds(Table(("indicators",)), "unit"),
        gold("unit", "indicators/20", cell="unit"),
        False,
    ),
    ("the place", Position("other-tasks/6", TASKS), gold("rank", "other-tasks/6", 1), True),
    ("the largest", Show(Extreme(TASKS, True, (1,)), ("name",)), MOST, True),
    ("the second", Show(Extreme(TASKS, True, (2,)), ("name",)), MOST, False),
    # lists and counts
    ("the list", Show(KEY, ("name",)), LIST, True),
    ("the count for a list", COUNT, LIST, True),
    ("the count", COUNT, MANY, True),
    ("the list for a count", Show(KEY, VALUE), MANY, True),
    ("another list", Show(TASKS, VALUE), MANY, False),
    # two at once, and about the form
    (
        "both parts",
        Several((Show(TALKS, VALUE), Show(LAW, VALUE))),
        gold("multi", "other-tasks/3 key-tasks/2", 26, 136),
        True,
    ),
    (
        "one part of two",
        Several((Show(TALKS, VALUE), Show(Pick(("key-tasks/1",)), VALUE))),
        gold("multi", "other-tasks/3 key-tasks/2", 26, 136),
        False,
    ),
    (
        "two lists",
        Several((Show(TALKS, VALUE), Show(LAW, VALUE))),
        gold("list", "other-tasks/3 key-tasks/2"),
        True,
    ),
    (
        "two places of one number each",
        Several((Find(Given(Decimal(26), "万元")), Find(Given(Decimal(136), "万元")))),
        gold("list", "other-tasks/3 key-tasks/2", cell="name"),
        True,
    ),
    (
        "two lists, one of them too long",
        Several((Show(KEY, VALUE), Show(TALKS, VALUE))),
        gold("list", "other-tasks/3 key-tasks/2"),
        False,
    ),
    (
        "two contents, one of them not shown",
        Several((Show(TALKS, ("content",)), Show(LAW, VALUE))),
        gold("multi", "other-tasks/3 key-tasks/2", cell="content"),
        False,
    ),
    ("about the form", Describe("form"), gold("meta"), True),
    ("about the form, asked of a row", Describe("form"), MONEY, False),
    ("a row, asked about the form", Show(TALKS, VALUE), gold("meta"), False),
]


@pytest.mark.parametrize(
    ("form", "wanted", "right"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_convention(
    assistant: Assistant, form: Form, wanted: dict[str, Any], right: bool
) -> None:
    rows = expand_rows(wanted["rows"], assistant.form)
    meant, world = Gold(**{**wanted, "rows": rows}), assistant.world()
    assert matches(form, evaluate(form, world), meant, world) is right


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("18.81", "18.8107", True),
        ("18.81", "18.82", False),
        ("56.25", "56.250", True),
        ("0.01", "0.0112", False),
        ("17.22", "17.215", True),
        ("26", "26", True),
    ],
)
def test_numbers_are_alike_to_two_places(left: str, right: str, alike: bool) -> None:
    assert same(Decimal(left), Decimal(right)) is alike


@pytest.mark.parametrize(
    ("value", "figure", "said"),
    [("42.84", "43", True), ("42.84", "42", False), ("0.84", "1", False), ("813.5", "814", True)],
)
def test_a_figure_may_be_the_number_rounded_to_a_whole_one(
    value: str, figure: str, said: bool
) -> None:
    assert is_said_by(Decimal(value), Decimal(figure)) is said
