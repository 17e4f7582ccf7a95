"""Grounding: no figure leaves without a quote that holds it or a derivation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from askperf.answer import Figure

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


def numbers(text: str) -> frozenset[Decimal]:
    """The numbers that stand in a text."""
    return frozenset(Decimal(found) for found in _NUMBERS.findall(text))


def ungrounded(figures: Iterable[Figure], quotes: Mapping[str, str]) -> tuple[Figure, ...]:
    """Figures that neither stand in the quote of their row nor carry a derivation.

    `quotes` maps full row ids to verbatim quotes of the cited rows.
    """
    return tuple(
        figure
        for figure in figures
        if not figure.derivation and figure.value not in numbers(quotes.get(figure.row, ""))
    )
