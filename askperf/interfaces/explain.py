"""`--explain`: the trace of an answer, each stage with its values, for people."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from askperf.answer import Step

_STAGES = {
    "normalization": "规范化",
    "tokens": "断词",
    "anchors": "认出的成分",
    "links": "可能的行",
    "candidates": "可能的意思（概率、语法行、逻辑式）",
    "features": "第一个胜出的理由（特征、数值、权重）",
    "decision": "决定",
    "logical form": "要算的是",
    "denotation": "算出的是",
}
_INDENT = "  "


def explain(trace: Sequence[Step]) -> str:
    """The stages in order, numbered; values that are trees are laid out as trees."""
    lines = ["", "过程："]
    for number, step in enumerate(trace, 1):
        lines.append(f"{number}. {_STAGES.get(step.stage, step.stage)}")
        lines += (f"   {line}" for line in _detail(step.detail))
    return "\n".join(lines)


def _detail(detail: str) -> list[str]:
    """A value's lines: a node's fields one a line, empty ones left out."""
    try:
        tree = ast.parse(detail, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return detail.splitlines() or ["（空）"]
    return list(_node(tree)) if isinstance(tree, ast.Call) else [detail]


def _node(call: ast.Call) -> Iterator[str]:
    yield ast.unparse(call.func)
    for member in call.keywords:
        if _is_empty(member.value):
            continue
        flat = _flat(member.value)
        if flat is not None:
            yield f"{_INDENT}{member.arg}：{flat}"
            continue
        yield f"{_INDENT}{member.arg}："
        for part in _parts(member.value):
            lines = (
                _node(part) if isinstance(part, ast.Call) else [_flat(part) or ast.unparse(part)]
            )
            yield from (f"{_INDENT * 2}{line}" for line in lines)


def _parts(value: ast.expr) -> list[ast.expr]:
    return value.elts if isinstance(value, ast.Tuple | ast.List) else [value]


def _is_empty(value: ast.expr) -> bool:
    """Is it what a field holds when there is nothing to tell?"""
    if isinstance(value, ast.Constant):
        return value.value in (None, "", False)
    return isinstance(value, ast.Tuple | ast.List) and not value.elts


def _flat(value: ast.expr) -> str | None:
    """A value that fits on one line: a constant, a number, a list of such, a mapping."""
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "Decimal":
        return str(ast.literal_eval(value.args[0]))
    if isinstance(value, ast.Tuple | ast.List):
        parts = [_flat(part) for part in value.elts]
        return None if None in parts else "、".join(part or "" for part in parts)
    if isinstance(value, ast.Dict):
        pairs = zip(value.keys, value.values, strict=True)
        return "；".join(f"{ast.literal_eval(k)}={_flat(v)}" for k, v in pairs if k is not None)
    return None
