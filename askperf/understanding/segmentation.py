"""Segmentation with jieba, whose full dictionary is read lazily.

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
import warnings
from collections.abc import Mapping
from pathlib import Path

from askperf.folding import fold
from askperf.values import frozen

_IMPORT_LOCK = threading.Lock()
_UNUSED = ("logging", "tempfile", "hashlib")  # by what is called of jieba
_TOTAL = 60_101_967  # of the frequencies of jieba's dictionary
_CHUNKS = re.compile(
    r"(?P<latin>[a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-z0-9à-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü'_-]*)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<han>[\u3400-\u9fff〇]+)"
    r"|(?P<other>\S)"
)

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any


@frozen()
class Token:
    """A stretch of the normalised question: text, half-open span, part of speech."""

    text: str
    start: int
    end: int
    pos: str = ""


def import_jieba() -> Any:
    """jieba's module, ours alone where nobody has imported it yet.

    What askperf never uses of it (`pkg_resources`, the HMM model, a log, a cache among
    temporary files) makes up most of the cost of its import; it is kept out. The private copy
    is then taken out of `sys.modules`, so a host program that imports jieba gets all of it.
    """
    with _IMPORT_LOCK:
        return sys.modules.get("jieba") or _private_jieba()


def _private_jieba() -> Any:
    absent: dict[str, Any] = {
        "pkg_resources": None,
        "jieba.finalseg": types.ModuleType("jieba.finalseg"),
    }
    absent |= {name: _Idle(name) for name in _UNUSED if name not in sys.modules}
    shadowed = {name: sys.modules[name] for name in absent if name in sys.modules}
    sys.modules.update(absent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its patterns have escapes that 3.12 warns of
            import jieba
    finally:
        for name in [*absent, *(m for m in sys.modules if m.split(".")[0] == "jieba")]:
            sys.modules.pop(name, None)
        sys.modules.update(shadowed)
    return jieba


class _Idle(types.ModuleType):
    """A module of which only names are wanted while another one is imported."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_: self


class Dictionary:
    """jieba's dictionary file by first character, each read when it first occurs.

    A character's words stay as one text, searched for the few that a question holds:
    the whole dictionary in memory would take ten times as much.
    """

    def __init__(self, path: Path, index: Mapping[str, Any]) -> None:
        self.path, self.size = path, int(index["size"])
        self._chars: str = index["chars"]
        self._offsets: list[int] = index["offsets"]
        self._texts: dict[str, str] = {}

    def text(self, char: str) -> str:
        """The lines of the words that begin with `char`, each after a newline."""
        found = self._texts.get(char)
        if found is None:
            found = self._texts[char] = self._read(char)
        return found

    def _read(self, char: str) -> str:
        parts = ["\n"]
        at = self._chars.find(char)
        while at >= 0:
            start, end = self._offsets[at], self._offsets[at + 1]
            with self.path.open("rb", buffering=0) as file:
                file.seek(start)
                parts.append(file.read(end - start).decode("utf-8"))
            at = self._chars.find(char, at + 1)
        return "".join(parts)

    def entry(self, word: str) -> tuple[int, str] | None:
        """(frequency, part of speech) of a word; (0, '') of a mere prefix, else None."""
        text = self.text(word[0])
        at = text.find(f"\n{word} ")
        if at >= 0:
            start = at + len(word) + 2
            frequency, _, pos = text[start : text.index("\n", start)].partition(" ")
            return int(frequency), pos
        return (0, "") if f"\n{word}" in text else None


class Segmenter:
    """Cuts normalised text into tokens; safe to share between threads."""

    def __init__(self, jieba: Any, dictionary: Dictionary) -> None:
        self._jieba = jieba
        self.dictionary = dictionary

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

    def words(self, text: str) -> list[str]:
        """The words of a text as it stands in a form."""
        return [token.text for token in self.cut(fold(text))]

    def _cut_han(self, text: str, offset: int) -> list[Token]:
        tokenizer = self._jieba.Tokenizer()
        tokenizer.FREQ, tags = self._words_in(text)
        tokenizer.total, tokenizer.initialized = _TOTAL, True
        tokens = []
        for word in tokenizer.cut(text, HMM=False):
            tokens.append(Token(word, offset, offset + len(word), tags.get(word, "")))
            offset += len(word)
        return tokens

    def _words_in(self, text: str) -> tuple[dict[str, int], dict[str, str]]:
        """Frequencies of the words and prefixes that stand in the text, and their tags."""
        frequencies: dict[str, int] = {}
        tags: dict[str, str] = {}
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                word = text[start:end]
                entry = self.dictionary.entry(word)
                if entry is None:
                    break
                frequencies[word], tag = entry
                if tag:
                    tags[word] = tag
        return frequencies, tags
