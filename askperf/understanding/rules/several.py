"""Several questions in one: each asking stretch is composed by itself."""

from __future__ import annotations

from dataclasses import replace

from askperf.query import LogicalForm, Lookup, Mention, Refuse, Several
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules import checks, lookup

_REFUSED = (Refuse,)


def blanks(reading: Reading) -> LogicalForm | None:
    """哪一格是空的: the blank rows, of those named if any are."""
    if not reading.has("op", "blank") or not reading.has("ask", "which"):
        return None
    rows = [row for row in reading.linker.form.rows if row.is_blank]
    if reading.required:
        named = {row for m in reading.required for row in reading.linker.explain(m)}
        rows = [row for row in rows if row.id in named]
    return Lookup(tuple(row.id for row in rows), ()) if rows else None


def asks(reading: Reading) -> LogicalForm | None:
    """全年宣传几次、培训几次、案子办多少件: two or more asking stretches."""
    groups = reading.groups(lambda m: m.has("punctuation"))
    asking = [group for group in groups if _asks(group)]
    if len(asking) < 2:
        return None
    head = [m for g in groups[: groups.index(asking[0])] for m in g if is_required(m)]
    parts: list[LogicalForm] = []
    before = head
    for group in asking:
        part = _part(reading, group, head, before)
        if part is None:
            return None
        parts.append(part)
        before = [m for m in group if is_required(m)] or before
    distinct = tuple(dict.fromkeys(parts))
    return Several(distinct) if len(distinct) > 1 else None


def _asks(group: list[Mention]) -> bool:
    number = any(m.has("ask", "number", "what", "which") for m in group)
    return number or any(m.has("measure") or m.has("attribute") for m in group)


def _part(
    reading: Reading, group: list[Mention], head: list[Mention], before: list[Mention]
) -> LogicalForm | None:
    """The stretch with what it leaves out: the head, or the stretch before."""
    own = any(map(is_required, group))
    tries = [[*head, *group], group] if own else [[*before, *group]]
    for mentions in tries:
        part = replace(reading, mentions=tuple(mentions))
        form = checks.grade(part) or lookup.total(part) or lookup.lookup(part)
        if form is not None and not isinstance(form, _REFUSED):
            return form
    return None
