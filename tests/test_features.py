"""What a question asks in, and which numbers it leaves unread, as the ranker sees it."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from askperf import Assistant
from askperf.logic import Extreme, Show, Table, Tell
from askperf.understanding.dialogue import next_state
from askperf.understanding.parser import Parse

_STAYS = ("talk:stays", "talk:strays")
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


def shown(found: Parse, rule: str, row: str) -> dict[str, float]:
    """The features of a proposal by its rule and its only row."""
    (match,) = [
        p.features for p in found.proposals if p.candidate.rule == rule and p.outcome.rows == (row,)
    ]
    return match


def test_two_numbers_asked_for_want_two_rows(assistant: Assistant) -> None:
    found = parse(assistant, "基本支出多少项目支出多少")
    ones = [p.features for p in found.proposals if len(p.outcome.amounts) == 1]
    (two,) = [p.features for p in found.proposals if p.candidate.rule == "list:conj"]
    assert not any("asks:2+0>rows" in one for one in ones)
    assert "asks:2+0>rows" in two
    assert two["link:mass"] > two["link:mean"]  # each of the rows is likely, both are sure


def test_words_that_stand_in_one_cell_only_speak_for_it(assistant: Assistant) -> None:
    found = parse(assistant, "普法宣传是为了提高谁的法治意识")
    assert "words-in:goal>goal" in shown(found, "show:goal", "other-tasks/3")
    assert "words-in:goal>value" in shown(found, "show:value", "other-tasks/3")


def test_the_quantity_of_the_turn_before_is_minded(assistant: Assistant) -> None:
    engine = assistant.engine
    decided = engine.understand("普法宣传多少钱").decision
    before = next_state(decided.form, decided.outcome, None, engine.parser.world)
    found = engine.understand("刑满释放人员帮教呢", before).parse
    kinds = {
        p.outcome.rows[0]: [
            name for name in p.features if name.startswith("talk:") and "-q" in name
        ]
        for p in found.proposals
        if len(p.outcome.rows) == 1 and p.outcome.amounts and p.outcome.verdict is None
    }
    assert kinds["other-tasks/2"] == ["talk:same-quantity"]
    assert kinds["indicators/2"] == ["talk:other-quantity"]


# The question, the row that is shown, a feature that it has or ("-") hasn't.
ASKED_OTHERWISE = [
    ("公证处人数", "other-tasks/7", "wants:people>money"),
    ("法律顾问律师人数", "indicators/15", "wants:people>people"),
    ("公证处考试通过率", "other-tasks/7", "wants:rate>money"),
    ("法律援助效果", "key-tasks/2", "-wants:differs"),
    ("普法宣传有多少", "other-tasks/3", "wants:any>money"),
    ("普法宣传有多少钱", "other-tasks/3", "-wants:any>money"),
    ("村（社区）法律顾问每村多少钱", "other-tasks/6", "apiece>number"),
    ("每个村（社区）配备法律顾问多少人", "indicators/22", "-apiece>number"),
    ("每年法律援助宣传活动多少次", "indicators/18", "apiece>each"),
    ("财政局的财政拨款多少", "overview/fiscal-appropriation", "part:lean"),
    ("财政拨款多少", "overview/fiscal-appropriation", "-part:lean"),
]


@pytest.mark.parametrize(("question", "row", "name"), ASKED_OTHERWISE)
def test_what_is_asked_of_a_row_against_what_it_gives(
    assistant: Assistant, question: str, row: str, name: str
) -> None:
    found = shown(parse(assistant, question), "show:value", row)
    assert (name.removeprefix("-") in found) != name.startswith("-")


OTHER_QUANTITIES = ["调解成功率需要多少钱", "公证处人数", "帮教次数要花多少钱", "普法宣传有几个人"]


@pytest.mark.parametrize("question", OTHER_QUANTITIES)
def test_money_and_people_are_never_taken_for_another_quantity(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert not answer.figures


@pytest.mark.parametrize("question", ["三项重点任务合计多少", "六个其他任务总共多少钱"])
def test_a_number_of_rows_that_a_table_hasnt_is_minded(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert question[:4] in answer.first


# What is asked after 人民调解员工作多少钱 and 比法考考务少多少, and what is said of gaps that keep
# the row that the talk was of, and the one that it was held against.
KEPT = [
    ("比普法宣传呢", "talk:keeps:earlier:than", "talk:keeps:later:than"),
    ("普法宣传呢", "talk:keeps:earlier:bare", "talk:keeps:later:bare"),
]


@pytest.mark.parametrize(("question", "subject", "other"), KEPT)
def test_which_of_two_rows_is_kept(
    assistant: Assistant, question: str, subject: str, other: str
) -> None:
    state = None
    for turn in ("人民调解员工作多少钱", "比法考考务少多少"):
        decided = assistant.engine.understand(turn, state).decision
        state = next_state(decided.form, decided.outcome, state, assistant.world())
    found = {
        frozenset(one.outcome.rows): {n for n in one.features if n.startswith("talk:keeps")}
        for one in assistant.engine.parser.parse(question, state).proposals
        if isinstance(one.candidate.form, Tell)
    }
    assert found[frozenset(("other-tasks/1", "other-tasks/3"))] == {subject}
    assert found[frozenset(("other-tasks/4", "other-tasks/3"))] == {other}


# A turn before, what is asked then, and what is said of the largest of all tasks and of the
# table that the talk is within.
WITHIN = [
    ("重点任务有哪些", "最多的是哪项", "talk:strays:bare", "talk:stays:bare"),
    ("重点任务有哪些", "所有任务里最多的是哪项", "talk:strays:named", ""),
    ("普法宣传多少钱", "最多的是哪项", "", ""),
]


@pytest.mark.parametrize(("before", "question", "of_all", "of_table"), WITHIN)
def test_whether_the_talk_stays_within_a_table(
    assistant: Assistant, before: str, question: str, of_all: str, of_table: str
) -> None:
    first = assistant.engine.understand(before).decision
    state = next_state(first.form, first.outcome, None, assistant.world())
    found = {
        proposal.candidate.form.rows.rows: [n for n in proposal.features if n.startswith(_STAYS)]
        for proposal in assistant.engine.parser.parse(question, state).proposals
        if isinstance(proposal.candidate.form, Show)
        and isinstance(proposal.candidate.form.rows, Extreme)
    }
    key, tasks = Table(("key-tasks",)), Table(("key-tasks", "other-tasks"))
    assert found[tasks] == [of_all] * bool(of_all)
    assert found.get(key, []) == [of_table] * bool(of_table)


# A cue that narrows the row that is named, which the form can't tell.
NARROWED = [
    "最大一笔普法宣传的钱是多少",
    "三成的普法宣传多少钱",
    "一半的普法宣传多少钱",
    "超过万元的普法宣传多少钱",
]


@pytest.mark.parametrize("question", NARROWED)
def test_what_narrows_a_row_is_never_passed_over(assistant: Assistant, question: str) -> None:
    assert Decimal(26) not in {figure.value for figure in assistant.ask(question).figures}
