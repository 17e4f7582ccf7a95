"""`askperf eval`: annotated questions asked in-process, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from askperf.answer import Answer
from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.keeping.judging import OUTCOMES, RIGHT, WRONG, Judgement, judge
from askperf.keeping.questions import Question
from askperf.values import frozen
from askperf.yamlfile import load_yaml

_HUNDRED = Decimal(100)


@frozen()
class Evaluation:
    """Judgements in the order asked; `known` are failures that are expected, by id."""

    judgements: tuple[Judgement, ...]
    known: Mapping[str, str]

    @property
    def failures(self) -> tuple[Judgement, ...]:
        """Failures that nobody expected."""
        return tuple(
            judged
            for judged in self.judgements
            if judged.outcome != RIGHT and judged.question.id not in self.known
        )

    @property
    def promoted(self) -> tuple[Judgement, ...]:
        """Known failures that are right now: their entry has to go."""
        return tuple(
            judged
            for judged in self.judgements
            if judged.outcome == RIGHT and judged.question.id in self.known
        )

    @property
    def wrong(self) -> int:
        """Confidently wrong answers, less the known ones."""
        return sum(judged.outcome == WRONG for judged in self.failures)

    @property
    def right(self) -> Decimal:
        """Right answers in per cent of the questions that aren't known failures."""
        counted = [j for j in self.judgements if j.question.id not in self.known]
        right = len(counted) - len(self.failures)
        return _HUNDRED * right / len(counted) if counted else _HUNDRED

    def table(self) -> Iterator[tuple[str, Counter[str]]]:
        """(kind, how many of each outcome), by kind; known failures are counted too."""
        kinds: dict[str, Counter[str]] = {}
        for judged in self.judgements:
            kinds.setdefault(judged.question.kind, Counter())[judged.outcome] += 1
        yield from sorted(kinds.items())


def evaluate(
    assistant: Assistant, questions: Iterable[Question], known: Mapping[str, str] | None = None
) -> Evaluation:
    """Ask every question, those with a history in a session of their own.

    Raises AskperfError if a gold row isn't in the form, or a known failure isn't among
    the questions.
    """
    questions = tuple(questions)
    for question in questions:
        for row in question.rows:
            _check_row(assistant, question, row)
    strangers = set(known or ()) - {question.id for question in questions}
    if strangers:
        raise AskperfError(
            f"已知不足里的“{min(strangers)}”不在这些题里；请从 --known 的文件里删掉它。"
        )
    judgements = tuple(judge(question, _ask(assistant, question)) for question in questions)
    return Evaluation(judgements, known or {})


def _check_row(assistant: Assistant, question: Question, row: str) -> None:
    try:
        assistant.form.row(row)
    except KeyError:
        raise AskperfError(
            f"题“{question.id}”要引的“{row}”不在表 {assistant.form.id} 里；"
            "请改正行号，或用 --form 指定另一张表。"
        ) from None


def _ask(assistant: Assistant, question: Question) -> Answer:
    session = assistant.session()
    for earlier in question.before:
        session.ask(earlier)
    return session.ask(question.text)


def load_known(path: Path) -> dict[str, str]:
    """Known failures: a YAML list of {id, reason}. Raises AskperfError."""
    known: dict[str, str] = {}
    data = load_yaml(path) or []
    for number, item in enumerate(data if isinstance(data, list) else [None], 1):
        given = item if isinstance(item, dict) else {}
        name, reason = given.get("id"), given.get("reason")
        if not (isinstance(name, str) and isinstance(reason, str) and reason.strip()):
            raise AskperfError(
                f"{path}：第 {number} 条应当写明 id 和 reason（为什么现在答不对）；请补上。"
            )
        if name in known:
            raise AskperfError(f"{path}：“{name}”写了两次；请删掉一条。")
        known[name] = reason
    return known


def counts(table: Iterable[tuple[str, Counter[str]]]) -> Counter[str]:
    """The outcomes of all kinds together."""
    total: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    for _, kind in table:
        total.update(kind)
    return total
