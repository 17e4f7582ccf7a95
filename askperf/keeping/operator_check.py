"""Patterns of the operators (`language/operators.yaml`), and the other tables beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from askperf.keeping.problems import Problem, error
from askperf.keeping.sources import Scalar, compose, items, line_of, scalar
from askperf.keeping.table_check import check_table
from askperf.patterns import PatternError, expand

OPERATORS = "operators.yaml"
Sense = tuple[str, str]
# What one wording can't mean at once.
_OPPOSITES: tuple[tuple[frozenset[Sense], frozenset[Sense]], ...] = (
    (frozenset({("op", "most")}), frozenset({("op", "least")})),
    (frozenset({("op", "descending")}), frozenset({("op", "ascending")})),
    (frozenset({("mark", ">"), ("mark", ">=")}), frozenset({("mark", "<"), ("mark", "<=")})),
    (frozenset({("more", "")}), frozenset({("less", "")})),
    (frozenset({("order", "first")}), frozenset({("order", "last")})),
)


def check_language_files(root: Path, shipped: Path) -> Iterator[Problem]:
    """What is wrong in the `language` directory of a root."""
    for path in sorted((root / "language").glob("*.yaml")):
        reference = shipped / "language" / path.name
        if path.name == OPERATORS:
            yield from _check_operators(path, senses(reference))
        elif path.stem == "own" and root != shipped:
            yield from check_table(path, reference)
        elif path.stem == "dialect":
            yield from _check_dialect(path)


def senses(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The kinds of an operators' file, each with its values (none: a plain list)."""
    root = compose(path)[0] if path.is_file() else None
    found: dict[str, tuple[str, ...]] = {}
    for kind, values in items(root, path, []) if root is not None else ():
        found[kind.text] = tuple(value.text for value, _ in items(values, path, []))
    return found


def _check_operators(path: Path, known: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    root, problems = compose(path)
    found: list[tuple[Sense, Scalar]] = []
    if root is not None and not isinstance(root, yaml.MappingNode):
        advice = "请对照自带的 language/operators.yaml 改写"
        problems.append(error(path, line_of(root), "整个文件应当是“种类: 说法”", advice))
    for kind, values in items(root, path, problems) if root is not None else ():
        if kind.text not in known:
            message = f"不认识种类“{kind.text}”"
            problems.append(error(path, kind.line, message, f"可用的有：{'、'.join(known)}"))
        elif not known[kind.text]:
            found += _patterns((kind.text, ""), kind.line, values, path, problems)
        elif not isinstance(values, yaml.MappingNode):
            advice = f"可用的值有：{'、'.join(known[kind.text])}"
            message = f"“{kind.text}”下面应当是“值: [说法, …]”"
            problems.append(error(path, kind.line, message, advice))
        else:
            for value, node in items(values, path, problems):
                if value.text in known[kind.text]:
                    sense = (kind.text, value.text)
                    found += _patterns(sense, value.line, node, path, problems)
                else:
                    message = f"“{kind.text}”没有“{value.text}”这个值，它的说法不起作用"
                    advice = f"可用的有：{'、'.join(known[kind.text])}"
                    problems.append(error(path, value.line, message, advice))
    yield from problems
    yield from _check_patterns(found, path)


def _patterns(
    sense: Sense, line: int, node: yaml.Node, path: Path, problems: list[Problem]
) -> Iterator[tuple[Sense, Scalar]]:
    if not isinstance(node, yaml.SequenceNode):
        name = " → ".join(filter(None, sense))
        problems.append(error(path, line, f"“{name}”的说法应当是列表", "请写成 [甲, 乙]"))
        return
    for pattern in node.value:
        yield sense, scalar(pattern)


def _check_patterns(found: list[tuple[Sense, Scalar]], path: Path) -> Iterator[Problem]:
    meant: dict[str, set[Sense]] = {}
    for sense, pattern in found:
        name = " → ".join(filter(None, sense))
        if pattern.is_misread:
            message = f"“{name}”里的“{pattern.text}”会被读成“{pattern.read}”"
            yield error(path, pattern.line, message, "请给它加上引号")
            continue
        try:
            wordings = expand(pattern.text)
        except PatternError:
            message = f"“{name}”里的“{pattern.text}”括号不配对，或代表的说法太多"
            yield error(path, pattern.line, message, "请检查 { } 和 [ ]，竖线只写在括号里")
            continue
        if not wordings:
            message = f"“{name}”里的“{pattern.text}”什么说法也不代表"
            yield error(path, pattern.line, message, "请删掉它，或补上说法")
        for wording in wordings:
            others = meant.setdefault(wording, set())
            if any(_opposed(sense, other) for other in others):
                message = f"“{wording}”在这里算“{name}”，前面却算意思相反的"
                yield error(path, pattern.line, message, "请只留一处")
            others.add(sense)


def _opposed(one: Sense, other: Sense) -> bool:
    return any(
        (one in left and other in right) or (one in right and other in left)
        for left, right in _OPPOSITES
    )


def _check_dialect(path: Path) -> Iterator[Problem]:
    root, problems = compose(path)
    if root is not None and not isinstance(root, yaml.MappingNode):
        advice = "请对照自带的 language/dialect.yaml 改写"
        problems.append(error(path, line_of(root), "整个文件应当是“说法: 普通话”", advice))
    for said, meant in items(root, path, problems) if root is not None else ():
        if said.is_misread or scalar(meant).is_misread or not said.text:
            message = f"“{said.text}: {scalar(meant).text}”读不成两个词"
            problems.append(error(path, said.line, message, "请给它们加上引号"))
    yield from problems
