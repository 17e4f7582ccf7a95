"""The ledger: every cell of the form and every kind of logical form has golden questions.

A kind also has a line in `docs/architecture.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import golden
import pytest

from askperf import Assistant
from askperf.facts import Row

HERE = Path(__file__).parent
QUESTIONS = [question for question in golden.QUESTIONS if question.id not in golden.EXPECTED]
ROWS = Assistant("jieyang-sfj-2021").form.rows
ARCHITECTURE = (HERE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")


def node_names() -> list[str]:
    """Names of the classes that a logical form may be, as the modules define them."""
    source = (HERE.parent / "askperf" / "logic.py").read_text("utf-8")
    union = source[source.index("Form: TypeAlias") :]
    return sorted(re.findall(r"\b[A-Z]\w+", union[union.index("(") : union.index(")")]))


@pytest.fixture(scope="module")
def asked() -> Counter[str]:
    """How many golden questions of one turn became each kind of logical form."""
    traces = (golden.answer(question).trace for question in QUESTIONS)
    forms = ({step.stage: step.value for step in trace}["logical form"] for trace in traces)
    return Counter(type(form).__name__ for form in forms)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_is_the_answer_to_several_golden_questions(row: Row) -> None:
    assert sum(row.id in question.rows for question in QUESTIONS) >= 3


NUMBERS = [row for row in ROWS if row.quantity]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.id)
def test_every_number_of_the_form_is_asked_for(row: Row) -> None:
    assert row.quantity is not None
    wanted = row.quantity.value
    assert any(row.id in q.rows and wanted in q.figures for q in QUESTIONS)


def prose(row: Row) -> list[tuple[str, str]]:
    """Cells of prose: each has to be quoted by the answer to some question."""
    return [
        (name, text) for name, text in row.cells() if name in ("content", "goal", "explanation")
    ]


class Lookups:
    """Answers to a plain question for a cell of a row."""

    def __init__(self) -> None:
        self._assistant = Assistant("jieyang-sfj-2021")

    def answer(self, row: Row, name: str) -> str:
        """The text of the answer to the plainest question for the cell."""
        asked = {"content": "主要实施内容是什么", "goal": "期望达到的目标是什么"}
        question = asked.get(name, "解释是什么")
        return squeezed(self._assistant.ask(question, pick=row.id).text)

    @staticmethod
    def text(row: Row, name: str) -> str:
        """The cell as the form has it, without blanks."""
        return squeezed(dict(row.cells())[name])


def squeezed(text: str) -> str:
    return "".join(text.split())


CELLS = [pytest.param(r, name, id=f"{r.id}-{name}") for r in ROWS for name, _ in prose(r)]


@pytest.mark.parametrize(("row", "name"), CELLS)
def test_every_cell_of_prose_can_be_asked_for(row: Row, name: str, lookups: Lookups) -> None:
    assert lookups.text(row, name) in lookups.answer(row, name)


@pytest.fixture(scope="module")
def lookups() -> Lookups:
    return Lookups()


@pytest.mark.parametrize("name", node_names())
def test_every_kind_of_logical_form_has_golden_questions(name: str, asked: Counter[str]) -> None:
    assert asked[name] >= 1


@pytest.mark.parametrize("name", node_names())
def test_every_kind_of_logical_form_is_documented(name: str) -> None:
    assert f"| `{name}` |" in ARCHITECTURE


def test_the_questions_are_many() -> None:
    kinds = Counter(question.kind for question in QUESTIONS)
    assert sum(kinds.values()) >= 1000
    assert min(kinds.values()) >= 1
