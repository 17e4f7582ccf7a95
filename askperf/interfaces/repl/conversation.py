"""The conversation's state: whom it asks, what was said, what a number would choose.

Knows nothing of terminals. Everything it answers comes from one `Session`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from askperf.answer import Answer
from askperf.assistant import Assistant, Session
from askperf.errors import AskperfError
from askperf.facts import Form, Row
from askperf.generation import Words
from askperf.interfaces.opening import Record
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.forms import Head, heads
from askperf.interfaces.repl.preferences import Preferences
from askperf.interfaces.repl.vocabulary import Vocabulary, row_question
from askperf.knowledge import Knowledge
from askperf.values import frozen

_NUMBER = re.compile(r"\d{1,3}")
_MOST = 99  # greater numbers are asked for, not chosen by


@frozen()
class Option:
    """What a number stands for: a question (with its row, if settled) or a command."""

    label: str
    line: str
    row: str | None = None


@frozen()
class Offer:
    """Numbered options, and the sentence above them."""

    head: str = ""
    options: tuple[Option, ...] = ()


@frozen()
class Exchange:
    """A question as it was shown, its answer, and the form that was asked."""

    question: str
    answer: Answer
    form: Form


class Conversation:
    """One person's conversation: a session, the exchanges so far, the numbered offer."""

    def __init__(self, knowledge: Knowledge, form: str | None, record: Record) -> None:
        """Begin with a form (the default one if None). Raises AskperfError if none is there."""
        self.knowledge = knowledge
        # What the user may switch, by the names of `texts.SETTINGS`.
        self.settings = {name: name not in texts.SETTINGS_OFF for name in texts.SETTINGS}
        self.preferences = Preferences(None)
        self.exchanges: list[Exchange] = []
        self._record = record
        self.complaint = ""
        self.open(form)

    def prefer(self, preferences: Preferences) -> None:
        """Take up what was switched before, and keep what will be."""
        self.preferences = preferences
        self.settings = preferences.load(self.settings)

    def switch(self, name: str, state: bool) -> None:
        """Change a setting, for the next time too."""
        self.settings[name] = state
        self.preferences.save(self.settings)

    def open(self, form: str | None) -> None:
        """Ask another form from now on. Raises AskperfError if there is no such form."""
        self.assistant = Assistant(form, self.knowledge)
        self.session: Session = self.assistant.session()
        self.vocabulary = Vocabulary(self.assistant)
        self.offer = self._starting()

    @property
    def form(self) -> Form:
        """The form that is asked."""
        return self.assistant.form

    @property
    def words(self) -> Words:
        """How rows and numbers of the form are put into words."""
        return self.assistant.words

    @cached_property
    def heads(self) -> list[Head]:
        """The forms one may change to."""
        return heads(self.knowledge)

    @property
    def last(self) -> Answer | None:
        """The last answer since the conversation was begun, or begun anew."""
        return self.session.last

    def restart(self) -> None:
        """Forget what follow-ups lean on; the exchanges stay, for export."""
        self.session.reset()
        self.offer = self._starting()

    def ask(self, question: str, row: str | None = None, shown: str = "") -> Answer:
        """Ask, remember, and make ready what a number may choose next."""
        answer = self.session.ask(question, pick=row)
        try:
            self._record(question, answer)
        except AskperfError as error:
            # The answer is worth more than its entry in the log.
            self.complaint = str(error)
        self.exchanges.append(Exchange(shown or question, answer, self.form))
        if answer.status == "not_found" or answer.choices:
            self.offer = self._offer(question, answer)
        elif not shown:  # what was chosen leaves the others to choose from
            self.offer = Offer()
        return answer

    def chosen(self, line: str) -> Option | None:
        """What a line that is but a number chooses; None if it is a question.

        Raises AskperfError for a number that was not offered.
        """
        number = unicodedata.normalize("NFKC", line).strip().rstrip(".、)")
        if not _NUMBER.fullmatch(number):
            return None
        last = len(self.offer.options)
        if not last:
            if int(number) > _MOST:
                return None
            raise AskperfError(texts.NO_NUMBERS.format(number=number))
        if not 1 <= int(number) <= last:
            raise AskperfError(texts.NO_SUCH_NUMBER.format(number=number, last=last))
        return self.offer.options[int(number) - 1]

    def listed(self, rows: Sequence[Row]) -> None:
        """Offer rows of a table that was shown, in its order."""
        options = (Option(row.name, row_question(row), row.full_id) for row in rows)
        self.offer = Offer(texts.CHOOSE_LISTED, tuple(options))

    def offer_forms(self, found: Sequence[Head]) -> None:
        """Offer forms to change to."""
        options = (Option(head.label, f"/表 {head.id}") for head in found)
        self.offer = Offer(texts.CHOOSE_FORM, tuple(options))

    def _offer(self, question: str, answer: Answer) -> Offer:
        """Rows after an ambiguity, other questions after a refusal."""
        if answer.status != "not_found":
            labels = self._labels(answer)
            options = (Option(label, question, row) for row, label in labels)
            return Offer(texts.CHOOSE_ROW, tuple(options))
        near = answer.suggestions
        if not near:
            return self._starting()
        rows = [choice.row for choice in answer.choices]
        settled = rows if len(rows) == len(near) else [None] * len(near)
        options = (Option(text, text, row) for text, row in zip(near, settled, strict=True))
        return Offer(texts.CHOOSE_NEAR, tuple(options))

    def _starting(self) -> Offer:
        """Questions to begin with."""
        starters = self.vocabulary.starters()
        return Offer(texts.TRY, tuple(Option(text, text) for text in starters))

    def _labels(self, answer: Answer) -> list[tuple[str, str]]:
        """(row, label) of the choices, no two labels alike."""
        counts = Counter(choice.label for choice in answer.choices)
        found = []
        for choice in answer.choices:
            label = choice.label
            if counts[label] > 1:
                line = self.form.row(choice.row).source.line
                label = texts.CHOSEN_ROW.format(label=label, line=line)
            found.append((choice.row, label))
        return found
