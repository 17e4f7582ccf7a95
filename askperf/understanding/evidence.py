"""What is known of a question before any candidate: likely rows, and what its words are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from askperf.understanding.associations import Associations
from askperf.understanding.grammar.values import masks
from askperf.understanding.reading import Reading, mask_of
from askperf.understanding.segmentation import Token
from askperf.understanding.severed import Beside, beside
from askperf.understanding.structure import mentioned
from askperf.values import frozen

FAINT = -9.0  # the log-probability of a row that isn't among the likely ones
_LIKELY, _MEANT = 5, 2
_STRANGE = 0.5  # how little examples know of a row
_TORN = 2.0  # what a pair of characters must say for a refusal to be a word by itself
_POS_NAME = frozenset(("ns", "nr", "nt", "nz", "nrt", "nrfg"))
_POS_NOUN = frozenset("njlisf")
_POS_ADJ = frozenset("abz")
_POS_FUNCTION = frozenset("drpcuyeoxwgkh")


@frozen()
class Word:
    """A token of the question: its positions, class, known sources, leaning to refusals."""

    token: Token
    mask: int
    sort: str
    seen: int
    lean: float


@frozen()
class Evidence:
    """What is known of a question before any candidate: links, those of them that have the
    quantity that is asked for (`apt`), its words, where cues stand, where what seem to be
    names of rows, where words that were cut in two (线|上) and that unanswerable questions
    are known by, and what bounds, exclusions and negations stand beside what they are about.
    """

    links: tuple[tuple[int, float], ...]
    apt: tuple[tuple[int, float], ...]
    refusal: float
    words: tuple[Word, ...]
    cues: int
    mentions: int
    support: Mapping[int, Sequence[float]]
    torn: tuple[int, ...]
    beside: tuple[Beside, ...]

    @property
    def likeliest(self) -> float:
        """The log-probability of the likeliest row."""
        return self.links[0][1] if self.links else FAINT


def gather(
    reading: Reading,
    links: Sequence[tuple[int, float]],
    apt: tuple[tuple[int, float], ...],
    associations: Associations,
) -> Evidence:
    """The evidence of a reading, given what rows it may mean."""
    words = []
    for token in reading.tokens:
        mask = mask_of(token.start, token.end)
        if mask & reading.content:
            seen, lean = associations.token(token.text)
            words.append(Word(token, mask, _sort(token), seen, lean))
    mentions = mentioned(reading, links)
    return Evidence(
        tuple(links),
        apt,
        associations.refusal(_without_own(reading, links, associations.unheard)),
        tuple(words),
        masks((*reading.anchors, *reading.numbers)),
        mentions,
        associations.support(reading.text, [row for row, _ in links[:_LIKELY]]),
        tuple(_torn(reading, associations)),
        tuple(beside(reading, mentions)),
    )


def _torn(reading: Reading, associations: Associations) -> Iterator[int]:
    """Pairs of characters (线|上) that are no cue, and neither a word that only joins (我|想)."""
    cues = masks((*(a for a in reading.anchors if a.kind != "near"), *reading.numbers))
    for one, other in pairwise(reading.tokens):
        mask = mask_of(one.start, other.end)
        if one.end - one.start != 1 or other.end - other.start != 1 or one.end != other.start:
            continue
        if mask & reading.content != mask or mask & cues or "func" in (_sort(one), _sort(other)):
            continue
        weights = associations.model.refusals.weights(reading.text[one.start : other.end])
        if any(weight >= _TORN for _, weight in weights):
            yield mask


def _without_own(
    reading: Reading, links: Sequence[tuple[int, float]], unheard: Sequence[float]
) -> str:
    """The text without the form's year, which n-grams can't tell from other years, and
    without words of the form that they can't know: what a keeper calls a row, and those of
    likely rows unlike any that was learned from.
    """
    own = 0
    for row, _ in links[:_MEANT]:
        own |= reading.overlap.of(row) if unheard[row] > _STRANGE else 0
    for number in reading.numbers:
        own |= number.mask & reading.own if number.kind == "year" else 0
    for called in reading.overlap.called.values():
        own |= called
    return "".join([char for at, char in enumerate(reading.text) if not own >> at & 1])


def _sort(token: Token) -> str:
    """The class of a word: name, noun, time, verb, adj, num, func, char, latin."""
    text, pos = token.text, token.pos
    if text.isascii():
        return "num" if text.isdigit() else "latin"
    if pos in _POS_NAME:
        return "name"
    if pos in ("vn", "an") or pos[:1] in _POS_NOUN:
        return "noun"
    first = pos[:1]
    if first in ("t", "v"):
        return {"t": "time", "v": "verb"}[first]
    if first in _POS_ADJ:
        return "adj"
    if first in ("m", "q"):
        return "num"
    if first in _POS_FUNCTION:
        return "func"
    return "noun" if len(text) > 1 else "char"
