"""The golden questions of `tests/questions/`, each asked in its conversation, once in a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from askperf import Answer, Assistant
from askperf.keeping.evaluation import load_known
from askperf.keeping.questions import Question, load_questions

FOLDER = Path(__file__).parent / "questions"
KNOWN = FOLDER / "known_failures.yaml"
QUESTIONS = load_questions(sorted(FOLDER.glob("*.jsonl")))
EXPECTED = load_known(KNOWN)


@cache
def assistant() -> Assistant:
    """The assistant that is asked."""
    return Assistant("jieyang-sfj-2021")


@cache
def conversations() -> dict[str, tuple[Answer, ...]]:
    """The answers to each question and those asked before it, by the question's id."""
    return {question.id: _answers(question) for question in QUESTIONS}


def answer(question: Question) -> Answer:
    """The answer to a question."""
    return conversations()[question.id][-1]


def asked() -> list[tuple[Question, Answer]]:
    """All questions with their answers."""
    return [(question, answer(question)) for question in QUESTIONS]


def _answers(question: Question) -> tuple[Answer, ...]:
    session = assistant().session()
    return tuple([session.ask(text) for text in (*question.before, question.text)])
