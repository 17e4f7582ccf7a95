"""The pipeline on one screen: question → reading → logical form → denotation → answer."""

from __future__ import annotations

import threading
from pathlib import Path

from askperf.answer import Answer, Choice, Denotation, Step
from askperf.errors import AskperfError
from askperf.execution.context import Context
from askperf.execution.evaluation import evaluate
from askperf.facts import TASK_SECTIONS, Form, Row
from askperf.generation.grounding import ungrounded
from askperf.generation.interpretation import interpret
from askperf.generation.realization import realize
from askperf.knowledge import Knowledge, load_knowledge
from askperf.lexicon import Lexicon
from askperf.query import LogicalForm, Lookup, Refuse
from askperf.turns import Turn, next_turn
from askperf.understanding.engine import Engine, Understood
from askperf.understanding.reading import Reading
from askperf.understanding.rules.common import attributes
from askperf.understanding.segmentation import Dictionary, Segmenter, import_jieba
from askperf.values import replace


class Assistant:
    """Answers questions about one form. Safe to share between threads."""

    def __init__(self, form: str | None = None, knowledge: Knowledge | None = None) -> None:
        """Load a form (the default one if None). Raises AskperfError if there is none."""
        self._knowledge = knowledge or load_knowledge()
        self._form, self._lexicon = self._knowledge.load(form or self._knowledge.default_form())
        self._lock = threading.Lock()
        self._engine: Engine | None = None

    @property
    def form(self) -> Form:
        """The form that is asked."""
        return self._form

    @property
    def lexicon(self) -> Lexicon:
        """The language that it is asked in."""
        return self._lexicon

    @property
    def engine(self) -> Engine:
        """The stages of understanding, made once, at the first question."""
        if self._engine is None:
            with self._lock:
                self._engine = self._engine or self._make_engine()
        return self._engine

    def _make_engine(self) -> Engine:
        jieba = import_jieba()
        dictionary = Path(jieba.__file__).parent / "dict.txt"
        index = self._knowledge.jieba_index(dictionary)
        segmenter = Segmenter(jieba, Dictionary(dictionary, index), self._lexicon.starting_with)
        return Engine(self._form, self._lexicon, segmenter, lambda: self._knowledge.readings)

    def ask(self, question: str, pick: str | None = None) -> Answer:
        """Answer one question. Never raises on a question, whatever it is.

        `pick` is a row id (short or full) that settles which row is meant, as a person
        would choose after an ambiguity. Raises AskperfError if the form has no such row.
        """
        return self.session().ask(question, pick)

    def check_row(self, row_id: str) -> str:
        """The short id of a row. Raises AskperfError if the form has no such row."""
        try:
            return self._form.row(row_id).id
        except KeyError:
            raise AskperfError(
                f"没有编号为“{row_id}”的行；用 askperf show 看全部行的编号。"
            ) from None

    def answer(self, question: str, understood: Understood) -> tuple[Answer, Denotation]:
        """Evaluate a logical form and put it into words."""
        form: LogicalForm = understood.form
        context = Context(self._form, self._lexicon, understood.places)
        denotation = evaluate(form, context)
        quotes = {row.full_id: row.source.quote for row in context.rows(denotation.rows)}
        if ungrounded(denotation.figures, quotes):
            form = Refuse("ungrounded")
            denotation = evaluate(form, context)
        interpretation = interpret(form, understood.notes, context)
        text = realize(denotation, interpretation, context)
        answer = Answer(
            question=question,
            status=denotation.status,
            text=text,
            figures=denotation.figures if denotation.status != "not_found" else (),
            sources=tuple(row.source for row in context.rows(denotation.rows)),
            interpretation=interpretation,
            suggestions=self._suggestions(denotation, context),
            choices=tuple(
                Choice(row.full_id, context.label(row)) for row in context.rows(denotation.choices)
            ),
            trace=(*understood.steps, Step("denotation", repr(denotation))),
        )
        return answer, denotation

    def session(self) -> Session:
        """A conversation: its questions may lean on the one before."""
        return Session(self)

    @staticmethod
    def _suggestions(denotation: Denotation, context: Context) -> tuple[str, ...]:
        """Questions that the form answers: on the choices, else on a row of each table."""
        rows = context.rows(denotation.choices)
        if not rows and denotation.status == "not_found":
            tables = ("overview", *TASK_SECTIONS, "indicators")
            numbered = ([r for r in context.form.section(t) if r.quantity] for t in tables)
            rows = tuple(found[0] for found in numbered if found)
        names = [(row.name, row.explanation) for row in rows]
        return tuple(
            suggest(row, names.count((row.name, row.explanation)) > 1, context) for row in rows
        )


class Session:
    """One conversation. Cheap; not to be shared between threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._turn: Turn | None = None
        self.last: Answer | None = None

    def ask(self, question: str, pick: str | None = None) -> Answer:
        """Answer a question in the light of the conversation so far."""
        understood = self._assistant.engine.understand(question, self._resume)
        if pick is not None:
            row = self._assistant.check_row(pick)
            understood = replace(
                understood, form=Lookup((row,), attributes(understood.reading)), rule="pick"
            )
        self.last, denotation = self._assistant.answer(question, understood)
        self._turn = next_turn(
            understood.reading, understood.form, denotation.rows, denotation.order, self._turn
        )
        return self.last

    def _resume(self, reading: Reading, alone: LogicalForm) -> tuple[str, LogicalForm] | None:
        """What the question means after the last turn; a first question loads nothing."""
        if self._turn is None:
            return None
        from askperf.dialogue import resume

        return resume(reading, self._turn, alone)

    def reset(self) -> None:
        """Forget the conversation."""
        self._turn = self.last = None


def suggest(row: Row, by_unit: bool, context: Context) -> str:
    """A question that this row answers; `by_unit` if only its unit tells it apart."""
    kind = "task" if row.is_task else ("indicator" if row.explanation else "overview")
    unit = row.quantity.unit if row.quantity else ""
    slots = {"name": row.name, "explanation": (row.explanation or "").rstrip("。"), "unit": unit}
    if by_unit and kind == "indicator":
        kind = "indicator-unit"
    elif kind == "indicator" and sum(r.name == row.name for r in context.form.rows) == 1:
        kind = "indicator-name"  # its name alone tells it apart
    return context.say(f"suggest.{kind}", slots)
