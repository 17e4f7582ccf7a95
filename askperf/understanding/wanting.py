"""Which quantity a question wants: the unit that it asks in (几天, 百分之几, 人数)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askperf.lexicon import Lexicon
from askperf.understanding.anchors import Anchor, beginning
from askperf.understanding.segmentation import Token
from askperf.values import frozen

_MONEY, _RATE = "money", "rate"


@frozen()
class Wanted:
    """A unit that a question asks in, '' where only its dimension is said (多少钱)."""

    dimension: str
    unit: str = ""


class Wanting:
    """Reads the units that a text asks in. Shared between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._percent = lexicon.numerals.percent
        self._counters = tuple(lexicon.grammar["counter"])
        self._wanted = {
            lexicon.counting.tenth: Wanted(_RATE),
            **{
                word: Wanted(lexicon.units[unit].dimension, unit)
                for word, unit in lexicon.unit_words.items()
            },
        }
        self._longest = max(map(len, self._wanted))
        self._tallies = {
            word + tally: wanted
            for word, wanted in self._wanted.items()
            for tally in lexicon.grammar["tally"]
        }
        self._shares = tuple(lexicon.grammar["share_of"])

    def of(
        self, text: str, anchors: Iterable[Anchor], tokens: Iterable[Token]
    ) -> tuple[Wanted, ...]:
        """The units right after words that ask for a number, but for a counter (几个人).
        What money is called is as good as its unit, and so is a word for so many of a unit (人数)
        or for a share (通过率).
        """
        anchors = tuple(anchors)
        money = {a.start for a in anchors if a.kind == "attribute" and a.value == "amount"}
        found = []
        for anchor in anchors:
            if anchor.kind != "ask" or anchor.value != "number":
                continue
            if text.endswith(self._percent, 0, anchor.start):
                found.append(Wanted(_RATE))
            elif anchor.end in money:
                found.append(Wanted(_MONEY))
            else:
                found += self._at(text[anchor.end :])
        found += self._named(tokens)
        return tuple(dict.fromkeys(found))

    def _named(self, tokens: Iterable[Token]) -> Iterator[Wanted]:
        """The quantities that words are names of."""
        for token in tokens:
            if wanted := self._tallies.get(token.text):
                yield wanted
            elif len(token.text) > 1 and token.text.endswith(self._shares):
                yield Wanted(_RATE)

    def _at(self, after: str) -> list[Wanted]:
        """The unit that a text begins with, if it does."""
        counter = next((c for c in self._counters if after.startswith(c)), "")
        for rest in (after[len(counter) :], after):
            if wording := beginning(rest, self._wanted, self._longest):
                return [self._wanted[wording]]
        return []
