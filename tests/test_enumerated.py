"""Rows named one after the other: what a list is, and that it is answered whole or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.logic import (
    Arith,
    Either,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Holds,
    Meets,
    Pick,
    Several,
    Show,
    Table,
    Tell,
    Value,
    Where,
)
from askperf.understanding.enumerated import holds
from askperf.understanding.parser import Parse

PUBLICITY, EXAMS, NOTARY, MEDIATORS = (
    "other-tasks/3",
    "other-tasks/4",
    "other-tasks/7",
    "other-tasks/1",
)
CLOSING, APPEARING, MEDIATION = "indicators/1", "indicators/5", "indicators/3"
SPREAD = "indicators/13"

# The question, and the rows that its list clearly names.
LISTS = [
    ("普法宣传、法考考务和公证处各多少钱", [PUBLICITY, EXAMS, NOTARY]),
    ("列出普法宣传、法考考务、公证处的预算", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传和法考考务还有公证处加起来多少钱", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传，法考考务，公证处，一共多少钱", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传几万，法考考务几万，公证处几万", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传、法考考务、调解员一共多少钱", [PUBLICITY, EXAMS, MEDIATORS]),
    ("法定期限结案率、出庭应诉率、调解成功率分别是多少", [CLOSING, APPEARING, MEDIATION]),
    # The one that may be a task or an indicator is of the others' kind.
    ("人民调解员、普法宣传、法考考务都具体干什么", [MEDIATORS, PUBLICITY, EXAMS]),
    ("结案率、调解成功率和普法普及率，指标值分别多少", [CLOSING, MEDIATION, SPREAD]),
    # Spaces, brackets, a joint behind a pause, and the number of what is named.
    ("普法 法考考务 公证处 五项相加", [PUBLICITY, EXAMS, NOTARY]),
    ("其他任务（普法宣传、法考考务、公证处）加起来多少", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传、法考考务，外加公证处，一共多少钱", [PUBLICITY, EXAMS, NOTARY]),
    ("普法宣传，法考考务，公证处，三个数给我", [PUBLICITY, EXAMS, NOTARY]),
    # Clauses that each name a row, and nothing else.
    ("法定期限结案率，出庭应诉率，调解成功率，目标都多少", [CLOSING, APPEARING, MEDIATION]),
    ("普法宣传？法考考务？公证处？都投多少", [PUBLICITY, EXAMS, NOTARY]),
    ("每条村（社区）配备几名法律顾问", []),
    # 普及 holds no 及, a name its own comma.
    ("法治宣传教育普及率多少", []),
    ("优化公共法律服务, 推进法治社会建设多少钱", []),
    # Two are no list, nor are the clauses of a sentence.
    ("普法宣传和公证处各多少钱", []),
    ("我在村里，听说有普法宣传，想问问多少钱", []),
]


def parse(assistant: Assistant, question: str) -> Parse:
    return assistant.engine.parser.parse(question)


@pytest.mark.parametrize(("question", "rows"), LISTS)
def test_a_list_is_of_the_rows_that_its_parts_mean(
    assistant: Assistant, question: str, rows: list[str]
) -> None:
    assert list(parse(assistant, question).named) == rows


def test_what_is_no_row_of_the_form_is_none_of_a_list(assistant: Assistant) -> None:
    named = parse(assistant, "普法宣传、法考考务、交警执法各多少钱").named
    assert named == (PUBLICITY, EXAMS)


def test_a_list_is_one_set_of_rows(assistant: Assistant) -> None:
    forms = [p.candidate.form for p in parse(assistant, LISTS[2][0]).proposals]
    rows = Either(tuple(Pick((row,)) for row in (PUBLICITY, EXAMS, NOTARY)))
    assert Tell((Fold("sum", rows),)) in forms


def met(indicator: str, done: int, unit: str) -> Meets:
    return Meets(Pick((f"indicators/{indicator}",)), Given(Decimal(done), unit))


THREE = Either(tuple(Pick((row,)) for row in (PUBLICITY, EXAMS, NOTARY)))
# What may be asked of a list.
OF_A_LIST: list[tuple[str, Form]] = [
    (
        "普法宣传、法考考务、公证处，超过26万的有几个",
        Tell((Fold("count", Where(THREE, Holds(">", Given(Decimal(26), "万元")))),)),
    ),
    (
        "普法宣传、法考考务、公证处，最高最低差额是多少",
        Tell(
            (Arith("gap", Value(Extreme(THREE, True, (1,))), Value(Extreme(THREE, False, (1,)))),)
        ),
    ),
    (
        "普法宣传、法考考务、公证处三项以外，其他需完成任务合计多少",
        Tell((Fold("sum", Except(Table(("other-tasks",)), THREE)),)),
    ),
    (
        "把普法宣传、法考考务、公证处从其他需完成任务里去掉，合计多少",
        Tell((Fold("sum", Except(Table(("other-tasks",)), THREE)),)),
    ),
    (
        "办了165件法律援助、手环监控1545人、法律援助宣传活动一年3次，样样都完成了吗",
        Several((met("21", 165, "件"), met("4", 1545, "人"), met("18", 3, "次"))),
    ),
]


@pytest.mark.parametrize(("question", "form"), OF_A_LIST)
def test_a_list_is_bounded_told_apart_and_left_out(
    assistant: Assistant, question: str, form: Form
) -> None:
    assert form in [p.candidate.form for p in parse(assistant, question).proposals]


WHOLE = [
    (Show(Pick((PUBLICITY, EXAMS)), ("value",)), True),
    (Show(Pick((PUBLICITY,)), ("value",)), False),
    (Tell((Value(Pick((EXAMS,))), Value(Pick((PUBLICITY,))))), True),
    (Show(Table(("key-tasks",)), ("value",)), False),
]


@pytest.mark.parametrize(("form", "whole"), WHOLE)
def test_an_answer_holds_all_that_is_named(
    assistant: Assistant, form: Show | Tell, whole: bool
) -> None:
    outcome = evaluate(form, assistant.engine.parser.world)
    assert holds(form, outcome, (PUBLICITY, EXAMS)) == whole


ANSWERS = [
    ("普法宣传、法考考务和公证处各多少钱", ["26", "25", "48.77"]),
    ("普法宣传和法考考务还有公证处加起来多少钱", ["99.77"]),
    ("法定期限结案率、出庭应诉率、调解成功率分别是多少", ["100", "100", "97.5"]),
    ("普法宣传、法考考务和公证处哪个钱最多", ["48.77"]),
]


@pytest.mark.parametrize(("question", "numbers"), ANSWERS)
def test_a_list_is_answered_whole(assistant: Assistant, question: str, numbers: list[str]) -> None:
    answer = assistant.ask(question)
    assert [str(figure.value) for figure in answer.figures] == numbers


PARTLY = [
    "普法宣传、法考考务、交警执法各多少钱",
    "普法宣传、法考考务、扶贫一共多少钱",
    "消防、普法宣传和公证处分别多少钱",
]


@pytest.mark.parametrize("question", PARTLY)
def test_of_what_the_form_has_only_in_part_nothing_is_answered(
    assistant: Assistant, question: str
) -> None:
    assert assistant.ask(question).status == "not_found"


def test_the_cell_that_is_asked_for_is_shown_of_each(assistant: Assistant) -> None:
    text = assistant.ask("普法宣传、人民调解员工作、公证处办公保障的期望目标分别是什么").text
    assert "26 万元" not in text.partition("依据")[0]
