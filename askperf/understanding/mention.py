"""Mentions: the tokens of a question grouped into wordings with their senses.

Longest wording of the lexicon first, then numbers with their units, ordinals and
years, then words of the form itself, then function words by part of speech. A
mention that ends without senses is a word that nothing explains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from askperf.lexicon import Lexicon
from askperf.query import Mention, Sense, Token
from askperf.values import replace

_LONGEST = 8
_LONGEST_UNIT = 4
_LONGEST_WHOLE = 4
# Marks that may stand inside a wording: brackets, quotes and the enumeration comma.
_SPANNED = frozenset("()“”\"'《》<>·、-「」『』")
_EMPTY = frozenset(("filler", "ask", "relation", "dialogue", "op"))
_JOINING = frozenset(("op", "ask", "relation"))
# jieba's parts of speech without content of their own: particles, pronouns,
# prepositions, conjunctions, interjections, adverbs, directions, measure words.
_FUNCTION_POS = frozenset(
    "u uj ul ug ud uz uv y r rr rz rg p c e o k d ad f q".split()  # noqa: SIM905
)
_Found = tuple[int, Mention]


class MentionFinder:
    """Finds mentions by one lexicon; `known` tells whether a word is the form's."""

    def __init__(
        self,
        lexicon: Lexicon,
        cut: Callable[[str], list[Token]],
        known: Callable[[str], bool],
        year: int,
    ) -> None:
        self._lexicon = lexicon
        self._cut = cut
        self._known = known
        self._year = year
        numerals, counting = lexicon.numerals, lexicon.counting
        self._numeral_chars = frozenset((*numerals.digits, *numerals.multipliers))
        self._tens = frozenset(c for c, n in numerals.multipliers.items() if n == 10)
        self._ordinal_kinds = {
            mark: kind for kind, marks in counting.ordinals.items() for mark in marks
        }
        marks = "|".join(map(re.escape, sorted(self._ordinal_kinds, key=len, reverse=True)))
        chars = "".join(sorted(self._numeral_chars))
        self._ordinal = re.compile(
            f"({marks}) ?([{chars}]+|\\d{{1,3}})(?:{'|'.join(counting.counters)})?"
            f"(?![{chars}\\d{''.join(counting.not_ordinal)}])"
        )

    def find(self, text: str) -> list[Mention]:
        """Mentions of a normalised text, left to right; punctuation is kept."""
        mentions: list[Mention] = []
        start = 0
        for match in self._ordinal.finditer(text):
            value = self._number(match[2])
            if value is None:
                continue
            mentions += self._find_plain(text[start : match.start()], start)
            kind = self._ordinal_kinds[match[1]]
            if kind == "last-n" and value == 1:
                kind = "from-end"
            sense = Sense("ordinal", kind)
            mentions.append(Mention(match[0], match.start(), match.end(), (sense,), value))
            start = match.end()
        return mentions + self._find_plain(text[start:], start)

    def _find_plain(self, text: str, offset: int) -> list[Mention]:
        tokens = self._split_numerals(self._cut(text))
        mentions: list[Mention] = []
        at = 0
        while at < len(tokens):
            taken, mention = (
                self._foreign_rate(tokens, at)
                or self._wording(tokens, at)
                or self._quantity(tokens, at)
                or (1, self._single(tokens[at]))
            )
            mentions.append(
                replace(mention, start=mention.start + offset, end=mention.end + offset)
            )
            at += taken
        return mentions

    def _foreign_rate(self, tokens: Sequence[Token], at: int) -> _Found | None:
        """受理率, 败诉率: a rate that the form doesn't have is one unknown word."""
        if at + 1 >= len(tokens) or tokens[at + 1].text not in self._lexicon.counting.suffixes:
            return None
        first, last = tokens[at], tokens[at + 1]
        word = first.text + last.text
        if first.pos in ("x", *_FUNCTION_POS) or self._lexicon.senses(word):
            return None
        if self._known(first.text[-1] + last.text) or self._asks_number(first.text):
            return None
        return 2, Mention(word, first.start, last.end, pos="n")

    def _wording(self, tokens: Sequence[Token], at: int) -> _Found | None:
        """The longest run of tokens that is a wording of the lexicon."""
        if tokens[at].pos == "x":
            mark = tokens[at].text
            senses = self._lexicon.senses(mark)
            if not senses:
                return None
            return 1, self._mention(tokens[at], (Sense("punctuation", mark), *senses))
        text, best = "", None
        for index in range(at, min(at + _LONGEST, len(tokens))):
            token = tokens[index]
            if token.pos == "x":
                if token.text in _SPANNED:
                    continue
                break
            gap = index > at and token.pos == "eng" == tokens[index - 1].pos
            text += f" {token.text}" if gap else token.text
            senses = self._lexicon.senses(text)
            if not senses and index > at and text in self._lexicon.unit_words:
                senses = (Sense("unit", self._lexicon.unit_words[text]),)
            if senses:
                mention = Mention(text, tokens[at].start, token.end, senses)
                best = index - at + 1, mention
        return self._closed(tokens, at, *best) if best else None

    @staticmethod
    def _closed(tokens: Sequence[Token], at: int, taken: int, mention: Mention) -> _Found:
        """村（社区）: the bracket that closes one inside the wording belongs to it."""
        marks = "".join(token.text for token in tokens[at : at + taken] if token.pos == "x")
        if marks.count("(") > marks.count(")") and at + taken < len(tokens):
            closing = tokens[at + taken]
            if closing.text == ")":
                return taken + 1, replace(mention, end=closing.end)
        return taken, mention

    def _quantity(self, tokens: Sequence[Token], at: int) -> _Found | None:
        """A number with the unit after it, a percentage, or a year."""
        percent = tokens[at].text == self._lexicon.numerals.percent
        end, text = at + percent, ""
        while end < len(tokens) and self._is_numeric(tokens[end], text):
            text += tokens[end].text
            end += 1
        digits = self._lexicon.numerals.digits
        if not any(c in digits or c in self._tens or c.isdigit() for c in text):
            text = ""  # 千元, 亿元 are units, not numbers
        text, unit = self._inner_unit(text)
        value = self._number(text) if text else None
        if value is None:
            return None
        if percent:
            return self._made(tokens, at, end, value, "%")
        if not unit and end < len(tokens):
            year = self._as_year(value, text) if tokens[end].text[0] == self._year_word else 0
            if year:
                return self._year_mention(tokens, at, end + 1, year)
        unit, end = self._unit_after(tokens, end, unit)
        if unit == self._lexicon.counting.tenth:
            value, end = self._tenths(tokens, end, value)
            unit = "%"
        return self._made(tokens, at, end, value, unit)

    @property
    def _year_word(self) -> str:
        return self._lexicon.counting.year

    @staticmethod
    def _made(tokens: Sequence[Token], at: int, end: int, value: Decimal, unit: str) -> _Found:
        text = "".join(token.text for token in tokens[at:end])
        senses = (Sense("quantity", unit),)
        if end - at == 1 and not unit and len(text) == 1 and not text.isdigit():
            senses = (Sense("filler", "numeral"),)  # 一 by itself counts nothing
        return end - at, Mention(text, tokens[at].start, tokens[end - 1].end, senses, value, unit)

    def _inner_unit(self, text: str) -> tuple[str, str]:
        """一百三十六万 is 136 of the unit that 万 stands for."""
        unit = self._lexicon.unit_words.get(text[-1:], "") if len(text) > 1 else ""
        return (text[:-1], unit) if unit else (text, "")

    def _unit_after(self, tokens: Sequence[Token], end: int, unit: str) -> tuple[str, int]:
        """The longest unit wording after a number; 万 + 元 is one unit."""
        words = self._lexicon.unit_words
        wording = unit and next(w for w, u in words.items() if u == unit and len(w) == 1)
        taken = end
        for index in range(end, min(end + _LONGEST_UNIT, len(tokens))):
            wording += tokens[index].text
            if wording in words:
                unit, taken = words[wording], index + 1
        return unit, taken

    def _tenths(self, tokens: Sequence[Token], end: int, value: Decimal) -> tuple[Decimal, int]:
        """七成五 is 75 %."""
        digit = self._lexicon.numerals.digits.get(tokens[end].text) if end < len(tokens) else None
        if digit is None:
            return value * 10, end
        return value * 10 + digit, end + 1

    def _year_mention(self, tokens: Sequence[Token], at: int, end: int, year: int) -> _Found:
        text = "".join(token.text for token in tokens[at:end])
        kind = "own" if year == self._year else "scope"
        senses = (Sense(kind, "year"), Sense("year", str(year)))
        return end - at, Mention(text, tokens[at].start, tokens[end - 1].end, senses)

    @staticmethod
    def _as_year(value: Decimal, text: str) -> int:
        """The calendar year that a number before 年 may be, else 0."""
        if value != value.to_integral_value():
            return 0
        if 1949 <= value <= 2100:
            return int(value)
        return 2000 + int(value) if len(text) == 2 and 15 <= value <= 40 else 0

    def _is_numeric(self, token: Token, so_far: str) -> bool:
        if token.pos == "m" and token.text[:1].isdigit():
            return not so_far
        return token.pos != "x" and all(
            char in self._numeral_chars or char == self._lexicon.numerals.point
            for char in token.text
        )

    def _number(self, text: str) -> Decimal | None:
        found = self._lexicon.numbers.find(text)
        whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
        return found[0].value if whole else None

    def _split_numerals(self, tokens: list[Token]) -> list[Token]:
        """两个 → 两 + 个, 各拨 → 各 + 拨: words of jieba that the lexicon has in pieces."""
        out: list[Token] = []
        for token in (piece for whole in tokens for piece in self._pieces(whole)):
            head = 0
            while head < len(token.text) and token.text[head] in self._numeral_chars:
                head += 1
            rest = token.text[head:]
            asks = next((n for n in (2, 1) if self._asks_number(token.text[:n])), 0)
            if not head and asks and token.text[asks:] in self._lexicon.unit_words:
                head, rest = asks, token.text[asks:]
            if head and rest in self._lexicon.unit_words and not self._lexicon.senses(token.text):
                middle = token.start + head
                out.append(Token(token.text[:head], token.start, middle, "m"))
                out.append(Token(rest, middle, token.end, "q"))
            else:
                out.append(token)
        return out

    def _pieces(self, token: Token) -> list[Token]:
        """The token in wordings of the lexicon, if only so it is explained; else whole."""
        word = token.text
        numeric = word[0] in self._numeral_chars or word[0].isdigit()
        if not 1 < len(word) <= _LONGEST_WHOLE or token.pos in ("x", "eng") or numeric:
            return [token]
        if self._lexicon.senses(word) or token.pos in _FUNCTION_POS or self._known(word):
            return [token]
        pieces: list[Token] = []
        start = 0
        while start < len(word):
            end = next((e for e in range(len(word), start, -1) if self._explains(word[start:e])), 0)
            if not end:
                return [token]
            at = token.start + start
            pieces.append(Token(word[start:end], at, token.start + end, ""))
            start = end
        single = any(len(piece.text) < 2 for piece in pieces)
        if single and not any(s.kind in _JOINING for s in self._lexicon.senses(pieces[0].text)):
            return [token]  # a word of its own (会计), not 会 and 计
        return pieces

    def _explains(self, text: str) -> bool:
        return any(sense.kind in _EMPTY for sense in self._lexicon.senses(text))

    def _asks_number(self, text: str) -> bool:
        return any(s.kind == "ask" and s.value == "number" for s in self._lexicon.senses(text))

    def _single(self, token: Token) -> Mention:
        senses: tuple[Sense, ...] = ()
        if token.pos == "x":
            senses = (Sense("punctuation", token.text),)
        elif token.text in self._lexicon.unit_words:
            senses = (Sense("unit", self._lexicon.unit_words[token.text]),)
        elif token.pos in _FUNCTION_POS:
            senses = (Sense("filler", token.pos),)
        elif len(token.text) > 1 and self._known(token.text):
            senses = (Sense("term", token.text),)
        return self._mention(token, senses)

    @staticmethod
    def _mention(token: Token, senses: tuple[Sense, ...]) -> Mention:
        return Mention(token.text, token.start, token.end, senses, pos=token.pos)
