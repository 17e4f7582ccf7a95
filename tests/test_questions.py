"""The golden questions of `tests/questions/`: one test each.

What isn't answered yet stands in `known_failures.yaml` with its reason; a known failure
that is answered fails, so that it is taken off the list.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from askperf import Assistant
from askperf.keeping.evaluation import evaluate, load_known
from askperf.keeping.judging import RIGHT
from askperf.keeping.questions import Question, load_questions

FOLDER = Path(__file__).parent / "questions"
KNOWN = FOLDER / "known_failures.yaml"
FILES = sorted(path for path in FOLDER.glob("*.*") if path.suffix in (".jsonl", ".yaml"))
TABLES = [path for path in FILES if path != KNOWN]
QUESTIONS = load_questions(TABLES) if TABLES else ()
EXPECTED = load_known(KNOWN) if KNOWN.is_file() else {}


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant("jieyang-sfj-2021")


def case(question: Question) -> object:
    reason = EXPECTED.get(question.id)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(question, id=question.id, marks=marks)


@pytest.mark.parametrize("question", [case(question) for question in QUESTIONS])
def test_question(assistant: Assistant, question: Question) -> None:
    (judged,) = evaluate(assistant, (question,)).judgements
    reasons = "；".join(shortfall.text for shortfall in judged.shortfalls)
    assert judged.outcome == RIGHT, f"{question.text}：{reasons}\n{judged.answer.text}"


def test_known_failures_are_questions() -> None:
    assert set(EXPECTED) <= {question.id for question in QUESTIONS}
