"""What is remembered of others' questions: who said nearly the same, and what they meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from example_form import FORM
from hypothesis import given
from hypothesis import strategies as st

from askperf import Assistant
from askperf.execution.evaluate import evaluate
from askperf.logic import Pick, Show
from askperf.training.examples import Example
from askperf.training.remembering import remember
from askperf.training.setting import Setting, Spoken
from askperf.understanding.gold import ABSENT, Gold
from askperf.understanding.memory import Memory, Neighbour, Recollection, buckets
from askperf.values import replace

PUBLICITY, EXAM = "other-tasks/3", "other-tasks/4"
AMOUNT = Gold("task-amount", rows=(PUBLICITY,), figures=(Decimal(26),))
OTHER = Gold("task-amount", rows=(EXAM,), figures=(Decimal(25),))


def spoken(text: str, kind: str, *before: str, **gold: object) -> Spoken:
    meant = Gold(kind, in_talk=bool(before), **gold)  # type: ignore[arg-type]
    return Spoken(Example("t-0-0", "t", text, meant, before), text, ())


SAID = [
    spoken("普法宣传预算多少", "task-amount", rows=(PUBLICITY,), figures=(Decimal(26),)),
    spoken("法考考务花费几万元", "task-amount", rows=(EXAM,), figures=(Decimal(25),)),
    spoken("消防宣传预算多少", "absent", status="not_found"),
    spoken("那普法宣传呢", "followup", "法考考务预算多少", rows=(PUBLICITY,), verdict=None),
]


@pytest.fixture(scope="module")
def memory(assistant: Assistant) -> Memory:
    return Memory(remember(SAID, assistant.form))


CASES = [
    ("普法宣传预算多少", False, AMOUNT),
    ("普法宣传的预算是多少", False, AMOUNT),
    ("法考考务要花费几万元", False, OTHER),
    ("消防宣传预算多少钱", False, ABSENT),
    ("那普法宣传呢", True, Gold("followup", rows=(PUBLICITY,), in_talk=True)),
]


@pytest.mark.parametrize(("asked", "in_talk", "gold"), CASES, ids=[case[0] for case in CASES])
def test_the_likest_comes_first(memory: Memory, asked: str, in_talk: bool, gold: Gold) -> None:
    near = memory.near(asked, in_talk)
    assert near[0].gold == gold
    assert [n.likeness for n in near] == sorted((n.likeness for n in near), reverse=True)


def test_the_same_is_wholly_alike(memory: Memory) -> None:
    assert memory.near("普法宣传预算多少", False)[0].likeness == pytest.approx(1, abs=0.01)


def test_what_leans_on_another_question_is_like_none_that_stands_alone(memory: Memory) -> None:
    assert all(not near.gold.in_talk for near in memory.near("那普法宣传呢", False))


@pytest.mark.parametrize("asked", ["", "钱", "xyz", "🙂🙂", "普"])
def test_like_nothing(memory: Memory, asked: str) -> None:
    assert memory.near(asked, False) == ()


@given(st.text(max_size=60))
def test_likeness_is_a_share(assistant: Assistant, asked: str) -> None:
    shipped = assistant.engine.trained.memory
    assert shipped is not None
    assert all(0 < near.likeness <= 1 for near in shipped.near(asked, True))


def test_pairs_are_counted_once() -> None:
    assert len(buckets("哈哈哈哈")) == 1
    assert buckets("普法宣传") == buckets("普法宣传普法")[:3]


def near(*golds: tuple[float, Gold]) -> list[Neighbour]:
    numbers = {gold: number for number, (_, gold) in enumerate(golds)}
    return [Neighbour(likeness, numbers[gold], gold) for likeness, gold in golds]


RECALLED = [
    ("all meant it", near((0.8, AMOUNT), (0.6, AMOUNT)), {"share": 1.0, "nearest": 0.8}),
    ("nobody meant it", near((0.8, OTHER)), {"against": 0.8}),
    ("half of them", near((0.5, OTHER), (0.5, AMOUNT)), {"share": 0.5, "against": 0.5}),
    ("no answer at all", near((0.9, ABSENT)), {"against": 0.9}),
    ("nothing alike", [], {}),
]


def like(
    assistant: Assistant, found: list[Neighbour] | None, in_talk: bool = False
) -> Recollection:
    return Recollection(None if found is None else tuple(found), in_talk, assistant.world())


@pytest.mark.parametrize(("case", "found", "wanted"), RECALLED, ids=[case[0] for case in RECALLED])
def test_would_it_have_answered_them(
    assistant: Assistant, case: str, found: list[Neighbour], wanted: dict[str, float]
) -> None:
    form, world = Show(Pick((PUBLICITY,)), ("value",)), assistant.world()
    recollection, outcome = like(assistant, found), evaluate(form, world)
    features = recollection.of(form, outcome)
    for name, value in wanted.items():
        assert features[f"recalled:{name}"] == pytest.approx(value)
    assert bool(features) is bool(found)


def test_after_another_question_it_says_less(assistant: Assistant) -> None:
    form, world = Show(Pick((PUBLICITY,)), ("value",)), assistant.world()
    features = like(assistant, near((0.8, AMOUNT)), in_talk=True).of(form, evaluate(form, world))
    assert {name.partition(":")[0] for name in features} == {"recalled-in-talk"}


def test_questions_that_could_not_be_answered_are_remembered_too(assistant: Assistant) -> None:
    found = like(assistant, near((0.5, ABSENT), (0.5, AMOUNT))).question()
    assert found == {"q:near": 0.5, "q:refused": pytest.approx(0.5)}
    assert like(assistant, None).question() == {"q:unremembered": 1.0}


def test_another_form_is_asked_without_it(assistant: Assistant) -> None:
    trained, setting = assistant.engine.trained, Setting()
    assert trained.memory is not None
    assert trained.memory.form == assistant.form.id != FORM
    assert "q:near" in assistant.engine.parser.parse("普法宣传预算多少").features
    setting.form = replace(setting.form, id=FORM)
    assert "q:unremembered" in setting.engine(trained).parser.parse("普法宣传预算多少").features


@pytest.mark.parametrize("cut", [0, 1, 100, -1], ids=["empty", "torn", "short", "one byte less"])
def test_a_broken_memory_is_told(assistant: Assistant, cut: int) -> None:
    whole = remember(SAID, assistant.form)
    with pytest.raises(ValueError):
        Memory(whole[:cut])
