"""A form and its outcome in words: one function for each kind of form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from askperf.execution.values import Outcome
from askperf.facts import Row
from askperf.generation.about import describe, nothing
from askperf.generation.existing import some
from askperf.generation.judging import claim, larger, meets, meets_passage
from askperf.generation.leading import lead
from askperf.generation.placing import belongs, find, grade, kinds, position
from askperf.generation.reading import read
from askperf.generation.said import Said, Words
from askperf.generation.showing import cell, show, show_topic
from askperf.generation.telling import tell
from askperf.logic import (
    Belongs,
    Claim,
    Describe,
    Find,
    Form,
    Grade,
    Kinds,
    Larger,
    Meets,
    MeetsPassage,
    Nothing,
    Position,
    Several,
    Show,
    Some,
    Tell,
)
from askperf.values import replace


class Speaker:
    """Puts logical forms and their outcomes into words. Holds no state of a question."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def answer(
        self,
        form: Form,
        outcome: Outcome,
        topic: str = "",
        named: bool = False,
        wholes: Sequence[tuple[Row, str]] = (),
    ) -> Said:
        """The sentences, figures and reading of a form.

        `topic` is what was asked about where it has no line of its own: the task that
        mentions it is shown instead, and the answer says so. `named`: which row it is was
        asked, so its name comes first. `wholes`: tasks that were reckoned with, and what was
        asked about in their place.
        """
        said = _spoken(form, outcome, self._words, topic)
        said = lead(form, outcome, said, self._words, topic, named)
        notes = [self._whole(row, word) for row, word in wholes]
        said = replace(said, lines=(*said.lines[:1], *notes, *said.lines[1:]))
        return replace(said, reading=read(form, self._words, topic))

    def _whole(self, row: Row, topic: str) -> str:
        label, number = self._words.label(row), self._words.number(row)
        return self._words.say("said.whole", topic=topic, label=label, number=number)


def _spoken(form: Form, outcome: Outcome, words: Words, topic: str) -> Said:
    if isinstance(form, Several):
        return _several(form, outcome, words, topic)
    if outcome.status == "blank" and not isinstance(form, Show):
        return Said(tuple(cell(row, "value", words) for row in words.rows(outcome.rows)))
    if topic and isinstance(form, Show):
        return show_topic(form, outcome, words, topic)
    return _FORMS[type(form)](form, outcome, words)


def _several(form: Several, outcome: Outcome, words: Words, topic: str) -> Said:
    """One part after the other; what both say is said once."""
    together = _together(form, outcome, words)
    own = words.under_a_verdict() if together else words
    parts = [
        _spoken(part, found, own, topic)
        for part, found in zip(form.parts, outcome.parts, strict=True)
    ]
    told = (line for part in parts for line in part.lines)
    lines = tuple(dict.fromkeys((*together, *told)))
    return Said(lines, tuple(dict.fromkeys(figure for part in parts for figure in part.figures)))


def _together(form: Several, outcome: Outcome, words: Words) -> tuple[str, ...]:
    """Whether all of several achievements meet their targets, ahead of each by itself."""
    verdicts = [part.verdict for part in outcome.parts]
    if None in verdicts or not all(isinstance(x, Meets | MeetsPassage) for x in form.parts):
        return ()
    met = sum(map(bool, verdicts))
    all_of = "all" if met == len(verdicts) else "some" if met else "none"
    return (words.say(f"said.checks.{all_of}", count=str(len(verdicts)), met=str(met)),)


_FORMS: dict[type, Callable[..., Said]] = {
    Show: show,
    Tell: tell,
    Claim: claim,
    Meets: meets,
    MeetsPassage: meets_passage,
    Larger: larger,
    Some: some,
    Belongs: belongs,
    Grade: grade,
    Find: find,
    Position: position,
    Kinds: kinds,
    Describe: describe,
    Nothing: nothing,
}
