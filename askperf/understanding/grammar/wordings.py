"""The words that lines of the grammar look for; they come from `language/grammar.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from askperf.values import frozen

_COMMAS = ("，", ",")
_NEVER = "(?!)"


@frozen()
class Wordings:
    """The lists of `grammar.yaml`, those that are searched for as patterns."""

    general: frozenset[str]
    larger: frozenset[str]
    smaller: frozenset[str]
    equal: frozenset[str]
    sizes: frozenset[str]
    small: frozenset[str]
    than: frozenset[str]
    fewer: frozenset[str]
    short: frozenset[str]
    overrun: frozenset[str]
    range: frozenset[str]
    share: tuple[str, ...]
    minus: tuple[str, ...]
    per_head: tuple[str, ...]
    counter: str
    head: str
    times: str
    compared: re.Pattern[str]
    likened: re.Pattern[str]
    phrase_ends: re.Pattern[str]
    left_out_ends: re.Pattern[str]
    left_out_starts: re.Pattern[str]
    linking: re.Pattern[str]
    within: re.Pattern[str]
    inside: re.Pattern[str]
    outside: re.Pattern[str]
    alone: re.Pattern[str]
    rest: frozenset[str]
    listed: frozenset[str]
    numbered: frozenset[str]
    line: re.Pattern[str]
    enough: re.Pattern[str]
    only: re.Pattern[str]
    behind: re.Pattern[str]
    ahead: re.Pattern[str]
    periods: Mapping[str, int]
    as_much: re.Pattern[str]
    all: re.Pattern[str]
    none: re.Pattern[str]
    away: re.Pattern[str]
    raised: re.Pattern[str]
    lowered: re.Pattern[str]
    raising: re.Pattern[str]
    lowering: re.Pattern[str]
    discount: str
    points: tuple[str, ...]
    giving: tuple[str, ...]
    portions: tuple[str, ...]
    money: tuple[str, ...]

    def mark(self, word: str) -> str:
        """The relation that a word of size says (多 → `>`)."""
        return "<" if word in self.smaller else "=" if word in self.equal else ">"


def wordings(lists: Mapping[str, Sequence[str]]) -> Wordings:
    """The wordings of a lexicon; a list that is missing finds nothing."""

    def of(name: str) -> tuple[str, ...]:
        return tuple(map(str, lists.get(name, ())))

    larger, smaller, equal = of("larger"), of("smaller"), of("equal")
    to = _either(of("changed_to"))
    unless = f"(?:(?!{to}).)" if to else "."  # 涨到600 isn't by 600
    return Wordings(
        general=frozenset(of("general")),
        larger=frozenset(larger),
        smaller=frozenset(smaller),
        equal=frozenset(equal),
        sizes=frozenset(word for word in (*larger, *smaller) if len(word) == 1),
        small=frozenset(word[0] for word in smaller),
        than=frozenset(of("than")),
        fewer=frozenset(of("fewer")),
        short=frozenset(of("short")),
        overrun=frozenset(of("overrun")),
        range=frozenset(of("range")),
        share=of("share"),
        minus=of("minus"),
        per_head=of("per_head"),
        counter="".join(of("counter")[:1]),
        head="".join(of("head")[:1]),
        times="".join(of("times")[:1]),
        compared=_any((*larger, *smaller)),
        likened=_any((*larger, *smaller, *equal)),
        phrase_ends=re.compile(f"{_either((*of('phrase_ends'), *_COMMAS))}|$"),
        left_out_ends=_any((*of("left_out_ends"), *_COMMAS)),
        left_out_starts=_any((*of("left_out_starts"), *_COMMAS)),
        linking=_any(of("linking")),
        within=_any(of("within")),
        inside=_any(of("inside")),
        outside=_any(of("outside")),
        rest=frozenset(of("rest")),
        alone=_any(of("alone")),
        listed=frozenset(of("listed")),
        numbered=frozenset(of("numbered")),
        line=_any(of("line")),
        enough=_any(of("enough")),
        only=_any(of("only")),
        behind=_any(of("behind")),
        ahead=_any(of("ahead")),
        periods=_counted(of("periods")),
        as_much=_any(of("as_much")),
        all=_any(of("all")),
        away=_any(of("away")),
        raised=re.compile(f"(?:{_either(of('raised'))}){unless}{{0,2}}$"),
        lowered=re.compile(f"(?:{_either(of('lowered'))}){unless}{{0,2}}$"),
        raising=_any(of("raised")),
        lowering=_any(of("lowered")),
        discount="".join(of("discount")[:1]),
        points=of("points"),
        giving=of("giving"),
        portions=of("portions"),
        money=of("money"),
        none=_none(of("none_of"), of("none_even"), of("none_at_all")),
    )


def _counted(pairs: Sequence[str]) -> Mapping[str, int]:
    """`月 12` → how many of them a year has."""
    return {word: int(number) for word, number in (pair.split() for pair in pairs)}


def _any(words: Sequence[str]) -> re.Pattern[str]:
    """One of some words, the first of them that is there."""
    return re.compile(_either(words))


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words)) or _NEVER


def _none(of: Sequence[str], even: Sequence[str], outright: Sequence[str]) -> re.Pattern[str]:
    """一个 … 都没, or 根本没."""
    apart = f"(?:{_either(of)})[^,，。]{{0,8}}(?:{_either(even)})"
    return re.compile(f"{apart}|{_either(outright)}")
