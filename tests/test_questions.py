"""The golden questions of `tests/questions/`: one test each.

What isn't answered yet stands in `known_failures.yaml` with its reason; a known failure
that is answered fails, so that it is taken off the list.
"""

from __future__ import annotations

import pytest
from golden import EXPECTED, QUESTIONS, answer, assistant

from askperf.keeping.judging import RIGHT, judge
from askperf.keeping.questions import Question


def case(question: Question) -> object:
    reason = EXPECTED.get(question.id)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(question, id=question.id, marks=marks)


@pytest.mark.parametrize("question", [case(question) for question in QUESTIONS])
def test_question(question: Question) -> None:
    judged = judge(question, answer(question))
    reasons = "；".join(shortfall.text for shortfall in judged.shortfalls)
    assert judged.outcome == RIGHT, f"{question.text}：{reasons}\n{judged.answer.text}"


def test_their_rows_are_rows_of_the_form() -> None:
    rows = {row.id for row in assistant().form.rows}
    assert rows.issuperset(row for question in QUESTIONS for row in question.rows)


def test_known_failures_are_questions() -> None:
    assert set(EXPECTED) <= {question.id for question in QUESTIONS}
