"""Questions about the assistant or the form as a whole, and those out of scope."""

from __future__ import annotations

from askperf.folding import squeeze
from askperf.query import Describe, LogicalForm, Lookup, Refuse
from askperf.understanding.reading import Reading
from askperf.values import replace

_ABOUT_FORM = frozenset(("form", "tasks", "audit"))
# Reasons from the most to the least telling; one is given.
_REASONS = (
    "year", "other-year", "actual", "other-body", "other-place", "contact", "people", "procedure",
    "fee", "split", "census", "weight", "schedule", "place-of", "reason", "chat",
)  # fmt: skip


def empty(reading: Reading) -> LogicalForm | None:
    """Nothing said but politeness and punctuation."""
    if reading.unknown:
        return None
    meaningful = [m for m in reading.mentions if not (m.has("filler") or m.has("punctuation"))]
    return None if meaningful else Refuse("empty")


def about(reading: Reading) -> LogicalForm | None:
    """你能回答什么, 你是谁, 这是哪年的表, 这张表有什么问题."""
    topics = reading.values("meta")
    if not topics or reading.quantities or reading.has("bound"):
        return None
    topic = topics[0]
    if reading.required and topic not in ("audit",):
        return None
    if reading.unknown and topic not in ("help", "who", "source", "trust", "audit", "bye"):
        return None
    return Describe(topic)


def which_department(reading: Reading) -> LogicalForm | None:
    """是公安局填的还是司法局填的: a choice that the form's own name settles."""
    own = reading.has("own", "department") and reading.has("relation", "versus")
    if not own or reading.required or reading.dimensions:
        return None
    return Lookup(("overview/department",), ())


def out_of_scope(reading: Reading) -> LogicalForm | None:
    """What no form of this family says: another year or body, actuals, procedures …"""
    reasons = [(v, m) for m in reading.mentions for v in m.values("scope")]
    reasons = [(v, m) for v, m in reasons if not _explained(reading, v, m.text)]
    if not reasons:
        return None
    reasons.sort(key=lambda pair: _REASONS.index(pair[0]) if pair[0] in _REASONS else 99)
    reason = reasons[0][0]
    words = tuple(dict.fromkeys(m.text for v, m in reasons if v == reason))
    return Refuse(reason, words, _near(reading))


def _explained(reading: Reading, reason: str, text: str) -> bool:
    """An out-of-scope word that this question, or the form, uses in another sense."""
    if (
        reason == "actual"
        and reading.quantities
        and (reading.has("op", "meets", "grade", "equal", "truth") or reading.has("ask", "yesno"))
    ):
        return True  # 实际完成96%，达标吗: a claim to check, not a wish for actuals
    if reason == "split":  # 每个村配几名 is the form's own wording; 每次几天 is in its prose
        if "days" in reading.dimensions or any(m.unit == "天" for m in reading.quantities):
            return True
        part = _clause_with(reading, text)
        rows = part.linker.resolve(part.required, part.dimensions).links
        return (
            bool(rows)
            and "money" not in part.dimensions
            and all(
                squeeze(text) in squeeze(reading.linker.row(link.row).source.quote) for link in rows
            )
        )
    if reason == "census":  # 全市有多少乡镇街道: the prose says 全市86个乡镇街道
        found = reading.linker.resolve(reading.required)
        return any(
            squeeze(m.text) in squeeze(detail.clause)
            for row in found.all_rows
            for detail in reading.linker.row(row).details
            for m in reading.required
        )
    if reason == "year":
        rows = reading.linker.resolve(reading.required).links if reading.required else ()
        return (
            bool(rows)
            and not reading.dimensions
            and all(text in reading.linker.row(link.row).source.quote for link in rows)
        )
    return False


def _clause_with(reading: Reading, text: str) -> Reading:
    """The part of the reading between pauses that holds a word."""
    for group in reading.groups(lambda m: m.has("punctuation", "?", "？", "，", ",", "。")):
        if any(m.text == text for m in group):
            return replace(reading, mentions=tuple(group))
    return reading


def _near(reading: Reading) -> tuple[str, ...]:
    """Rows that the rest of the question fits, as suggestions."""
    required = [m for m in reading.required if reading.linker.knows(m)]
    return reading.linker.resolve(required).all_rows[:3] if required else ()


def unknown(reading: Reading) -> LogicalForm | None:
    """A content word that neither the form nor the lexicon explains."""
    if not reading.unknown:
        return None
    return Refuse("unknown", reading.unknown, _near(reading))
