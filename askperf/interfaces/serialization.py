"""The JSON of an answer: one object, keys in the contract's order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from askperf.answer import SCHEMA, Answer, Figure
from askperf.execution.numbers import plain
from askperf.facts import Source

# What json.dumps leaves raw though a terminal or a line reader would act on it.
_ACTIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def answer_to_data(answer: Answer, trace: bool = False) -> dict[str, Any]:
    """Plain data of an answer (its shape: `askperf schema`), with its trace if asked."""
    data = {
        "question": answer.question,
        "status": answer.status,
        "answer": answer.first,
        "text": answer.text,
        "figures": [_figure(figure) for figure in answer.figures],
        "sources": [_source(source) for source in answer.sources],
        "interpretation": answer.interpretation,
        "suggestions": list(answer.suggestions),
        "choices": [{"row": c.row, "label": c.label} for c in answer.choices],
        "schema": SCHEMA,
    }
    if trace:
        data["trace"] = [{"stage": s.stage, "detail": s.detail} for s in answer.trace]
    return data


def error_to_data(question: str, message: str) -> dict[str, Any]:
    """An answer object for what could not be asked at all: `error` says why."""
    refusal = Answer(question, "not_found", message, (), (), "这一行没有读成问题", ())
    return answer_to_data(refusal) | {"error": message}


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


def to_json(data: dict[str, Any]) -> str:
    """One line of JSON that is safe to print.

    What could break the line or steer a terminal is escaped; lone surrogates, which
    are no text, become U+FFFD.
    """
    text = _SURROGATES.sub("\ufffd", json.dumps(data, ensure_ascii=False))
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def schema_text() -> str:
    """The JSON Schema of an answer object, as it is shipped with the package."""
    return (Path(__file__).parent / "answer.schema.json").read_text(encoding="utf-8").rstrip()
