"""Grounding: no figure leaves unless a cited row holds it or its arithmetic yields it.

Arithmetic is replayed in Decimal before the answer leaves: each operand stands in a cited
row, in the question, or is a named constant; the result is what the figure says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from askperf.answer import Figure

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_TOKENS = re.compile(r"\d+(?:\.\d+)?|[-+×÷()]")
_QUOTED = " “”"
_SCALES = (Decimal(10) ** 4, Decimal(10) ** 8)  # 万, 亿
# Months of a year, per cent, halves, and what a unit is of another one.
_CONSTANTS = (Decimal(2), Decimal(12), *(Decimal(10) ** power for power in range(9)))
_EXACT = re.compile(r" ([=≈]) ")


def ungrounded(
    figures: Iterable[Figure],
    quotes: Mapping[str, str],
    given: Iterable[Decimal] | None = None,
) -> tuple[Figure, ...]:
    """The figures that nothing proves.

    `quotes` maps full ids of the cited rows to their published text; `given` are the numbers
    that were asked with: where they are told, no operand may be any other.
    """
    figures = tuple(figures)
    known = None if given is None else _operands(figures, quotes, frozenset(given))
    return tuple(figure for figure in figures if not _is_grounded(figure, quotes, known))


def _operands(
    figures: Sequence[Figure], quotes: Mapping[str, str], given: frozenset[Decimal]
) -> frozenset[Decimal]:
    """What may be reckoned with: numbers of the rows and of the question, in either unit of money,
    other figures of the answer, how many rows there are, and the named constants.
    """
    of_rows = (number for quote in quotes.values() for number in numbers(quote))
    rescaled = (
        number * scale for number in given for scale in (*_SCALES, *(1 / s for s in _SCALES))
    )
    counts = map(Decimal, range(len(quotes) + 2))
    said = (figure.value for figure in figures)
    return frozenset((*of_rows, *given, *rescaled, *counts, *said, *_CONSTANTS))


def _is_grounded(
    figure: Figure, quotes: Mapping[str, str], known: frozenset[Decimal] | None
) -> bool:
    if not figure.derivation:
        return figure.value in numbers(quotes.get(figure.row, ""))
    left, mark, right = _parts(figure.derivation)
    if not mark or (known is not None and not numbers(left) <= known):
        return False
    try:
        said = Decimal(right)
    except InvalidOperation:
        return False
    if said != figure.value:
        return False
    try:
        value = replay(left)
    except (ValueError, ArithmeticError):
        # A numeral of the row's own prose, read out: “两” = 2.
        numeral = left.strip(_QUOTED)
        return bool(numeral) and numeral in quotes.get(figure.row, "")
    exponent = said.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if mark == "=":
        return value == said
    with localcontext(prec=60):
        return any(
            value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) == said
            for digits in range(places, 7)
        )


def _parts(derivation: str) -> tuple[str, str, str]:
    found = list(_EXACT.finditer(derivation))
    if not found:
        return derivation, "", ""
    last = found[-1]
    return derivation[: last.start()], last[1], derivation[last.end() :]


def numbers(text: str) -> frozenset[Decimal]:
    """The numbers that stand in a text."""
    return frozenset(Decimal(found) for found in _NUMBERS.findall(text))


def replay(steps: str) -> Decimal:
    """The value of shown arithmetic: + - × ÷ and brackets. Raises ValueError on anything else."""
    tokens = _TOKENS.findall(steps)
    if "".join(tokens) != steps.replace(" ", ""):
        raise ValueError(steps)
    with localcontext(prec=50):
        value, rest = _sum(tokens)
    if rest:
        raise ValueError(steps)
    return value


def _sum(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, tokens = _product(tokens)
    while tokens and tokens[0] in "+-":
        other, rest = _product(tokens[1:])
        value = value + other if tokens[0] == "+" else value - other
        tokens = rest
    return value, tokens


def _product(tokens: list[str]) -> tuple[Decimal, list[str]]:
    value, tokens = _atom(tokens)
    while tokens and tokens[0] in "×÷":
        other, rest = _atom(tokens[1:])
        value = value * other if tokens[0] == "×" else value / other
        tokens = rest
    return value, tokens


def _atom(tokens: list[str]) -> tuple[Decimal, list[str]]:
    if not tokens:
        raise ValueError("nothing left")
    if tokens[0] == "(":
        value, rest = _sum(tokens[1:])
        if not rest or rest[0] != ")":
            raise ValueError("brackets")
        return value, rest[1:]
    if tokens[0] == "-":
        value, rest = _atom(tokens[1:])
        return -value, rest
    return Decimal(tokens[0]), tokens[1:]
