"""Understanding as one value: question in, reading and logical form out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from askperf.answer import Step
from askperf.facts import Form
from askperf.lexicon import Lexicon
from askperf.query import LogicalForm, Mention
from askperf.understanding.composition import compose
from askperf.understanding.linking import Linker
from askperf.understanding.mention import MentionFinder
from askperf.understanding.normalization import Normalized, normalize
from askperf.understanding.reading import Reading, focus
from askperf.understanding.segmentation import Segmenter
from askperf.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askperf.understanding.correction import Corrector

# Beyond this length a text is no typed question, and each correction reads it again.
_LONGEST_CORRECTED = 400
# The rule and the logical form of a question that leans on an earlier one, if it does.
Resume = Callable[[Reading, LogicalForm], tuple[str, LogicalForm] | None]
_QUOTES = re.compile(r"[“\"「『《‘']([^“”\"「」『』《》‘’']{1,60})[”\"」』》’']")


@frozen()
class Understood:
    """A question's reading, the rule that fired, the logical form, and notes on both."""

    reading: Reading
    rule: str
    form: LogicalForm
    notes: tuple[str, ...]
    steps: tuple[Step, ...]
    places: int | None


class Engine:
    """The stages of understanding for one form; shared between threads."""

    def __init__(
        self,
        form: Form,
        lexicon: Lexicon,
        segmenter: Segmenter,
        readings: Callable[[], Mapping[str, tuple[str, ...]]],
    ) -> None:
        self.linker = Linker(form, lexicon)
        self._lexicon = lexicon
        self._readings = readings
        self._finder = MentionFinder(
            lexicon, segmenter.cut, lambda word: bool(self.linker.find(word)), form.year
        )

    @cached_property
    def _corrector(self) -> Corrector:
        from askperf.understanding.correction import Corrector

        return Corrector(self._lexicon, self._readings, self._rows)

    def _rows(self, wording: str) -> frozenset[str]:
        """The rows that a wording of the lexicon may mean."""
        mention = Mention(wording, 0, len(wording), self._lexicon.senses(wording))
        return frozenset(self.linker.explain(mention))

    def normalize(self, question: str) -> Normalized:
        """The question in the lexicon's character forms."""
        return normalize(question, self._lexicon.tables)

    def read(self, text: str) -> Reading:
        """Mentions of a normalised text, narrowed to what asks."""
        spoken = tuple(self._finder.find(text))
        mentions = focus(spoken, len(text))
        start = mentions[0].start if mentions else 0
        kept = {at for m in mentions for at in range(m.start, m.end)}
        quotes = tuple(
            match[1] for match in _QUOTES.finditer(text, start) if match.start(1) in kept
        )
        return Reading(text, spoken, mentions, quotes, self.linker)

    def _corrected(self, reading: Reading) -> tuple[Reading, tuple[str, ...]]:
        """The reading with its unknown words corrected, and what to say of it."""
        text, made = self._corrector.correct(reading.text, lambda text: self.read(text).mentions)
        if not made:
            return reading, ()
        template = self._lexicon.responses["note.corrected"]
        notes = tuple(template.format(wrong=c.wrong, right=c.right) for c in made)
        return self.read(text), notes

    def understand(self, question: str, resume: Resume | None = None) -> Understood:
        """Read a question, alone or as what `resume` makes of it after the turn before."""
        normalized = self.normalize(question)
        text = "" if normalized.flooded else normalized.text
        reading = self.read(text)
        notes = tuple(self._lexicon.responses[name] for name in normalized.notes)
        if reading.unknown and len(text) <= _LONGEST_CORRECTED:
            reading, corrected = self._corrected(reading)
            notes += corrected
        rule, form = compose(reading)
        if resume and (carried := resume(reading, form)):
            rule, form = carried
            notes += (self._lexicon.responses["note.carried"],)
        steps = (
            Step("normalization", normalized.text[:200]),
            Step("mentions", " ".join(map(show_mention, reading.spoken[:80]))),
            Step("focus", " ".join(m.text for m in reading.mentions[:80])),
            Step("rule", rule),
            Step("logical form", repr(form)),
        )
        return Understood(reading, rule, form, notes, steps, places(reading))


def show_mention(mention: Mention) -> str:
    """A mention as the trace shows it."""
    senses = ",".join(f"{s.kind}:{s.value}" for s in mention.senses[:4])
    return f"{mention.text}[{senses or '?'}]"


def places(reading: Reading) -> int | None:
    """Decimal places that the question asks for (保留两位小数), else None."""
    digits = reading.linker.lexicon.numerals.digits
    before: Mention | None = None
    for mention in reading.spoken:
        if mention.has("filler", "小数位"):
            return next((digits[c] for c in mention.text if c in digits), None)
        if before is not None and before.has("filler", "精确") and mention.number is not None:
            exponent = mention.number.as_tuple().exponent
            return -exponent if isinstance(exponent, int) and exponent < 0 else 0
        before = mention
    return None
