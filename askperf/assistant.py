"""The pipeline on one screen: question → proposals → decision → words → answer."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property

from askperf.answer import Answer, Choice, Figure
from askperf.errors import AskperfError
from askperf.execution.evaluate import evaluate
from askperf.execution.rows import World
from askperf.execution.values import Outcome, Undefined
from askperf.facts import TASK_SECTIONS, Form, Row
from askperf.generation import Speaker, Words
from askperf.generation.grounding import ungrounded
from askperf.generation.layout import lay_out
from askperf.generation.subject import asks_which, manner, places, subject, wholes
from askperf.knowledge import Knowledge, load_knowledge
from askperf.lexicon import Lexicon
from askperf.logic import Form as LogicalForm
from askperf.logic import Given, Nothing, Pick, Show, nodes
from askperf.understanding.assembly import scale
from askperf.understanding.decision import nearest
from askperf.understanding.dialogue import next_state
from askperf.understanding.engine import Engine, Understood
from askperf.understanding.grammar import Before
from askperf.understanding.grammar.values import masks
from askperf.understanding.trace import trace
from askperf.values import replace

_HINTED = ("nothing", "absent", "unknown", "year", "other-year", "actual", "quantity")
_CLOSE = 0.5  # how likely a row must be meant to be hinted at


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
        knowledge, segmenter = self._knowledge, self._knowledge.segmenter()
        words = knowledge.words(self._form.id, segmenter.dictionary.size)
        readings, trained = knowledge.readings, knowledge.trained
        return Engine(self._form, self._lexicon, segmenter, readings, trained, words)

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

    def world(self, question: str = "") -> World:
        """What forms are evaluated on, rounded as a question asks."""
        return World(
            self._form, lambda unit: scale(self._lexicon, unit), places(question, self._lexicon)
        )

    @cached_property
    def words(self) -> Words:
        """How rows and numbers of the form are put into words."""
        return Words(self.world(), self._lexicon)

    def answer(
        self, question: str, understood: Understood, form: LogicalForm, outcome: Outcome
    ) -> Answer:
        """Put a form and its outcome into words; what isn't grounded is not said."""
        index = self.engine.parser.reader.index
        asked = understood.parse.reading
        speaker = Speaker(replace(self.words, manner=manner(form, asked, self._lexicon)))
        topic = subject(form, outcome, asked, self._form, index)
        whole = wholes(form, outcome, asked, self._form, index)
        said = speaker.answer(form, outcome, topic, asks_which(asked), whole)
        rows = tuple(self._form.row(row) for row in outcome.cited)
        given = [node.value for node in nodes(form) if isinstance(node, Given)]
        if ungrounded(said.figures, {row.full_id: row.source.quote for row in rows}, given):
            form, outcome, rows = Nothing("ungrounded"), Outcome("not_found"), ()
            said = speaker.answer(form, outcome)
        text, reading = lay_out(said, rows, understood, self._lexicon)
        choices = outcome.rows if outcome.status == "ambiguous" else ()
        if outcome.status == "not_found":
            choices = self._near(understood)
            text += self._hint(form, understood)
        return Answer(
            question=question,
            status=outcome.status,
            text=text,
            figures=_owned(said.figures, rows) if outcome.status != "not_found" else (),
            sources=tuple(row.source for row in rows),
            interpretation=reading,
            suggestions=self._suggestions(outcome, choices),
            choices=tuple(
                Choice(row.full_id, self.words.label(row)) for row in map(self._form.row, choices)
            ),
            trace=trace(understood, form, outcome, self._form, self.engine),
        )

    def session(self) -> Session:
        """A conversation: its questions may lean on the one before."""
        return Session(self)

    def _near(self, understood: Understood) -> tuple[str, ...]:
        near = nearest(understood.parse)
        return tuple(self._form.rows[row].id for row in near)

    def _hint(self, form: LogicalForm, understood: Understood) -> str:
        """What to ask instead, under a refusal of a question that was near a row."""
        if not (isinstance(form, Nothing) and form.reason in _HINTED):
            return ""
        reading = understood.parse.reading
        cells = masks(a for a in reading.anchors if a.kind == "attribute")  # 经费 is in many rows
        words = {row: reading.overlap.of(row) & ~cells for row in nearest(understood.parse, _CLOSE)}
        told = (row for row, mask in words.items() if mask & mask >> 1)
        rows = tuple(self._form.rows[row].id for row in told)
        if not rows:
            return ""
        (asked,) = self._suggestions(Outcome("not_found"), rows[:1])
        return "\n" + self._lexicon.responses["refuse.next"].format(question=asked)

    def _suggestions(self, outcome: Outcome, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Questions that the form answers: on the choices, else on a row of each table."""
        rows = [self._form.row(row) for row in choices]
        if not rows and outcome.status == "not_found":
            tables = ("overview", *TASK_SECTIONS, "indicators")
            numbered = ([r for r in self._form.section(t) if r.quantity] for t in tables)
            rows = [found[0] for found in numbered if found]
        names = [(row.name, row.explanation) for row in rows]
        return tuple(
            suggest(row, names.count((row.name, row.explanation)) > 1, self._lexicon, self._form)
            for row in rows
        )


_POSSIBLE = 0.005  # from what probability on a meaning is one that a person may choose
_NAMED_CELLS = ("content", "goal", "explanation", "unit", "comparator", "line")


class Session:
    """One conversation. Cheap; not to be shared between threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._before: Before | None = None
        self.last: Answer | None = None

    def ask(self, question: str, pick: str | None = None) -> Answer:
        """Answer a question in the light of the conversation so far."""
        assistant = self._assistant
        understood = assistant.engine.understand(question, self._before)
        form, outcome = understood.decision.form, understood.decision.outcome
        if pick is not None:
            row = assistant.check_row(pick)
            form, understood = _picked(row, form, understood), _noted(row, understood)
        world = assistant.world(understood.parse.heard.text)
        if pick is not None or world.places is not None:
            outcome = _again(form, outcome, world)
        self.last = assistant.answer(question, understood, form, outcome)
        self._before = next_state(form, outcome, self._before, world)
        return self.last

    def reset(self) -> None:
        """Forget the conversation."""
        self._before = self.last = None


def _owned(figures: Sequence[Figure], rows: Sequence[Row]) -> tuple[Figure, ...]:
    """Each figure with a row: one that was worked out of the question's numbers alone (98 件 of 100
    件) is told of the row that it is held against.
    """
    ids = {row.full_id for row in rows}
    return tuple(
        replace(figure, row=rows[0].full_id) if rows and figure.row not in ids else figure
        for figure in figures
    )


def _picked(row: str, form: LogicalForm, understood: Understood) -> LogicalForm:
    """The row that a person chose, its cells those that were most likely asked for."""
    named = {anchor.value for anchor in understood.parse.reading.anchors}
    asked = tuple(cell for cell in _NAMED_CELLS if cell in named)
    likely = [found.proposal.candidate.form for found in understood.decision.ranked]
    cells = next((f.cells for f in (form, *likely) if isinstance(f, Show)), ("value",))
    return Show(Pick((row,)), asked or cells)


def _noted(row: str, understood: Understood) -> Understood:
    """With a note, where the row that was chosen is none that the question may mean."""
    likely = [f for f in understood.decision.ranked if f.probability >= _POSSIBLE]
    if any(row in found.proposal.outcome.rows for found in likely):
        return understood
    heard = understood.parse.heard
    noted = replace(heard, notes=(*heard.notes, "note.picked"))
    return replace(understood, parse=replace(understood.parse, heard=noted))


def _again(form: LogicalForm, outcome: Outcome, world: World) -> Outcome:
    """The outcome of a form on another world: as chosen, or rounded otherwise."""
    if isinstance(form, Nothing):
        return outcome
    try:
        return evaluate(form, world)
    except Undefined:
        if isinstance(form, Show):
            return evaluate(Show(form.rows, ("name",)), world)
        return outcome


def suggest(row: Row, by_unit: bool, lexicon: Lexicon, form: Form) -> str:
    """A question that this row answers; `by_unit` if only its unit tells it apart."""
    kind = "task" if row.is_task else ("indicator" if row.explanation else "overview")
    if kind == "overview" and row.text:
        kind = "text"
    unit = row.quantity.unit if row.quantity else ""
    slots = {"name": row.name, "explanation": (row.explanation or "").rstrip("。"), "unit": unit}
    if by_unit and kind == "indicator":
        kind = "indicator-unit"
    elif kind == "indicator" and sum(r.name == row.name for r in form.rows) == 1:
        kind = "indicator-name"  # its name alone tells it apart
    return lexicon.responses[f"suggest.{kind}"].format_map(slots)
