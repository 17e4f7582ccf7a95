"""What a question is about, where the answer has to say more than the row's own words."""

from __future__ import annotations

import re

from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.lexicon import Lexicon
from askperf.logic import Form, Show
from askperf.understanding.reading import Reading

_SHORTEST, _LONGEST = 2, 20  # characters of a topic


def subject(form: Form, outcome: Outcome, reading: Reading, published: Published) -> str:
    """The words asked about that have no line of their own, '' if the row is meant itself.

    That is where money was asked of something that stands in a task's prose only.
    """
    if not isinstance(form, Show) or "value" not in form.cells or len(outcome.rows) != 1:
        return ""
    row = published.row(outcome.rows[0])
    if not row.is_task or outcome.status != "answered":
        return ""
    if published.rows.index(row) in reading.overlap.full:
        return ""
    topic = max((_shared(reading.text, text or "") for text in (row.content, row.goal)), key=len)
    named = _shared(reading.text, row.name)
    return topic if len(topic) > max(_SHORTEST, len(named)) else ""


def _shared(text: str, cell: str) -> str:
    """The longest stretch of a text that stands in a cell, letter by letter."""
    for size in range(min(len(text), _LONGEST), 0, -1):
        for start in range(len(text) - size + 1):
            if text[start : start + size] in cell:
                return text[start : start + size]
    return ""


def places(text: str, lexicon: Lexicon) -> int | None:
    """Decimal places that a question asks for (保留两位小数), else None."""
    for pattern in lexicon.own.get("places", ()):
        match = re.search(pattern, text)
        if match is not None:
            digit = lexicon.numbers.digit(match[1])
            return digit if digit is not None and digit <= 6 else None
    return None
