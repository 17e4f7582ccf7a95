"""YAML in and out, with errors a keeper of the knowledge can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from askperf.errors import AskperfError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _UniqueKeys(_LOADER):  # type: ignore[misc]
    """A safe loader that refuses a key given twice (YAML itself keeps the last)."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(
                problem=f"同一个键写了两次：{key}", problem_mark=key_node.start_mark
            )
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


_UniqueKeys.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_yaml(path: Path) -> Any:
    """Parse a YAML file safely. Raises AskperfError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AskperfError(
            f"{path}：读不到这个文件（{error}）；请检查路径、权限和编码（UTF-8）。"
        ) from error
    try:
        return yaml.load(text, Loader=_UniqueKeys)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"第 {mark.line + 1} 行" if mark else "某处"
        raise AskperfError(
            f"{path}：{where}不是合格的 YAML（{error.problem}）；请检查缩进、引号和冒号。"
        ) from error
    except yaml.YAMLError as error:
        raise AskperfError(f"{path}：不是合格的 YAML（{error}）；请检查文件内容。") from error


def dump_yaml(data: Any) -> str:
    """Serialise plain data the one way generated files are written."""
    return str(
        yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000)
    )
