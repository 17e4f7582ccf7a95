"""The tables of the lexicon (units, numerals, normalization), beside the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from askperf.folding import fold
from askperf.keeping.problems import Problem, error
from askperf.keeping.sources import compose, items, line_of, scalar

_UNIT_KEYS = ("unit", "dimension", "factor", "say")


def check_table(path: Path, shipped: Path) -> Iterator[Problem]:
    """A table whose keys and their sorts of value are those of the shipped one."""
    root, problems = compose(path)
    reference, _ = compose(shipped)
    if root is not None and isinstance(reference, yaml.MappingNode):
        problems += _check_keys(root, reference, path)
    yield from problems


def _check_keys(root: yaml.Node, reference: yaml.Node, path: Path) -> Iterator[Problem]:
    if not isinstance(root, yaml.MappingNode):
        message = "整个文件应当是“键: 值”"
        yield error(path, line_of(root), message, "请对照自带的同名文件改写")
        return
    problems: list[Problem] = []
    known = {key.text: node for key, node in items(reference, path, [])}
    for key, node in items(root, path, problems):
        if key.text not in known:
            message = f"没有“{key.text}”这一项，它不起作用"
            yield error(path, key.line, message, f"可用的有：{'、'.join(known)}")
        elif type(node) is not type(known[key.text]):
            message = f"“{key.text}”的写法不对"
            yield error(path, key.line, message, "请对照自带的同名文件改写")
    yield from problems


def check_units(path: Path, taken: dict[str, str]) -> Iterator[Problem]:
    """Units, each with a dimension, a positive factor and wordings of its own.

    `taken` maps a wording to its unit; it is filled as files are read in order.
    """
    root, problems = compose(path)
    yield from problems
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        message = "整个文件应当是列表，一行一个单位"
        yield error(path, line_of(root), message, "请对照自带的 units.yaml 改写")
        return
    for node in root.value:
        found: list[Problem] = []
        unit = {key.text: value for key, value in items(node, path, found)}
        yield from found
        missing = [key for key in _UNIT_KEYS if key not in unit]
        if missing or not isinstance(unit["say"], yaml.SequenceNode):
            message = f"这个单位缺少或写错了“{(missing or ['say'])[0]}”"
            advice = "请写成 {unit: 次, dimension: times, factor: 1, say: [场, 回]}"
            yield error(path, line_of(node), message, advice)
            continue
        yield from _check_unit(unit, path, taken)


def _check_unit(
    unit: Mapping[str, yaml.Node], path: Path, taken: dict[str, str]
) -> Iterator[Problem]:
    name, factor, say = scalar(unit["unit"]), scalar(unit["factor"]), unit["say"]
    if not _is_positive(factor.text):
        message = f"“{name.text}”的 factor 应当是大于零的数，读到“{factor.text}”"
        yield error(path, factor.line, message, "请写它是该类基本单位的几倍")
    for wording in (name, *(scalar(node) for node in say.value)):
        if wording.is_misread and wording is not name:
            message = f"“{name.text}”的说法“{wording.text}”会被读成“{wording.read}”"
            yield error(path, wording.line, message, "请给它加上引号")
        owner = taken.setdefault(fold(wording.text), name.text)
        if owner != name.text:
            message = f"“{wording.text}”已经是“{owner}”的说法，不能又是“{name.text}”的"
            yield error(path, wording.line, message, "请只留一处")


def _is_positive(text: str) -> bool:
    try:
        return Decimal(text) > 0
    except InvalidOperation:
        return False
