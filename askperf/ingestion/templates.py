"""Templates of the responses: their slots, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter


def slots(template: str) -> frozenset[str]:
    """The names in braces. Raises ValueError where the braces don't make sense."""
    found = set()
    for _, name, spec, conversion in Formatter().parse(template):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}}")
        found.add(name)
    return frozenset(found)


def fault(name: str, template: str, reference: Mapping[str, str]) -> tuple[str, str] | None:
    """What is wrong with a template and what to do, None if nothing.

    `reference` holds the shipped templates: their names and slots are what the code
    fills.
    """
    try:
        used = slots(template)
        known = slots(reference.get(name, ""))
    except ValueError as error:
        return f"“{name}”的花括号不成对或写法不对（{error}）", "空位只写名字，如 {label}"
    if name not in reference:
        return f"没有叫“{name}”的模板，这一条不起作用", "请对照自带的 responses/zh.yaml 改名"
    extra = sorted(used - known)
    if extra:
        offered = "、".join(f"{{{slot}}}" for slot in sorted(known)) or "（没有空位）"
        return f"“{name}”里没有空位 {{{extra[0]}}}", f"可用的空位：{offered}"
    return None
