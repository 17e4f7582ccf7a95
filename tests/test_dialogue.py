"""What a turn leaves for the next: the rows told of, the pair, the set that is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from forms import KEY, TASKS

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.logic import (
    Arith,
    Extreme,
    Fold,
    Form,
    Larger,
    Nth,
    Pick,
    Rows,
    Show,
    Tell,
    Value,
)
from askperf.understanding.dialogue import next_state
from askperf.understanding.grammar import Before

PUBLICITY, ADVISERS, NOTARY = "other-tasks/3", "other-tasks/6", "other-tasks/7"


def value(row: str) -> Value:
    return Value(Pick((row,)))


def show(*rows: str) -> Show:
    return Show(Pick(rows), ("value",))


LARGEST = Show(Extreme(KEY, True, (1,)), ("value",))


def after(assistant: Assistant, forms: Sequence[Form]) -> Before:
    world, state = assistant.engine.parser.world, None
    for form in forms:
        state = next_state(form, evaluate(form, world), state, world)
    assert state is not None
    return state


# (turns, the rows that were told of, the one in focus last)
RECENT = [
    ([Larger(value(PUBLICITY), value(NOTARY), True)], (PUBLICITY, NOTARY)),
    ([Larger(value(NOTARY), value(PUBLICITY), False)], (NOTARY, PUBLICITY)),
    ([Tell((Arith("share", value(ADVISERS), Fold("sum", TASKS)),))], (ADVISERS,)),
    ([Tell((Fold("sum", TASKS),))], ()),
    ([show(PUBLICITY), show(NOTARY)], (PUBLICITY, NOTARY)),
    # what the row before is held against comes last, whichever is named first
    ([show(NOTARY), Tell((Arith("gap", value(PUBLICITY), value(NOTARY)),))], (NOTARY, PUBLICITY)),
]


@pytest.mark.parametrize(("forms", "recent"), RECENT)
def test_the_rows_told_of(
    assistant: Assistant, forms: Sequence[Form], recent: tuple[str, ...]
) -> None:
    assert after(assistant, forms).recent == recent


# (turns, what 前者 and 后者 are)
PAIRS = [
    ([show(PUBLICITY, NOTARY)], (PUBLICITY, NOTARY)),
    ([show(PUBLICITY, NOTARY), show(PUBLICITY)], (PUBLICITY, NOTARY)),  # the talk stays with one
    ([show(PUBLICITY, NOTARY), show(ADVISERS)], (NOTARY, ADVISERS)),
    ([show(PUBLICITY)], ()),
    # as they were named, though the second is the larger one
    ([Larger(Value(Pick((PUBLICITY,))), Value(Pick((NOTARY,))))], (PUBLICITY, NOTARY)),
    ([Larger(Value(Pick((NOTARY,))), Value(Pick((PUBLICITY,))))], (NOTARY, PUBLICITY)),
]


@pytest.mark.parametrize(("forms", "pair"), PAIRS)
def test_the_pair(assistant: Assistant, forms: Sequence[Form], pair: tuple[str, ...]) -> None:
    assert after(assistant, forms).pair == pair


# (turns, the set that the talk is about)
SETS = [
    ([LARGEST], KEY),
    ([LARGEST, Show(Pick(("key-tasks/2",)), ("goal",))], KEY),  # kept within it
    ([LARGEST, show(PUBLICITY)], None),
    ([show(PUBLICITY, NOTARY)], Pick((PUBLICITY, NOTARY))),
    ([Tell((Fold("sum", Pick((PUBLICITY, NOTARY))),))], Pick((PUBLICITY, NOTARY))),
    ([Tell((Fold("sum", Nth(KEY, (1, 2))),))], KEY),  # 前两项一共多少, then 剩下两项
]


@pytest.mark.parametrize(("forms", "among"), SETS)
def test_the_set(assistant: Assistant, forms: Sequence[Form], among: Rows | None) -> None:
    assert after(assistant, forms).among == among
