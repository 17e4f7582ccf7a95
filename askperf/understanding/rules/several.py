"""Several questions in one: each asking stretch is composed by itself."""

from __future__ import annotations

from askperf.query import LogicalForm, Lookup, Mention, Refuse, Sense, Several
from askperf.understanding.reading import Reading, is_required
from askperf.understanding.rules import checks, finding, lookup, numbers
from askperf.values import replace

_PAUSE = Mention("、", 0, 0, (Sense("punctuation", "、"),))


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
    """全年宣传几次、培训几次、案子办多少件: two or more asking stretches.

    A stretch ends where something is asked; what stands before is part of it, so no
    word is dropped. A stretch that names nothing goes on with what was named before.
    """
    stretches: list[list[Mention]] = [[]]
    for group in reading.groups(lambda m: m.has("punctuation")):
        stretches[-1] += [*group, _PAUSE]
        if _asks(group):
            stretches.append([])
    rest = stretches.pop()
    if len(stretches) < 2 or any(map(is_required, rest)):
        return None
    parts: list[LogicalForm] = []
    head: list[Mention] = []
    before: list[Mention] = []
    for stretch in stretches:
        if parts and _only_which(reading, stretch):
            continue  # 见于哪条指标: the row just given
        part = _part(reading, stretch, head, before)
        if part is None:
            return None
        parts.append(part)
        named = [m for m in stretch if is_required(m)]
        head = head or _heading(stretch)
        before = named or before
    distinct = tuple(dict.fromkeys(parts))
    if not distinct:
        return None
    return Several(distinct) if len(distinct) > 1 else distinct[0]


def _only_which(reading: Reading, stretch: list[Mention]) -> bool:
    """Names nothing, measures nothing: it only asks which row it is."""
    part = replace(reading, mentions=tuple(stretch))
    asks = part.has("ask", "which") and not part.has("ask", "number")
    return asks and not (part.required or part.dimensions or part.has("attribute"))


def _heading(stretch: list[Mention]) -> list[Mention]:
    """What the first stretch names before its last pause: the subject of the rest."""
    pauses = [i for i, m in enumerate(stretch) if m is _PAUSE]
    inner = stretch[: pauses[-2]] if len(pauses) > 1 else []
    return [m for m in inner if is_required(m)]


def _asks(group: list[Mention]) -> bool:
    return any(m.has("ask", "number", "what", "which") for m in group)


def _compose(part: Reading) -> LogicalForm | None:
    for rule in (checks.grade, numbers.total, finding.topic, lookup.lookup):
        form = rule(part)
        if form is not None:
            return form
    return None


def _part(
    reading: Reading, stretch: list[Mention], head: list[Mention], before: list[Mention]
) -> LogicalForm | None:
    """The stretch by itself or with what it leaves out: the head, or the one before."""
    own = any(map(is_required, stretch))
    own_tries = [[*head, *stretch], stretch]
    tries = own_tries if own else [[*head, *stretch], [*before, *stretch]]
    for mentions in tries:
        part = replace(reading, mentions=tuple(mentions))
        form = _compose(part)
        if form is not None and not isinstance(form, Refuse):
            return form
    return None
