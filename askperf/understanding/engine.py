"""Understanding as one value: question in, decision out. Made once for a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from askperf.execution.rows import World
from askperf.execution.values import Outcome
from askperf.facts import Form
from askperf.lexicon import Lexicon
from askperf.logic import Describe, Nothing
from askperf.understanding.assembly import FormWords, own_names, published_numbers, reader_of, scale
from askperf.understanding.associations import Associations
from askperf.understanding.courtesy import Courtesy
from askperf.understanding.decision import Decision, decide
from askperf.understanding.dialogue import next_state
from askperf.understanding.grammar import Before, wordings
from askperf.understanding.joining import (
    decide_in_turn,
    refused_in_part,
    tells_enough,
    tells_too_little,
)
from askperf.understanding.mistyping import Mistyping
from askperf.understanding.model_store import Trained
from askperf.understanding.overlap import FormIndex
from askperf.understanding.parser import FOCUSED, Parse, Parser
from askperf.understanding.plain import Names
from askperf.understanding.reading import Reading
from askperf.understanding.segmentation import Segmenter
from askperf.understanding.sounds import Sounds
from askperf.understanding.text import Hearing
from askperf.understanding.titles import Titles
from askperf.understanding.turns import asking_clauses, told_and_asked, told_clauses
from askperf.values import frozen, replace

_UNITS = 256  # whose scale is remembered
_TEXTS = 64  # whose words are


@frozen()
class Understood:
    """A question's parse and what was decided of it; of one that was taken as several, asked one
    after the other, each of these (`turns`).
    """

    parse: Parse
    decision: Decision
    turns: tuple[Understood, ...] = ()


class Engine:
    """The stages of understanding for one form. Shared between threads."""

    def __init__(
        self,
        form: Form,
        lexicon: Lexicon,
        segmenter: Segmenter,
        readings: Mapping[str, tuple[str, ...]],
        trained: Trained,
        cells: Mapping[str, str] | None = None,
    ) -> None:
        """`cells`: the words of the form's cells, set apart by spaces, where they are known."""
        self.trained = trained
        sounds = Sounds(readings)
        world = World(form, lru_cache(maxsize=_UNITS)(lambda unit: scale(lexicon, unit)))
        aliases = lexicon.aliases
        synonyms = {word: tuple(terms) for word, terms in lexicon.synonyms.items()}
        index = FormIndex(form, synonyms, aliases, sounds)
        # A question is heard and read by the same words.
        tokens = lru_cache(maxsize=_TEXTS)(lambda text: tuple(segmenter.cut(text)))
        reader = reader_of(form, lexicon, tokens, index)

        def cut(text: str) -> list[str]:
            known = cells.get(text) if cells else None
            return segmenter.words(text) if known is None else known.split(" ")

        words = FormWords(form, lexicon)
        mistyping = Mistyping(
            tokens,
            segmenter.dictionary,
            words.phrases,
            words.titles,
            readings,
            lexicon.tables.shapes,
        )
        titles = Titles(form, lexicon.cues)
        hearing = Hearing(lexicon.tables, lexicon.dialect, words, readings, mistyping, titles)
        associations = Associations(trained.associations, form.rows, cut, sounds)
        self._courtesy = Courtesy(lexicon.grammar)
        memory = trained.memory if trained.memory and trained.memory.form == form.id else None
        words_of_grammar = wordings(lexicon.grammar)
        self.parser = Parser(hearing, reader, associations, world, words_of_grammar, memory)
        own = lexicon.own
        called = [*own_names(form, own.get("left_out", ())), *own.get("swearing", ())]
        self._published = published_numbers(form)
        self.names = Names(called, own.get("linking", ()), own.get("moments", ()))

    def understand(self, question: str, before: Before | None = None) -> Understood:
        """Read a question in the light of the turn before, if there is one. Never fails."""
        whole = self._whole(question, before)
        return self._in_turn(question, whole, before) or whole

    def _in_turn(
        self, question: str, whole: Understood, before: Before | None
    ) -> Understood | None:
        """A text that asks or tells several things as a talk, where that answers more of it."""
        heard, reading = whole.parse.heard, whole.parse.reading
        if FOCUSED in heard.notes:
            heard = self.parser.hearing.hear(question)
            reading = self.parser.reader.read(heard.text)
        understood_some = False
        for told, asked in self._ways(reading, whole.decision):
            turns = self._turns((*told, *asked), before)
            understood_some |= bool(turns and not told)
            if len(turns) < len(told) + len(asked):
                continue
            decisions = [turn.decision for turn in turns]
            decided = decide_in_turn(whole.decision, decisions, len(told), self.parser.world)
            if decided is not None:
                return Understood(replace(whole.parse, heard=heard), decided, turns)
        unclear = understood_some and whole.decision.form == Nothing("nothing")
        numbers = sum(ask.value == "number" for ask in reading.asks)
        if unclear or tells_too_little(whole.decision, numbers):
            return replace(whole, decision=refused_in_part(whole.decision))
        return None

    def _ways(
        self, reading: Reading, whole: Decision
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The ways to take a text apart: what it only tells first, and what it asks."""
        clauses = asking_clauses(reading) or told_clauses(reading)
        if clauses and not tells_enough(whole, len(clauses)):
            yield (), clauses
        told, rest = told_and_asked(reading, self._published)
        if told:
            yield told, (rest,)

    def _turns(self, clauses: Sequence[str], before: Before | None) -> tuple[Understood, ...]:
        """Each clause in the light of those before, up to the first that isn't answered."""
        turns: list[Understood] = []
        state = before
        for clause in clauses:
            turn = self._whole(clause, state, bool(turns))
            if turn.decision.action != "answer":
                break
            form, outcome = turn.decision.form, turn.decision.outcome
            state = next_state(form, outcome, state, self.parser.world)
            turns.append(turn)
        return tuple(turns)

    def _whole(self, question: str, before: Before | None, within: bool = False) -> Understood:
        """The question as one; `within`: a part of a text, after others of it."""
        understood = self._read(question, before, within)
        if understood.decision.action == "answer":
            return understood
        again = self._without_names(understood, before)
        return again if again is not None and again.decision.action == "answer" else understood

    def _without_names(self, understood: Understood, before: Before | None) -> Understood | None:
        """The question read again without the form's own names, if it then means what it was
        likeliest to mean before.
        """
        heard, meant = understood.parse.heard, understood.decision.ranked[:1]
        bare = self.names.left_out(understood.parse.reading) if meant else ""
        if not bare:
            return None
        again = self._read(bare, before)
        same = [one.proposal.denotation for one in again.decision.ranked[:1]]
        if same != [meant[0].proposal.denotation]:
            return None
        told = replace(heard, text=again.parse.heard.text)
        return replace(again, parse=replace(again.parse, heard=told))

    def _read(self, question: str, before: Before | None, within: bool = False) -> Understood:
        parse = self.parser.parse(question, before)
        decision = decide(parse, self.trained, within)
        asks = decision.action == "answer" and not isinstance(decision.form, Describe)
        if asks or FOCUSED in parse.heard.notes:
            return Understood(parse, decision)  # who tells a story and thanks wants something
        if kind := self._courtesy.kind(parse.heard.text):
            decision = replace(
                decision, form=Nothing(kind), outcome=Outcome("not_found"), action="refuse"
            )
        return Understood(parse, decision)
