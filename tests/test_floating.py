"""What is said without a cue, and cues that only look like ones: the right form is proposed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from forms import (
    ADVISERS,
    BASIC,
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
    Claim,
    Except,
    Extreme,
    Fold,
    Form,
    Given,
    Holds,
    Position,
    Where,
)

NOTARY, DISPUTES = row("other-tasks/7"), row("other-tasks/5")
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


@pytest.mark.parametrize(("question", "form"), FLOATING, ids=[q for q, _ in FLOATING])
def test_an_operation_without_a_cue_is_proposed(
    assistant: Assistant, question: str, form: Form
) -> None:
    found = {one.form: one for one in candidates(assistant, question, None)}
    assert found[form].floats


def test_nothing_floats_where_every_word_is_read(assistant: Assistant) -> None:
    assert not any(found.floats for found in candidates(assistant, "普法宣传多少钱", None))


@pytest.mark.parametrize("question", ["95成不成", "99行不行"])
def test_a_number_before_a_doubled_word_has_no_unit(assistant: Assistant, question: str) -> None:
    (number,) = assistant.engine.parser.reader.read(f"结案率{question}").numbers
    assert (number.kind, number.value) == ("number", "")


def test_a_cue_that_begins_inside_another_word_is_none(assistant: Assistant) -> None:
    anchors = assistant.engine.parser.reader.read("预算上八百万").anchors
    assert "plus" not in {anchor.value for anchor in anchors}
