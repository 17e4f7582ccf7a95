"""What a question is about, where the answer has to say more than the row's own words."""

from __future__ import annotations

import re

from askperf.execution.values import Outcome
from askperf.facts import Form as Published
from askperf.lexicon import Lexicon
from askperf.logic import Form, Show
from askperf.understanding.reading import Reading

_NAMED = 3  # positions of a task's name that a question must share to mean it by name
_SHORTEST = 2


def subject(form: Form, outcome: Outcome, reading: Reading, published: Published) -> str:
    """The words asked about that have no line of their own, '' if the row is meant itself.

    That is where money was asked of something that stands in a task's prose only.
    """
    if not isinstance(form, Show) or "value" not in form.cells or len(outcome.rows) != 1:
        return ""
    row = published.row(outcome.rows[0])
    if not row.is_task or outcome.status != "answered":
        return ""
    index = published.rows.index(row)
    cells = reading.overlap.cells[index]
    if index in reading.overlap.full or cells["name"].bit_count() >= _NAMED:
        return ""
    prose = cells["content"] | cells["goal"]
    runs, run = [], ""
    for at, char in enumerate(reading.text):
        if prose >> at & 1:
            run += char
        else:
            runs.append(run)
            run = ""
    longest = max([*runs, run], key=len)
    found = next((text for text in (row.content, row.goal) if text and longest in text), None)
    return longest if len(longest) > _SHORTEST and found else ""


def places(text: str, lexicon: Lexicon) -> int | None:
    """Decimal places that a question asks for (保留两位小数), else None."""
    for pattern in lexicon.own.get("places", ()):
        match = re.search(pattern, text)
        if match is not None:
            digit = lexicon.numbers.digit(match[1])
            return digit if digit is not None and digit <= 6 else None
    return None
