"""How a form keeps to the conversation so far, as the ranker sees it."""

from __future__ import annotations

import math

from askperf.logic import Form, Rows, Table, nodes
from askperf.understanding.evidence import Evidence
from askperf.understanding.grammar import Before, Candidate
from askperf.understanding.reading import Reading

_TABLED = ("section", "total")  # what names a table
_TWO = 2


def continuity(
    candidate: Candidate,
    reading: Reading,
    evidence: Evidence,
    rows: tuple[str, ...],
    before: Before,
) -> dict[str, float]:
    """How the form, of these rows, leans on the turn before."""
    found = {}
    leans = candidate.leans or any(row in before.mentioned for row in rows)
    kind = "leans" if leans else "new"
    refers = any(anchor.kind == "dialogue" for anchor in reading.anchors)
    found[f"talk:{kind}"] = 1.0
    found[f"talk:{kind}:{'refers' if refers else 'bare'}"] = 1.0
    found[f"talk:{kind}:length"] = min(len(reading.text), 20) / 20
    found[f"talk:{kind}:likeliest"] = math.exp(evidence.likeliest)
    if set(rows) & set(before.rows):
        found["talk:last-rows"] = 1.0
    if type(candidate.form) is type(before.form):
        found["talk:same-type"] = 1.0
    if getattr(candidate.form, "cells", None) == getattr(before.form, "cells", ()):
        found["talk:same-cells"] = 1.0
    if candidate.form == before.form:
        found["talk:same"] = 1.0
    if kept := _kept_of_two(rows, before):
        than = any(anchor.kind == "than" for anchor in reading.anchors)
        found[f"talk:keeps:{kept}:{'than' if than else 'bare'}"] = 1.0
    if before.among is not None:
        found |= _among(candidate.form, reading, before.among)
    return found


def _kept_of_two(rows: tuple[str, ...], before: Before) -> str:
    """Of two rows that were held against each other, is the one kept that the talk was of, or
    the one that it was held against (比依法治市那项多多少, then 比普法宣传呢)?
    """
    kept = set(rows) & set(before.rows)
    if len(set(before.rows)) != _TWO or len(set(rows)) != _TWO or len(kept) != 1:
        return ""
    return "later" if before.recent[-1:] == tuple(kept) else "earlier"


def _among(form: Form, reading: Reading, among: Rows) -> dict[str, float]:
    """Does the talk stay among the rows of the turns before, or go on to a table that no word
    names (重点任务有哪些, then 最多的是哪项)?
    """
    parts = set(nodes(form))
    named = any(a.kind in _TABLED for a in reading.anchors)
    kind = "named" if named else "bare"
    if among in parts:
        return {f"talk:stays:{kind}": 1.0}
    if any(isinstance(part, Table) for part in parts):
        return {f"talk:strays:{kind}": 1.0}
    return {}
