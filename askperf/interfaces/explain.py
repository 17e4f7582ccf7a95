"""`--explain`: the trace of an answer, each stage with its values, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass

from askperf.answer import Step

_STAGES = {
    "normalization": "规范化",
    "tokens": "断词",
    "anchors": "认出的成分",
    "links": "可能的行",
    "candidates": "可能的意思（概率、语法行、逻辑式）",
    "features": "第一个胜出的理由（特征、数值、权重）",
    "turns": "分成几问，一问接一问",
    "decision": "决定",
    "logical form": "要算的是",
    "denotation": "算出的是",
}
_INDENT = "  "
_NOTHING = "（空）"


def explain(trace: Sequence[Step]) -> str:
    """The stages in order, numbered; values that are trees are laid out as trees."""
    lines = ["", "过程："]
    for number, step in enumerate(trace, 1):
        lines.append(f"{number}. {_STAGES.get(step.stage, step.stage)}")
        detail = _node(step.value) if is_dataclass(step.value) else step.detail.splitlines()
        lines += (f"   {line}" for line in detail or [_NOTHING])
    return "\n".join(lines)


def _node(value: object) -> list[str]:
    """A node's name, then its fields one a line, empty ones left out."""
    lines = [type(value).__name__]
    for member in fields(value):  # type: ignore[arg-type]
        found = getattr(value, member.name)
        if found is None or found is False or found in ("", ()):
            continue
        flat = _flat(found)
        if flat is not None:
            lines.append(f"{_INDENT}{member.name}：{flat}")
            continue
        lines.append(f"{_INDENT}{member.name}：")
        lines += (f"{_INDENT * 2}{line}" for line in _told(found))
    return lines


def _told(value: object) -> list[str]:
    """A node, what fits on one line, or the parts of a tuple, which may be tuples again."""
    flat = _flat(value)
    if flat is not None:
        return [flat]
    if isinstance(value, tuple):
        return [line for part in value for line in _told(part)]
    return _node(value)


def _flat(value: object) -> str | None:
    """A value that fits on one line: no node, nor a list that holds one."""
    if isinstance(value, tuple):
        parts = [_flat(part) for part in value]
        return None if None in parts else "、".join(part or "" for part in parts)
    return None if is_dataclass(value) else str(value)
