"""YAML files as they are written: every value and wording with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from askperf.keeping.problems import Problem, error
from askperf.values import frozen

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"


@frozen()
class Scalar:
    """A scalar as written, its 1-based line, and the text that YAML makes of it."""

    text: str
    line: int
    read: str

    @property
    def is_misread(self) -> bool:
        """True for words such as yes, null and 1:30, which YAML takes for something else."""
        return self.read != self.text


@frozen()
class Entry:
    """One value of a lexicon file with its wordings.

    `form` is the id of the form whose lexicon the file is, '' for the general one.
    """

    path: Path
    form: str
    kind: str
    value: str
    line: int
    wordings: tuple[Scalar, ...]


def compose(path: Path) -> tuple[yaml.Node | None, list[Problem]]:
    """The nodes of a YAML file, None where it is empty or can't be parsed."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER), []
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        message = f"不是合格的 YAML（{fault.problem}）"
        return None, [error(path, line, message, "请检查缩进、引号、冒号和括号")]
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        return None, [error(path, 0, f"读不出来（{fault}）", "请检查权限，并存为 UTF-8 编码")]


def scalar(node: yaml.Node) -> Scalar:
    """A node as a scalar. A nested list or mapping has no text and is always misread."""
    if not isinstance(node, yaml.ScalarNode):
        return Scalar("", line_of(node), "列表或表")
    if node.tag == _STRING:
        return Scalar(node.value, line_of(node), node.value)
    try:
        read = str(yaml.SafeLoader("").construct_object(node, deep=True))
    except (yaml.YAMLError, ValueError):
        read = node.tag
    return Scalar(node.value, line_of(node), read)


def line_of(node: yaml.Node) -> int:
    """The 1-based line where a node begins."""
    return int(node.start_mark.line) + 1


def items(
    node: yaml.Node, path: Path, problems: list[Problem]
) -> Iterator[tuple[Scalar, yaml.Node]]:
    """Keys and value nodes of a mapping; a key given twice is a problem."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = scalar(key_node)
        if key.text in seen:
            message = f"“{key.text}”写了两次，前一次在第 {seen[key.text]} 行"
            problems.append(error(path, key.line, message, "请合并成一处"))
            continue
        seen[key.text] = key.line
        yield key, value_node


def read_lexicon(path: Path, form: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of a lexicon file ({kind: {value: [wording, …]}}), and what is malformed."""
    root, problems = compose(path)
    if root is None:
        return [], problems
    if not isinstance(root, yaml.MappingNode):
        message = "整个文件应当是“种类: {值: [说法, …]}”"
        return [], [error(path, line_of(root), message, "请对照自带的 lexicon/*.yaml 改写")]
    entries: list[Entry] = []
    for kind, values in items(root, path, problems):
        if values.tag == _NULL:
            continue  # all of it commented out
        if not isinstance(values, yaml.MappingNode):
            message = f"“{kind.text}”下面应当是“值: [说法, …]”"
            problems.append(error(path, kind.line, message, "请补上值和说法"))
            continue
        for value, wordings in items(values, path, problems):
            if not isinstance(wordings, yaml.SequenceNode):
                message = f"“{kind.text} → {value.text}”的说法应当是列表"
                problems.append(error(path, value.line, message, "请写成 [甲, 乙]"))
                continue
            said = tuple(scalar(node) for node in wordings.value)
            entries.append(Entry(path, form, kind.text, value.text, value.line, said))
    return entries, problems
