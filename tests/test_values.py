"""Tests of values: what callers expect of frozen dataclasses holds of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from askperf import Answer, Assistant
from askperf.values import replace


@pytest.fixture(scope="module")
def answer() -> Answer:
    return Assistant("jieyang-sfj-2021").ask("法律援助预算多少")


def test_a_value_cant_be_changed(answer: Answer) -> None:
    with pytest.raises(AttributeError):
        answer.status = "blank"  # type: ignore[misc]


def test_a_changed_copy_leaves_the_value_alone(answer: Answer) -> None:
    for changed in (replace(answer, status="blank"), dataclasses.replace(answer, status="blank")):
        assert (changed.status, answer.status) == ("blank", "answered")
        assert changed.figures == answer.figures
        assert changed != answer


def test_the_tools_of_dataclasses_work(answer: Answer) -> None:
    assert dataclasses.is_dataclass(answer)
    assert [f.name for f in dataclasses.fields(answer)][:3] == ["question", "status", "text"]
    figures = dataclasses.asdict(answer)["figures"]
    assert [(str(f["value"]), f["unit"]) for f in figures] == [("136", "万元")]


@pytest.mark.parametrize(
    "twin", [copy.copy, copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))]
)
def test_a_copy_is_equal_and_hashes_alike(answer: Answer, twin: object) -> None:
    assert callable(twin)
    assert twin(answer) == answer
    assert hash(twin(answer.figures[0])) == hash(answer.figures[0])


def test_unknown_and_missing_fields_are_refused() -> None:
    with pytest.raises(TypeError):
        Answer(status="answered")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Answer("", "blank", "", (), (), "", (), (), (), "one too many")  # type: ignore[call-arg]
