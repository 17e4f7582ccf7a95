"""No figure without a quote that holds it, or arithmetic that can be done again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from derivations import faults
from derivations import replay as replayed
from golden import asked

from askperf import Assistant
from askperf.answer import Figure
from askperf.generation.grounding import numbers, replay, ungrounded
from askperf.interfaces.explain import explain

NUMERALS = "零一二三四五六七八九十"


def figure(value: str, derivation: str | None = None) -> Figure:
    return Figure(Decimal(value), "万元", None, "名称", "f/key-tasks/1", derivation)


# (quote of the row, figure, is it grounded)
GROUNDED = [
    ("法律援助\t136", figure("136"), True),
    ("法律援助\t136.0", figure("136"), True),
    ("法律援助\t136", figure("13"), False),
    ("法律援助\t1360", figure("136"), False),
    ("法律援助\t136.5", figure("136"), False),
    ("法律援助\t2136", figure("136"), False),
    ("", figure("136"), False),
    ("", figure("136", "63 + 73 = 136"), True),
    ("", figure("136", ""), False),
    ("", figure("136", "63 + 73"), False),
    ("", figure("136", "63 + 72 = 136"), False),
    ("", figure("135", "63 + 73 = 136"), False),
    ("", figure("3.33", "10 ÷ 3 ≈ 3.33"), True),
    ("", figure("3.34", "10 ÷ 3 ≈ 3.34"), False),
    ("", figure("56.25", "(63 + 136 + 10 + 16) ÷ 4 = 56.25"), True),
    ("配备两名", figure("2", "“两” = 2"), True),
    ("配备三名", figure("2", "“两” = 2"), False),
    ("配备两名", figure("2", "“” = 2"), False),
    ("", figure("1", "10 ÷ 0 = 1"), False),
    ("", figure("4", "2 ** 2 = 4"), False),
]


@pytest.mark.parametrize(("quote", "found", "grounded"), GROUNDED)
def test_a_figure_is_grounded(quote: str, found: Figure, grounded: bool) -> None:
    assert (not ungrounded([found], {"f/key-tasks/1": quote})) is grounded


# (derivation of 4, numbers that were asked with, is it grounded by a row that says 136)
RECKONED = [
    ("136 - 132 = 4", ["132"], True),
    ("136 - 132 = 4", [], False),
    ("2 + 2 = 4", [], True),
    ("3 + 1 = 4", [], False),
    ("136 ÷ 34 = 4", ["340000"], True),
    ("140 - 136 = 4", ["14"], False),
]


@pytest.mark.parametrize(("derivation", "given", "grounded"), RECKONED)
def test_no_operand_comes_from_nowhere(derivation: str, given: list[str], grounded: bool) -> None:
    found = ungrounded(
        [figure("4", derivation)], {"f/key-tasks/1": "136"}, [Decimal(x) for x in given]
    )
    assert (not found) is grounded


def test_the_quote_has_to_be_of_the_figures_own_row() -> None:
    assert ungrounded([figure("136")], {"f/key-tasks/2": "136"})


@pytest.mark.parametrize(
    ("text", "found"), [("63 + 136.50", {"63", "136.5"}), ("没有", set()), ("12·4", {"12", "4"})]
)
def test_numbers_of_a_text(text: str, found: set[str]) -> None:
    assert numbers(text) == {Decimal(n) for n in found}


# The replay itself: a test that can't fail would prove nothing

# (derivation, does it hold)
REPLAYED = [
    ("63 + 136 + 10 + 16 = 225", True),
    ("(63 + 136 + 10 + 16) ÷ 4 = 56.25", True),
    ("1540 × 500 = 770000", True),
    ("187.77 ÷ 2477.46 × 100 ≈ 7.58", True),
    ("10 ÷ 3 ≈ 3.33", True),
    ("2 ÷ 3 ≈ 0.67", True),
    ("“三” = 3", True),
    ("“三” = 4", False),
    ("63 + 136 = 200", False),
    ("10 ÷ 3 = 3.33", False),
    ("10 ÷ 3 ≈ 3.34", False),
    ("2 ÷ 3 ≈ 0.66", False),
    ("10 ÷ 2 ≈ 5", False),  # nothing was rounded
    ("2 + 3 × 4 = 14", True),
    ("10 - 3 - 2 = 5", True),
]


@pytest.mark.parametrize(("derivation", "holds"), REPLAYED)
def test_a_derivation_is_computed_again(derivation: str, holds: bool) -> None:
    assert replayed(derivation).holds is holds


@pytest.mark.parametrize(
    "text", ["", "136", "63 + = 63", "63 + x = 64", "(63 + 1 = 64", " ÷ 133 = 0", "1 = 1 = 1"]
)
def test_what_is_no_derivation(text: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        replayed(text)


# The same by what guards each answer: (arithmetic, its value; None: it is none)
STEPS = [
    ("63 + 136 + 10 + 16", "225"),
    ("2 + 3 × 4", "14"),
    ("10 - 3 - 2", "5"),
    ("(10 - (3 - 2)) × 2", "18"),
    ("12 ÷ 4 ÷ 3", "1"),
    ("-3 + 5", "2"),
    ("2 ** 3", None),
    ("63 + x", None),
    ("(63 + 1", None),
    ("63 +", None),
    ("63 1", None),
    ("", None),
]


@pytest.mark.parametrize(("steps", "value"), STEPS)
def test_arithmetic_is_done_again_before_it_is_said(steps: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(ValueError):
            replay(steps)
    else:
        assert replay(steps) == Decimal(value)


# Answers that compute, each derivation replayed from the cited cells

COMPUTED = [
    ("年度重点工作任务一共多少钱", "225"),
    ("所有任务加起来多少钱", "1196.11"),
    ("其他需完成任务平均每项多少钱", "138.73"),
    ("基本支出比项目支出多多少", "2101.92"),
    ("基本支出是项目支出的几倍", "12.19"),
    ("项目支出占财政拨款的百分之几", "7.58"),
    ("人均基本支出是多少", "17.22"),
    ("基本支出折合多少元", "22896900"),
    ("财政拨款是多少亿元", "0.247746"),
    ("重点任务有几项", "4"),
    ("质量指标有几个", "5"),
    ("基本支出加项目支出等于财政拨款吗", "2477.46"),
    ("金额最多的任务是最少的几倍", "162.7"),
    ("重点任务金额的中位数是多少", "39.5"),
    ("所有任务一共几项", "11"),
]


def said_numbers(question: str) -> set[Decimal]:
    """The numbers that a question gives, in figures or as a single numeral (三年)."""
    numerals = {Decimal(NUMERALS.index(c)) for c in question if c in NUMERALS}
    return numerals | numbers(question)


@pytest.mark.parametrize(("question", "value"), COMPUTED)
def test_an_answer_shows_arithmetic_that_holds(
    assistant: Assistant, question: str, value: str
) -> None:
    answer = assistant.ask(question)
    derived = [f for f in answer.figures if f.derivation]
    assert Decimal(value) in [f.value for f in derived], answer.text
    assert faults(answer, said_numbers(question)) == []


def test_every_derivation_of_the_golden_answers_holds() -> None:
    wrong = []
    for question, answer in asked():
        given = said_numbers(" ".join((question.text, *question.before)))
        wrong += [f"{question.id} {question.text}: {fault}" for fault in faults(answer, given)]
    assert wrong == []


def test_every_other_figure_of_the_golden_answers_stands_in_its_row() -> None:
    wrong = []
    for question, answer in asked():
        quotes = {f"{s.form}/{s.row}": s.quote for s in answer.sources}
        wrong += [f"{question.id}: {found}" for found in ungrounded(answer.figures, quotes)]
    assert wrong == []


def test_each_golden_answer_can_be_explained() -> None:
    """What a trace holds is laid out whatever it is (a passage has tuples within tuples)."""
    explained = [explain(answer.trace) for _, answer in asked()]
    assert all(
        lines.count("\n") > len(answer.trace)
        for lines, (_, answer) in zip(explained, asked(), strict=True)
    )


def test_the_golden_answers_derive_a_good_deal() -> None:
    """So that the two tests above have something to fail on."""
    figures = [figure for _, answer in asked() for figure in answer.figures]
    assert sum(bool(figure.derivation) for figure in figures) > 100
    assert sum(not figure.derivation for figure in figures) > 400
