"""The words of a question that a candidate form leaves over, as features.

What is left over may be talk, or may restrict the question to what the form doesn't say:
that is weighed by its class, by how many sources know it, by its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from askperf.understanding.evidence import Evidence, Word
from askperf.understanding.grammar import Candidate
from askperf.understanding.reading import Reading, mask_of, runs

_SUPPORTED = 0.5
_STRETCH = 3
_OPEN = 3  # a word of fewer sources than this is hardly known
_LEANS = 0.5  # log-odds from which a word leans to refusals


def leave(
    found: dict[str, float],
    candidate: Candidate,
    reading: Reading,
    evidence: Evidence,
    rows: Sequence[int],
    sizes: Sequence[int],
) -> None:
    """Add the features of words that neither anchors nor cells of `rows` account for.

    `sizes`: how many letters name each row of the form.
    """
    stands = 0
    for row in rows:
        stands |= reading.overlap.of(row)
    exact = _exactness(reading, rows, sizes)
    found["exact"] = exact
    core, run = _core(reading, rows)
    found["run"] = min(run, 8) / 8
    used = candidate.used | reading.own | stands
    support = [s for row in rows if (s := evidence.support.get(row)) is not None]
    clauses = {n for at, n in enumerate(reading.clauses) if (stands | candidate.used) >> at & 1}
    left = 0
    for word in evidence.words:
        if _is_covered(word.mask, used, evidence.cues):
            _partly(found, word, used | evidence.cues)
            continue
        known = _known(word.seen)
        if word.sort in ("func", "num") and known == "known" and word.lean < 1:
            continue
        left += 1
        start, end = word.token.start, word.token.end
        side = _side(reading, core, start, end)
        if side and (known in ("new", "rare") or word.lean > 1):
            name = f"core:{word.sort}:{known}:{side}"
            found[name] = min(3.0, found.get(name, 0.0) + 1)
            found["core:restricts"] = max(found.get("core:restricts", 0.0), min(run, 8) / 8)
            found["core:lean"] = max(found.get("core:lean", -3.0), min(4.0, word.lean))
        if word.sort not in ("func", "num"):
            _where(found, word, reading.clauses[start], clauses)
        helped = max((sum(s[start:end]) for s in support), default=0.0)
        if helped > _SUPPORTED:
            found["left:supported"] = found.get("left:supported", 0.0) + 1
            continue
        place = _place(reading, used, clauses, start, end)
        _leftover(found, word, known, place, exact)
        found["left:doubt"] = min(found.get("left:doubt", 0.0), max(-1.0, helped))
    found["left:count"] = min(left, 8)
    found["left:share"] = left / max(1, len(evidence.words))


def _partly(found: dict[str, float], word: Word, accounted: int) -> None:
    """A word of which the form has only a part (财政局 of 财政拨款) may be another thing."""
    if not word.mask & ~accounted or word.sort in ("func", "num"):
        return
    name = f"part:{_known(word.seen)}"
    found[name] = min(3.0, found.get(name, 0.0) + 1)
    lean = max(-3.0, min(4.0, word.lean))
    found["part:lean"] = max(found.get("part:lean", -3.0), lean)


def _where(found: dict[str, float], word: Word, clause: int, clauses: set[int]) -> None:
    """How far words lean to refusals, and how many are hardly known: in the clauses that the
    form is about, in those ahead of them, in those behind.
    """
    zone = "here" if clause in clauses or not clauses else "ahead"
    zone = "behind" if zone == "ahead" and clause > min(clauses) else zone
    lean = max(-3.0, min(4.0, word.lean))
    found[f"lean:{zone}"] = max(found.get(f"lean:{zone}", -3.0), lean)
    if lean > _LEANS:
        found[f"leans:{zone}"] = min(6.0, found.get(f"leans:{zone}", 0.0) + lean)
    if word.seen < _OPEN:
        found[f"open:{zone}"] = min(4.0, found.get(f"open:{zone}", 0.0) + 1)


def _core(reading: Reading, rows: Sequence[int]) -> tuple[int, int]:
    """Where the rows' own words stand in a stretch, with sections; the longest stretch."""
    core = longest = 0
    for row in rows:
        for mask in reading.overlap.cells[row].values():
            for start, end in runs(mask, len(reading.text)):
                if end - start >= _STRETCH:
                    core |= mask_of(start, end)
                    longest = max(longest, end - start)
    for anchor in reading.anchors:
        if anchor.kind in ("section", "level"):
            core |= anchor.mask
            longest = max(longest, anchor.end - anchor.start)
    return core, longest


def _exactness(reading: Reading, rows: Sequence[int], sizes: Sequence[int]) -> float:
    best = 0.0 if rows else 0.6
    for row in rows:
        covered = reading.overlap.telling(row).bit_count() / sizes[row]
        best = max(best, 1.0 if reading.overlap.full.get(row) else min(1.0, covered))
    return best


def _is_covered(word: int, used: int, cues: int) -> bool:
    """Are most of a word's positions accounted for; half of them, if a cue begins or ends
    in it (中排第几: words are cut wrongly around cues)?
    """
    covered = (word & used).bit_count() * 2
    size = word.bit_count()
    return covered > size or (covered == size and bool(word & used & cues))


def _side(reading: Reading, core: int, start: int, end: int) -> str:
    """Does a word stand right before or after the core, but for a particle?"""
    if core >> end & 1:
        return "before"
    if end < len(reading.text) and not _is_word(reading, end) and core >> (end + 1) & 1:
        return "before-particle"
    if start and core >> (start - 1) & 1:
        return "after"
    if start > 1 and not _is_word(reading, start - 1) and core >> (start - 2) & 1:
        return "after-particle"
    return ""


def _known(seen: int) -> str:
    return "new" if seen == 0 else "rare" if seen < _OPEN else "seen" if seen < 8 else "known"


def _place(reading: Reading, used: int, clauses: set[int], start: int, end: int) -> str:
    """Where a word stands: far from what is used, before it, after it, between."""
    text = reading.text
    if reading.clauses[start] not in clauses:
        return "far"
    if used >> end & 1:
        return "before"
    if end < len(text) and not _is_word(reading, end) and used >> (end + 1) & 1:
        return "before-particle"
    if start and used >> (start - 1) & 1:
        return "after"
    return "amid"


def _is_word(reading: Reading, at: int) -> bool:
    """Does a word of two characters or more begin there?"""
    return at in reading.starts


def _leftover(found: dict[str, float], word: Word, known: str, place: str, exact: float) -> None:
    nounish = word.sort in ("noun", "name", "adj", "time", "latin")
    kind = "noun" if nounish else word.sort if word.sort in ("verb", "char") else "other"
    name = f"left:{kind}:{known}:{place}"
    found[name] = min(4.0, found.get(name, 0.0) + 1)
    lean = max(-3.0, min(4.0, word.lean))
    found["left:lean"] = max(found.get("left:lean", -3.0), lean)
    if nounish:
        found["left:noun-lean"] = max(found.get("left:noun-lean", -3.0), lean)
        if word.seen < _OPEN and place in ("before", "before-particle", "after"):
            found["left:restricts"] = 1.0
            found["left:restricts*exact"] = exact
    if (nounish or kind == "verb") and word.seen < _OPEN:
        found["left:open"] = found.get("left:open", 0.0) + 1
        found["left:open*exact"] = found.get("left:open*exact", 0.0) + exact
