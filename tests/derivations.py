"""Derivations replayed: what is written in an answer is computed again from its text.

A derivation is `terms = value` or `terms ≈ value` in + - × ÷ and parentheses, or the
reading of a numeral of the prose, `“三” = 3`. The arithmetic here is the tests' own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from askperf.answer import Answer, Figure

_TOKENS = re.compile(r"\s*(\d+(?:\.\d+)?|[-+×÷()])")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_NUMERAL = re.compile("“(.)” = ([0-9]+)")
_READINGS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "百": 100}
# What the rules of derivation bring in of their own: per cent, months, the two in the
# middle of a median, and the ratios of the units of money.
CONSTANTS = frozenset(map(Decimal, (100, 12, 2, 10, 1_000, 10_000, 100_000, 1_000_000, 10**8)))
# Rows of the key tasks, the other tasks, all tasks and the indicators, and indicators of
# each level, where an average or a share counts rows.
COUNTS = frozenset(map(Decimal, (4, 7, 11, 26, 19, 5, 1)))
_MOST_PLACES = 6


@dataclass(frozen=True)
class Replayed:
    """A derivation computed again: its result, what it says, and its operands."""

    computed: Decimal
    stated: Decimal
    exact: bool
    operands: tuple[Decimal, ...]

    @property
    def holds(self) -> bool:
        """Is what it says what comes out, rounded half up if it says so?"""
        if self.exact:
            return self.computed == self.stated
        rounded = (
            self.computed.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            for places in range(_MOST_PLACES + 1)
        )
        return self.computed != self.stated and self.stated in tuple(rounded)


def replay(derivation: str) -> Replayed:
    """Compute a derivation again. Raises ValueError where it is no derivation."""
    numeral = _NUMERAL.fullmatch(derivation)
    if numeral:
        value = Decimal(_READINGS[numeral[1]])
        return Replayed(value, Decimal(numeral[2]), True, ())
    left, sign, stated = re.split("([=≈])", derivation)
    tokens = list(_tokens(left))
    with localcontext(prec=60):
        computed = _sum(tokens)
    if tokens:
        raise ValueError(f"left over: {tokens}")
    operands = tuple(Decimal(found) for found in _NUMBERS.findall(left))
    return Replayed(computed, Decimal(stated.strip()), sign == "=", operands)


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKENS.match(text, at)
        if match is None:
            raise ValueError(f"not arithmetic: {text}")
        yield match[1]
        at = match.end()


def _sum(tokens: list[str]) -> Decimal:
    value = _product(tokens)
    while tokens and tokens[0] in "+-":
        sign = tokens.pop(0)
        term = _product(tokens)
        value = value + term if sign == "+" else value - term
    return value


def _product(tokens: list[str]) -> Decimal:
    value = _atom(tokens)
    while tokens and tokens[0] in "×÷":
        sign = tokens.pop(0)
        factor = _atom(tokens)
        value = value * factor if sign == "×" else value / factor
    return value


def _atom(tokens: list[str]) -> Decimal:
    token = tokens.pop(0) if tokens else ""
    if token == "(":
        value = _sum(tokens)
        if not tokens or tokens.pop(0) != ")":
            raise ValueError("an open parenthesis")
        return value
    return Decimal(token)


def faults(answer: Answer, given: Iterable[Decimal] = ()) -> list[str]:
    """What is wrong with the derivations of an answer, [] if nothing.

    `given`: numbers that the question named, which may be operands too.
    """
    quoted = {Decimal(n) for s in answer.sources for n in _NUMBERS.findall(s.quote)}
    derived: set[Decimal] = set()
    found: list[str] = []
    for figure in answer.figures:
        if figure.derivation is None:
            continue
        cited = {*quoted, *derived, *given, Decimal(len(answer.sources))}
        found += _faults(figure, answer, cited)
        derived.add(figure.value)
    # Totals come first and are made of the figures after them (4 + 7 = 11).
    return [f for f in found if not f.startswith("?") or not _made_of_figures(f, answer)]


def _faults(figure: Figure, answer: Answer, cited: set[Decimal]) -> list[str]:
    derivation = figure.derivation or ""
    try:
        replayed = replay(derivation)
    except (ValueError, ArithmeticError, KeyError) as error:
        return [f"{derivation}: {error!r}"]
    wrong = []
    if not replayed.holds:
        wrong.append(f"{derivation}: comes out as {replayed.computed}")
    if replayed.stated != figure.value:
        wrong.append(f"{derivation}: the figure says {figure.value}")
    counted = {*replayed.operands} <= {Decimal(1), Decimal(0)}
    if not counted:
        terms = re.split("[=≈]", folded(derivation, answer.text))[0].strip()
        if len(replayed.operands) > 1 and terms not in answer.text:
            wrong.append(f"{derivation}: not shown in the text")
        odd = [n for n in replayed.operands if n not in cited | CONSTANTS | COUNTS]
        wrong += [f"?{n} of {derivation} stands in no cited row" for n in odd]
    return wrong


def _made_of_figures(fault: str, answer: Answer) -> bool:
    return Decimal(fault[1:].split()[0]) in {f.value for f in answer.figures}


def folded(steps: str, text: str) -> str:
    """Arithmetic whose brackets are worked out elsewhere in the text stands with the result."""
    for inner in re.findall(r"\(([^()]*)\)", steps):
        worked = re.search(rf"{re.escape(inner)} = (\d+(?:\.\d+)?)", text)
        if worked and steps not in text:
            steps = steps.replace(f"({inner})", worked[1])
    return steps
