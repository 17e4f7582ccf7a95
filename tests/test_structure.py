"""Structure: what a form and a question are made of, and how the two are joined."""

from __future__ import annotations

from decimal import Decimal

import pytest

from askperf import Assistant
from askperf.logic import Arith, Claim, Except, Extreme, Fold, Given, Pick, Show, Table, Tell, Value
from askperf.training.examples import Example
from askperf.understanding.gold import Gold
from askperf.understanding.grammar import Before
from askperf.understanding.structure import STRUCTURE, features, tags, weighed_by

TASKS = Table(("key-tasks", "other-tasks"))
REST = Except(TASKS, Pick(("other-tasks/6",)))
SHARE = Arith("share", Value(Pick(("other-tasks/3",))), Fold("sum", REST))

DIMENSIONS = {"key-tasks/1": "money", "indicators/6": "people"}

TAGS = [
    (Tell((SHARE,)), "Arith:share"),
    (Tell((SHARE,)), "Fold:sum.rows>Except"),
    (Tell((SHARE,)), "Arith:share.right>Fold:sum.rows>Except"),
    (Claim(SHARE, ">", Given(Decimal(50), "%")), "Claim:>.left>Arith:share"),
    (Show(Extreme(TASKS, True, (1, 2, 3)), ("value",)), "Extreme:mostn"),
    (Show(Extreme(TASKS, False, (1,)), ("value",)), "Extreme:least1"),
    (Show(Pick(("key-tasks/1",)), ("goal",)), "=Show:goal(Pick:1)"),
    (Show(Pick(("key-tasks/1",)), ("goal",)), "rule:show:goal"),
    (Show(Pick(("key-tasks/1",)), ("value",)), "gives:money"),
    (Show(Pick(("key-tasks/1", "indicators/6")), ("value",)), "gives:mixed"),
]


@pytest.mark.parametrize(("form", "tag"), TAGS, ids=[tag for _, tag in TAGS])
def test_a_form_is_made_of_its_nodes_in_their_places(form: Show | Tell | Claim, tag: str) -> None:
    assert tag in tags(form, "show:goal", DIMENSIONS.__getitem__)


def test_rows_and_numbers_are_no_tags() -> None:
    other = Arith("share", Value(Pick(("key-tasks/1",))), Fold("sum", REST))
    found = [tags(Tell((one,)), "x", DIMENSIONS.__getitem__) for one in (other, SHARE)]
    assert found[0] == found[1]


GRAMS = [
    ("普法宣传多少钱", "^R多少"),
    ("普法宣传超过20万吗", "R超过#"),
    ("超过20万的任务有几项", "超过#"),
    ("除了普法宣传，任务一共多少", "<except:> <op:sum>"),
    ("普法宣传多少钱", "<R> <ask:number>"),
]


@pytest.mark.parametrize(("question", "gram"), GRAMS)
def test_a_question_is_made_of_letters_and_signs(
    assistant: Assistant, question: str, gram: str
) -> None:
    assert gram in assistant.engine.parser.parse(question).grams


def test_in_a_conversation_the_form_before_is_a_sign(assistant: Assistant) -> None:
    before = Before(Show(Pick(("other-tasks/3",)), ("value",)), ("other-tasks/3",))
    assert "<before:Show:value>" in assistant.engine.parser.parse("目标呢", before).grams


SCORES = [[2.0, 2.0, -1.0], [0.0], [-30.0, 5.0, 4.5]]


@pytest.mark.parametrize("scores", SCORES)
def test_training_weighs_as_the_parser_does(assistant: Assistant, scores: list[float]) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from askperf.training.featured import Dataset, compact
    from askperf.training.structure import weighed

    example = Example("w-0-0", "w", "普法宣传多少钱", Gold("task-amount", rows=("other-tasks/3",)))
    parser = assistant.engine.parser
    item = compact(parser.parse(example.text), example, parser)
    first = np.arange(len(scores))
    data = Dataset([example], {example.id: item}).chosen([first])
    made = weighed(data, np.array(scores)).toarray().tolist()
    weighed_by_parser = weighed_by(STRUCTURE, scores)
    served = [[found.get(name, 0.0) for name in features(STRUCTURE)] for found in weighed_by_parser]
    assert made == [pytest.approx(row) for row in served]


def test_pruning_keeps_proposals_with_all_that_is_theirs(assistant: Assistant) -> None:
    np = pytest.importorskip("numpy")
    from askperf.training.featured import Dataset, compact

    example = Example("w-0-0", "w", "普法宣传多少钱", Gold("task-amount", rows=("other-tasks/3",)))
    parser = assistant.engine.parser
    item = compact(parser.parse(example.text), example, parser)
    last = len(item.right) - 1 - np.arange(3)
    whole = Dataset([example], {example.id: item})
    few = whole.chosen([last])
    assert few.matrix.toarray().tolist() == whole.matrix.toarray()[[-1, -2, -3]].tolist()
    assert few.items[0].lines == tuple(whole.items[0].lines[n] for n in last)
    assert few.starts.tolist() == [0, 3]
    assert few.right.tolist() == whole.right[[-1, -2, -3]].tolist()
