"""The golden questions of `tests/questions/`, each asked once in its conversation.

With `xdist` all tests that use the answers are of one group, so that one process asks.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from askperf import Answer, Assistant
from askperf.keeping.evaluation import load_known
from askperf.keeping.questions import Question, load_questions

FOLDER = Path(__file__).parent / "questions"
KNOWN = FOLDER / "known_failures.yaml"
QUESTIONS = load_questions(sorted(FOLDER.glob("*.jsonl")))
EXPECTED = load_known(KNOWN)
one_process = pytest.mark.xdist_group("golden")


@cache
def assistant() -> Assistant:
    """The assistant that is asked."""
    return Assistant("jieyang-sfj-2021")


@cache
def answers() -> dict[str, Answer]:
    """The answer to each question, by the question's id."""
    return {question.id: _answer(question) for question in QUESTIONS}


def asked() -> list[tuple[Question, Answer]]:
    """All questions with their answers."""
    return [(question, answers()[question.id]) for question in QUESTIONS]


def _answer(question: Question) -> Answer:
    session = assistant().session()
    for before in question.before:
        session.ask(before)
    return session.ask(question.text)
