"""What a form offers to complete: its rows, its topics, its department, its questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from askperf.assistant import Assistant
from askperf.facts import TASK_SECTIONS, Row
from askperf.interfaces.repl import texts
from askperf.interfaces.repl.matching import Entry

_ASKED_TOPICS = 6
_LEAST_MENTIONS = 3
_LEAST_LENGTH = 4


class Vocabulary:
    """The words and the typical questions of one form, each made when first wanted."""

    def __init__(self, assistant: Assistant) -> None:
        self._words = assistant.words
        self._rows = assistant.form.rows
        self._names = Counter(row.name for row in self._rows)

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Typical questions, each one that the form can answer."""
        topics = [
            topic
            for topic, count in self._topics.items()
            if count >= _LEAST_MENTIONS and len(topic) >= _LEAST_LENGTH
        ][:_ASKED_TOPICS]
        found = [form.format(topic=topic) for topic in topics for form in texts.TOPIC_QUESTIONS]
        found += texts.QUESTIONS
        found += (row_question(row) for row in self._rows if row.text != self._department)
        return tuple(dict.fromkeys(found))

    def starters(self) -> list[str]:
        """Three questions to begin with: on a topic, on a task, on an indicator."""
        own = [row for row in self._rows if row.quantity and self._names[row.name] == 1]
        found = [*self.questions[:1]]
        for sections in (TASK_SECTIONS, ("indicators",)):
            rows = [row for row in own if row.section in sections]
            # A rate is understood without its explanation.
            rows = [row for row in rows if row.quantity and row.quantity.unit == "%"] or rows
            if rows:
                found.append(row_question(min(rows, key=lambda row: len(row.name))))
        return found

    def entries(self) -> Iterator[Entry]:
        """Everything that may be completed, preferred ones first."""
        for row in sorted(self._rows, key=lambda row: len(row.name)):
            yield Entry(row.name, self._note(row))
        yield Entry(self._department, texts.KIND_DEPARTMENT)
        for topic, count in self._topics.items():
            yield Entry(topic, texts.KIND_TOPIC.format(count=count))
        for question in self.questions:
            yield Entry(question, texts.KIND_QUESTION, whole=True)

    def _note(self, row: Row) -> str:
        section, count = self._words.section(row.section), self._names[row.name]
        return texts.KIND_NAMESAKES.format(section=section, count=count) if count > 1 else section

    @property
    def _department(self) -> str:
        return self._words.world.form.department

    @cached_property
    def _topics(self) -> dict[str, int]:
        """Words of this family of forms that are no row's name, and how many rows hold each.

        The most frequent come first.
        """
        prose = ["\n".join(text for _, text in row.cells()) for row in self._rows]
        terms = {term for terms in self._words.lexicon.synonyms.values() for term in terms}
        counts = {
            term: sum(term in text for text in prose) for term in terms if term not in self._names
        }
        found = [term for term, count in counts.items() if count]
        return {term: counts[term] for term in sorted(found, key=lambda t: (-counts[t], len(t), t))}


def row_question(row: Row) -> str:
    """What one asks of a row first."""
    worded = row.text and row.quantity is None
    template = texts.WORDED_QUESTION if worded else texts.ROW_QUESTIONS[row.section]
    return template.format(name=row.name)
