"""The JSON of an answer: one object, keys in the contract's order."""

from __future__ import annotations

import json
from typing import Any

from askperf.answer import SCHEMA, Answer, Figure
from askperf.execution.context import plain
from askperf.facts import Source


def answer_to_data(answer: Answer) -> dict[str, Any]:
    """Plain data of an answer, see `docs/` and `askperf schema`."""
    return {
        "question": _encodable(answer.question),
        "status": answer.status,
        "text": answer.text,
        "figures": [_figure(figure) for figure in answer.figures],
        "sources": [_source(source) for source in answer.sources],
        "interpretation": answer.interpretation,
        "suggestions": list(answer.suggestions),
        "choices": [{"row": c.row, "label": c.label} for c in answer.choices],
        "schema": SCHEMA,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": plain(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "label": figure.label,
        "row": figure.row,
        "derivation": figure.derivation,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "row": f"{source.form}/{source.row}",
        "section": source.row.partition("/")[0],
        "line": source.line,
        "quote": source.quote,
    }


def _encodable(text: str) -> str:
    """Lone surrogates can't be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_json(data: dict[str, Any]) -> str:
    """One line of JSON. Line and paragraph separators are escaped: a line is a line."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
