"""YAML in and out, with errors a keeper of the knowledge can act on."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import yaml

from askperf.errors import AskperfError, reason

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


_LARGEST = 2_000_000  # bytes: ten times the largest file that people write here


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


def load_yaml(path: Path, references: bool = False) -> Any:
    """Parse a YAML file safely. Raises AskperfError with file and line.

    What can take long or fill the memory is refused: a file of over 2 MB, and references (& and
    *), unless `references` are allowed, as in a project's own examples.
    """
    text = _text(path)
    try:
        if not references and "&" in text and "*" in text:
            _refuse_references(text, path)
        return yaml.load(text, Loader=_UniqueKeys)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"第 {mark.line + 1} 行" if mark else "某处"
        raise AskperfError(
            f"{path}：{where}不是合格的 YAML（{error.problem}）；请检查缩进、引号和冒号。"
        ) from error
    except yaml.YAMLError as error:
        raise AskperfError(f"{path}：不是合格的 YAML（{error}）；请检查文件内容。") from error
    except RecursionError:
        raise AskperfError(f"{path}：一层套一层，套得太深；请写平一些。") from None
    except (TypeError, ValueError) as error:
        raise AskperfError(
            f"{path}：有一处写法不认识（键要写成一个词，日期要加引号）；请对照样例改写。"
        ) from error


def _text(path: Path) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise AskperfError(f"{path}：不是普通文件；请移走它。")
        if found.st_size > _LARGEST:
            raise AskperfError(f"{path}：文件太大（超过 2 MB）；请拆小或移走它。")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AskperfError(
            f"{path}：第 {error.start + 1} 个字节起不是 UTF-8；请转成 UTF-8 再存。"
        ) from error
    except OSError as error:
        raise AskperfError(
            f"{path}：读不到这个文件（{reason(error)}）；请检查路径和权限。"
        ) from error


def _refuse_references(text: str, path: Path) -> None:
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            where = f"第 {event.start_mark.line + 1} 行" if event.start_mark else "某处"
            raise AskperfError(f"{path}：{where}用了引用（*）；请把内容写全。")


def dump_yaml(data: Any) -> str:
    """Serialise plain data the one way generated files are written."""
    return str(
        yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000)
    )
