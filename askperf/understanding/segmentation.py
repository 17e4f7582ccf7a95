"""Segmentation with jieba: its full dictionary read lazily, ours on top.

Why not `import jieba; jieba.cut`: that parses a 5 MB dictionary (or loads a cache
from the shared temporary directory, where another user may have written it) before
the first word, and its global tokenizer isn't made for concurrent changes. Here the
words of a character are read when the character first occurs, which gives the same
tokens. HMM is off: invented words would only hide what is not understood.
"""

from __future__ import annotations

import re
import sys
import threading
import types
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from askperf.query import Token

# Enough to keep a wording whole, too little to break the words around it (大学生 stays
# whole though 学生 is ours); the total of jieba's frequencies is 60 million.
_OUR_FREQUENCY = 200_000
_TOTAL = 60_101_967
_MAX_WORDS = 60_000
_CHUNKS = re.compile(
    r"(?P<latin>[a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-z0-9à-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü'_-]*)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<han>[\u3400-\u9fff〇]+)"
    r"|(?P<other>\S)"
)


def import_jieba() -> Any:
    """jieba's module, ours alone where nobody has imported it yet.

    `pkg_resources` and the HMM model, which askperf never uses, make up most of the
    cost of its import; they are kept out. The private copy is then taken out of
    `sys.modules`, so a host program that imports jieba gets the whole of it.
    """
    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    absent: dict[str, Any] = {
        "pkg_resources": None,
        "jieba.finalseg": types.ModuleType("jieba.finalseg"),
    }
    shadowed = {name: sys.modules[name] for name in absent if name in sys.modules}
    sys.modules.update(absent)
    try:
        import jieba
    finally:
        for name in [*absent, *(m for m in sys.modules if m.split(".")[0] == "jieba")]:
            sys.modules.pop(name, None)
        sys.modules.update(shadowed)
    return jieba


class Dictionary:
    """Words of jieba's dictionary file by first character, read on demand."""

    def __init__(self, path: Path, index: Mapping[str, Any]) -> None:
        self._path = path
        self._chars: str = index["chars"]
        self._offsets: list[int] = index["offsets"]

    def words(self, char: str) -> list[tuple[str, int, str]]:
        """(word, frequency, part of speech) of the words that begin with `char`."""
        found = []
        at = self._chars.find(char)
        with self._path.open("rb", buffering=0) as file:
            while at >= 0:
                start, end = self._offsets[at], self._offsets[at + 1]
                file.seek(start)
                for line in file.read(end - start).decode("utf-8").splitlines():
                    word, frequency, pos = line.split(" ")
                    found.append((word, int(frequency), pos))
                at = self._chars.find(char, at + 1)
        return found


class Segmenter:
    """Cuts normalised text into tokens; safe to share between threads."""

    def __init__(
        self, jieba: Any, dictionary: Dictionary, vocabulary: Callable[[str], Iterable[str]]
    ) -> None:
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.total = _TOTAL
        self._tokenizer.initialized = True
        self._dictionary = dictionary
        self._vocabulary = vocabulary
        self._pos: dict[str, str] = {}
        self._loaded: set[str] = set()
        self._lock = threading.Lock()

    def cut(self, text: str) -> list[Token]:
        """Tokens of the text with their spans; white space is left out."""
        tokens: list[Token] = []
        for match in _CHUNKS.finditer(text):
            if match.lastgroup == "han":
                tokens += self._cut_han(match[0], match.start())
            else:
                pos = {"latin": "eng", "number": "m"}.get(match.lastgroup or "", "x")
                tokens.append(Token(match[0], match.start(), match.end(), pos))
        return tokens

    def _cut_han(self, text: str, offset: int) -> list[Token]:
        with self._lock:
            self._load(text)
            words = list(self._tokenizer.cut(text, HMM=False))
            tags = [self._pos.get(word, "") for word in words]
        tokens = []
        for word, tag in zip(words, tags, strict=True):
            tokens.append(Token(word, offset, offset + len(word), tag))
            offset += len(word)
        return tokens

    def pos(self, word: str) -> str:
        """jieba's part of speech of a word, '' where it isn't in the dictionary."""
        with self._lock:
            self._load(word[:1])
            return self._pos.get(word, "")

    def _load(self, text: str) -> None:
        """Read the words of characters not seen yet. The caller holds the lock."""
        frequencies: dict[str, int] = self._tokenizer.FREQ
        if len(frequencies) > _MAX_WORDS:
            frequencies.clear()
            self._pos.clear()
            self._loaded.clear()
        for char in set(text) - self._loaded:
            for word, frequency, pos in self._dictionary.words(char):
                self._pos[word] = pos
                _add(frequencies, word, frequency)
            for word in self._vocabulary(char):
                if len(word) > 1:
                    _add(frequencies, word, max(_OUR_FREQUENCY, frequencies.get(word, 0)))
            self._loaded.add(char)


def _add(frequencies: dict[str, int], word: str, frequency: int) -> None:
    """Add a word as jieba does: every prefix must be a key."""
    frequencies[word] = frequency
    for end in range(1, len(word)):
        frequencies.setdefault(word[:end], 0)
