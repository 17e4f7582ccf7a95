"""Templates of the responses: names and slots are those of the shipped file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from askperf.ingestion.templates import fault, slots
from askperf.keeping.problems import Problem, error, warning
from askperf.keeping.sources import compose, items, line_of, scalar

# Slots that carry what was found; a template without one says nothing.
_TELLING = frozenset(("number", "value", "text", "derivation", "quote", "clause", "converted"))


def check_responses(path: Path, reference: Mapping[str, str]) -> Iterator[Problem]:
    """Every template can be filled with what the code gives it."""
    root, problems = compose(path)
    yield from problems
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        advice = "请对照自带的 responses/zh.yaml 改写"
        yield error(path, line_of(root), "整个文件应当是“模板名: 话”", advice)
        return
    found: list[Problem] = []
    for name, node in items(root, path, found):
        said = scalar(node)
        if said.is_misread:
            message = f"“{name.text}”的话会被读成“{said.read}”"
            yield error(path, said.line, message, "请给它加上引号")
            continue
        yield from _check(name.text, said.text, path, said.line, reference)
    yield from found


def _check(
    name: str, template: str, path: Path, line: int, reference: Mapping[str, str]
) -> Iterator[Problem]:
    wrong = fault(name, template, reference)
    if wrong is not None:
        yield error(path, line, *wrong)
        return
    expected = slots(reference.get(name, "")) & _TELLING
    lost = sorted(expected - slots(template))
    if lost:
        message = f"“{name}”里少了空位 {{{lost[0]}}}，答话里就没有它了"
        yield warning(path, line, message, f"请把 {{{lost[0]}}} 放进这句话里")
