"""Annotated questions: what is asked, and what a good answer holds.

One JSON object a line (`.jsonl`), or a YAML list of the same objects, in which what
is not said has a default: `status: [answered]`, `max_rows: 3`, empty lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError
from askperf.values import frozen
from askperf.yamlfile import load_yaml

STATUSES = ("answered", "ambiguous", "blank", "not_found")
_MOST_ROWS = 3
_LONGEST = 10_000_000


@frozen()
class Question:
    """A question with its gold: see the guide for keepers for what each part means."""

    id: str
    text: str
    kind: str
    before: tuple[str, ...] = ()
    status: tuple[str, ...] = ("answered",)
    rows: tuple[str, ...] = ()
    figures: tuple[Decimal, ...] = ()
    max_rows: int = _MOST_ROWS
    forbid: tuple[Decimal, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()


def load_questions(paths: Iterable[Path]) -> tuple[Question, ...]:
    """The questions of all files, in order.

    Raises AskperfError (file, line or number, what is wrong) on the first bad one, on
    an id given twice, and where there is no question at all.
    """
    found: dict[str, Question] = {}
    paths = tuple(paths)
    for path in paths:
        for number, (place, data) in enumerate(_records(path), 1):
            question = _question(data, f"{path}：{place}", f"{path.stem}-{number:03d}")
            if question.id in found:
                raise AskperfError(
                    f"{path}：{place}的编号“{question.id}”前面已经用过；请换一个编号。"
                )
            found[question.id] = question
    if not found:
        names = "、".join(map(str, paths))
        raise AskperfError(f"{names}：里面一道题也没有；请检查文件。")
    return tuple(found.values())


def _records(path: Path) -> Iterator[tuple[str, Any]]:
    """(place, data) of each question of a file."""
    if path.suffix in (".yaml", ".yml"):
        data = load_yaml(path) or []
        if not isinstance(data, list):
            raise AskperfError(f"{path}：整个文件应当是列表，每题以“- ”开头；请改写。")
        yield from ((f"第 {number} 题", item) for number, item in enumerate(data, 1))
        return
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            try:
                yield f"第 {number} 行", json.loads(line)
            except ValueError as error:
                raise AskperfError(f"{path}：第 {number} 行不是合格的 JSON；请改正。") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AskperfError(f"{path}：读不到这个文件；请检查路径、权限和编码（UTF-8）。") from error


def _question(data: Any, place: str, default_id: str) -> Question:
    if not isinstance(data, dict):
        raise AskperfError(f"{place}应当是“键: 值”；请对照样例改写。")
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        raise AskperfError(f"{place}不认识“{unknown[0]}”；可用的有：{'、'.join(_KEYS)}。")
    missing = [key for key in ("q", "kind") if not (isinstance(data.get(key), str))]
    if missing:
        raise AskperfError(f"{place}缺少“{missing[0]}”（应当是一句话）；请补上。")
    values: dict[str, Any] = {"id": default_id, "text": _repeated(data, place)}
    for key, (name, read) in _KEYS.items():
        if name and key in data:
            try:
                values[name] = read(data[key])
            except (TypeError, ValueError, InvalidOperation) as error:
                raise AskperfError(f"{place}的“{key}”写法不对；请对照样例改写。") from error
    return Question(**values)


def _repeated(data: Mapping[str, Any], place: str) -> str:
    """The question as it is asked: `repeat` adds a unit a number of times."""
    repeat = data.get("repeat")
    if not repeat:
        return str(data["q"])
    try:
        unit, times = repeat["unit"], repeat["times"]
        if len(unit) * times > _LONGEST:
            raise ValueError
        return str(data["q"] + unit * times)
    except (KeyError, TypeError, ValueError) as error:
        raise AskperfError(
            f"{place}的“repeat”应当是 {{unit: 字, times: 次数}}；请改正。"
        ) from error


def _word(data: Any) -> str:
    if not isinstance(data, str) or not data:
        raise TypeError
    return data


def _words(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise TypeError
    return tuple(map(_word, data))


def _groups(data: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(data, list):
        raise TypeError
    return tuple(map(_words, data))


def _numbers(data: Any) -> tuple[Decimal, ...]:
    if not isinstance(data, list) or any(isinstance(item, bool) for item in data):
        raise TypeError
    return tuple(Decimal(str(item)) for item in data)


def _statuses(data: Any) -> tuple[str, ...]:
    statuses = _words(data)
    if not statuses or not set(statuses) <= set(STATUSES):
        raise ValueError
    return statuses


def _count(data: Any) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or data < 0:
        raise TypeError
    return data


# Key in the file → (field of `Question`, how it is read); no field: not needed to judge.
_KEYS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "id": ("id", _word),
    "q": ("", _word),
    "before": ("before", _words),
    "kind": ("kind", _word),
    "status": ("status", _statuses),
    "rows": ("rows", _words),
    "figures": ("figures", _numbers),
    "max_rows": ("max_rows", _count),
    "forbid": ("forbid", _numbers),
    "must": ("must", _groups),
    "must_not": ("must_not", _words),
    "repeat": ("", _words),
    "why": ("", _word),
}
