"""Lookups: which row, which cell; several rows where several are named."""

from __future__ import annotations

from collections.abc import Sequence

from askperf.facts import TASK_SECTIONS
from askperf.query import (
    Aggregate,
    Choose,
    Link,
    LogicalForm,
    Lookup,
    Mention,
    Passage,
    Refuse,
    Selection,
    TopicBudget,
)
from askperf.folding import squeeze
from askperf.understanding.linking import TIERS, Resolution
from askperf.understanding.reading import Reading, dimensions, is_required
from askperf.understanding.rules.common import attributes, resolve, section_ids
from askperf.understanding.rules.numbers import target_unit

# The expenditure of the whole department, which this family of forms splits in two.
_TOTAL = "overview/basic-expenditure+overview/project-expenditure"
_MOST_CHOICES = 6
_PROSE = TIERS["content"]


def total(reading: Reading) -> LogicalForm | None:
    """部门预算支出总额: a sum that the lexicon names and the form doesn't print."""
    totals = [v for m in reading.mentions for v in m.values("total")]
    if any(not m.has("total") for m in reading.required) or reading.has("section"):
        return None
    if not totals and reading.has("own", "department") and "money" in reading.dimensions:
        totals = [_TOTAL]  # 司法局一年拢共用多少钱
    if not totals:
        return None
    rows = tuple(totals[0].split("+"))
    return Aggregate(Selection((), rows=rows), "sum", target_unit(reading))


def lookup(reading: Reading) -> LogicalForm | None:
    """法律援助预算多少; 调解成功率要求多少; 优化公共法律服务的目标."""
    if not reading.required:
        return None
    parts = _parts(reading)
    if len(parts) > 1 and reading.has("op", "each"):
        several = _several(reading, parts)
        if several is not None:
            return several
    whole = resolve(reading, reading.required_and_weak, sections=_sections(reading))
    if whole.links:
        return _finish(reading, whole)
    if len(parts) > 1:
        several = _several(reading, parts)
        if several is not None:
            return several
    return _fallback(reading)


def _sections(reading: Reading) -> tuple[str, ...]:
    """Sections that the question confines itself to (指标里…, 重点任务里…)."""
    named = [v for v in reading.values("section") if v in ("indicators", *TASK_SECTIONS)]
    return section_ids(named) if len(set(named)) == 1 else ()


def _parts(reading: Reading) -> list[list[Mention]]:
    """Stretches between conjunctions that name something."""
    groups = reading.groups(
        lambda m: (m.has("punctuation") or m.has("relation", "and", "versus"))
        and not is_required(m)
    )
    parts: list[list[Mention]] = []
    for group in groups:
        if any(map(is_required, group)):
            parts.append(group)
        elif parts:
            parts[-1] = [*parts[-1], *group]
    return parts


def _several(reading: Reading, parts: Sequence[Sequence[Mention]]) -> LogicalForm | None:
    """One row or one tie for each part, else None."""
    rows: list[str] = []
    wanted: list[str] = []
    for part in parts:
        own = dimensions(part, reading.linker)
        found = resolve(reading, part, own)
        if not found.links and own != reading.dimensions:
            found = resolve(reading, part)
        if not found.links:
            found = resolve(reading, part, frozenset())
        if not found.links:
            return None
        if len(found.links) > 1:
            narrowed = resolve(reading, part)
            found = narrowed if narrowed.links else found
        if len(found.links) > 3:
            return None
        rows += [row for row in found.rows if row not in rows]
    wanted += attributes(reading)
    if len(rows) < 2:
        return None
    return Lookup(tuple(rows), tuple(dict.fromkeys(wanted)), target_unit(reading))


def _finish(reading: Reading, found: Resolution) -> LogicalForm:
    links = found.links
    if "money" in reading.dimensions and links[0].cell in ("content", "goal"):
        return _budget(reading, found)
    if len(links) == 1:
        return Lookup((links[0].row,), attributes(reading), target_unit(reading))
    if TIERS[links[0].cell] == _PROSE:
        links = links[:3]
    if len(links) > _MOST_CHOICES:
        return Refuse("too-many", tuple(m.text for m in reading.required), found.rows[:6])
    return Choose(tuple(link.row for link in links), attributes(reading))


def _budget(reading: Reading, found: Resolution) -> LogicalForm:
    """Money of something that tasks only mention in their prose.

    A subject of the form (named in several rows) is answered with the task that
    pays for it; a passing mention is not a budget item, and is refused as such.
    """
    required = reading.required
    topic = "".join(m.text for m in required)
    words = [w for m in required for w in (m.values("term") or (m.text,))]
    everywhere = [set(reading.linker.explain(m)) for m in required]
    rows = set.intersection(*everywhere)
    tasks = [link for link in (*found.links, *found.others) if link.row in rows]

    def density(link: Link) -> float:
        return sum(reading.linker.occurrences(w, link.row) for w in words)

    tasks.sort(key=lambda link: -density(link))
    ids = tuple(link.row for link in tasks)
    order = [row.id for row in reading.linker.form.rows]
    mentions = tuple(sorted(rows - set(ids), key=order.index))
    if len(rows) < 2:
        return Refuse("mentioned-only", (topic,), ids[:1])
    return TopicBudget(topic, ids[:2], (*ids[2:], *mentions))


def _fallback(reading: Reading) -> LogicalForm:
    """No row fits with the right kind of number: prose quantities, or say what's missing."""
    passage = _passage(reading)
    if passage is not None:
        return passage
    loose = resolve(reading, reading.required_and_weak, frozenset())
    if not loose.links:
        tight = resolve(reading, reading.required_and_weak)
        missing = loose.missing or tight.missing
        return Refuse("unexplained", missing, _near(reading))
    return Refuse("no-such-number", tuple(m.text for m in reading.required), loose.rows[:3])


def _passage(reading: Reading) -> LogicalForm | None:
    """Quantities in the prose of rows that explain every word (培训时间不少于3天)."""
    loose = resolve(reading, reading.required_and_weak, frozenset())
    hits: list[tuple[str, int]] = []
    for link in (*loose.links, *loose.others):
        row = reading.linker.row(link.row)
        for index, detail in enumerate(row.details):
            unit = reading.linker.lexicon.unit(detail.quantity.unit)
            if unit is None or unit.dimension not in reading.dimensions:
                continue
            if row.is_task and not _named_in(reading, row.id, detail.clause):
                continue
            hits.append((row.id, index))
    return Passage(tuple(hits[:3])) if hits else None


def _named_in(reading: Reading, row: str, clause: str) -> bool:
    """Does the clause itself hold a word of the question?"""
    text = squeeze(clause)
    return any(
        squeeze(word) in text
        for m in reading.required
        for word in (m.values("term") or (m.text,))
    )


def _near(reading: Reading) -> tuple[str, ...]:
    known = [m for m in reading.required if reading.linker.knows(m)]
    for drop in range(len(known)):
        found = reading.linker.resolve(known[: len(known) - drop])
        if found.links:
            return found.all_rows[:3]
    return ()
