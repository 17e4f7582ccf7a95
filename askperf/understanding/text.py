"""A question as it is read: normal characters, standard words for dialect, Latin spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from askperf.lexicon import CharacterTables
from askperf.understanding.mistyping import Mistyping
from askperf.understanding.normalization import CUT, ends_of, normalize
from askperf.understanding.pinyin import Pinyin, letters
from askperf.understanding.titles import Titles
from askperf.values import frozen

LONGEST = 240
_HEAD = 80  # of a long text; what is asked mostly stands at its end
_LETTERS = "a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_LATIN = re.compile(rf"[{_LETTERS}][0-9 '{_LETTERS}]*[0-9{_LETTERS}]")
# Numbers among letters (180wan, 96 ma); a digit 1 to 5 right behind letters is a tone.
_FIGURES = re.compile(rf"((?<![0-9{_LETTERS}])[0-9]+)")
_SHORTEST = 4


@frozen()
class Heard:
    """A question's text as it is read, and names of templates that say what was changed."""

    text: str
    notes: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


class Hearing:
    """From typed characters to the words that the lexicon and the forms are written in."""

    def __init__(
        self,
        tables: CharacterTables,
        dialect: Mapping[str, str],
        words: Iterable[str],
        readings: Mapping[str, tuple[str, ...]],
        mistyping: Mistyping,
        titles: Titles,
    ) -> None:
        """`words`: of the form, which Latin letters spell sooner than others."""
        self._titles = titles
        self._mistyping = mistyping
        self._tables = tables
        self._dialect = dict(dialect)
        self._words = words
        self._readings = readings
        longest = sorted(dialect, key=lambda w: (-len(w), w))
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def hear(self, question: str) -> Heard:
        """The question as it is read. Never fails; quick on megabytes."""
        normal = normalize(question, self._tables)
        if normal.flooded:
            return Heard("", normal.notes)
        text, notes = normal.text, normal.notes
        if len(text) > LONGEST:  # each stage works on no more
            text = ends_of(text, _HEAD, LONGEST - _HEAD)
            notes = tuple(dict.fromkeys((*notes, CUT)))
        text = self._pattern.sub(lambda match: self._dialect[match[0]], text)
        corrected: list[tuple[str, str]] = []
        if _LATIN.search(text):
            text = _LATIN.sub(lambda match: self._spelled(match[0], corrected), text)
        text, mended = self._mistyping.mend(self._titles.shorten(text))
        # A mended name is one as well.
        return Heard(self._titles.shorten(text), notes, (*corrected, *mended))

    @cached_property
    def _pinyin(self) -> Pinyin:
        return Pinyin(self._tables.pairs(), self._words, self._readings)

    def _spelled(self, latin: str, corrected: list[tuple[str, str]]) -> str:
        if len(letters(latin)) < _SHORTEST:
            return latin
        found = "".join(self._chunk(part) for part in _FIGURES.split(latin))
        if found != latin:
            corrected.append((latin, found))
        return found

    def _chunk(self, latin: str) -> str:
        """A stretch of letters spelled out, by its parts where the whole makes no Chinese."""
        if latin[:1].isdigit():
            return latin
        whole = self._pinyin.chinese(latin)
        if whole:
            return whole
        parts = [self._pinyin.chinese(part) or part for part in latin.split(" ")]
        return "".join(parts)
