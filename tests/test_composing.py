"""Operations on what another operation yields, and a turn that puts a row to those before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms import (
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
    row,
    show,
    tell,
    total,
    value,
    wan,
)

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.logic import (
    Arith,
    Claim,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Grade,
    Holds,
    Not,
    Nth,
    Position,
    Some,
    Where,
)
from askperf.understanding.grammar import Before

NOTARY, DISPUTES, EXAMS = row("other-tasks/7"), row("other-tasks/5"), row("other-tasks/4")
FIRST_TWO = Extreme(TASKS, True, (1, 2))
FIRST_THREE, LAST_THREE = Extreme(TASKS, True, (1, 2, 3)), Extreme(TASKS, False, (1, 2, 3))
LARGEST = Extreme(TASKS, True, (1,))
TWENTY_TO_FIFTY = Where(Where(TASKS, Holds(">=", wan("20"))), Holds("<=", wan("50")))

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
]

SUM = Before(tell(total(Either((PUBLICITY, MEDIATORS)))))
LISTED = Before(show(Where(TASKS, OVER_20)))
KEY_SUM = Before(tell(total(KEY)))
FOLLOWING: list[tuple[str, Before, Form]] = [
    ("再加上考务呢", SUM, tell(total(Either((Either((PUBLICITY, MEDIATORS)), EXAMS))))),
    ("再并入考务", SUM, tell(total(Either((Either((PUBLICITY, MEDIATORS)), EXAMS))))),
    ("再添上人民调解员", LISTED, show(Either((Where(TASKS, OVER_20), MEDIATORS)))),
    ("另一类是它的几倍", KEY_SUM, tell(Arith("ratio", total(OTHER), total(KEY)))),
]


@pytest.mark.parametrize(("question", "form"), COMPOSED, ids=[q for q, _ in COMPOSED])
def test_an_operation_of_an_operation(assistant: Assistant, question: str, form: Form) -> None:
    assert form in {found.form for found in candidates(assistant, question, None)}


@pytest.mark.parametrize(("question", "before", "form"), FOLLOWING, ids=[x[0] for x in FOLLOWING])
def test_a_row_is_put_to_those_before(
    assistant: Assistant, question: str, before: Before, form: Form
) -> None:
    assert form in {found.form for found in candidates(assistant, question, before)}


@pytest.mark.parametrize(
    "question", ["服务质量比目标分高25分属于哪一等", "服务质量做到目标的1.5倍算什么等级"]
)
def test_how_far_a_score_is_from_another_is_no_score(assistant: Assistant, question: str) -> None:
    found = [one.form for one in candidates(assistant, question, None)]
    assert not any(isinstance(form, Grade) and form.score is not None for form in found)


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


def test_rows_of_unlike_units_have_none_that_is_nearest(assistant: Assistant) -> None:
    outcome = evaluate(Some(Where(INDICATORS, Holds(">", Given(Decimal(5000))))), assistant.world())
    assert outcome.cited == ()
