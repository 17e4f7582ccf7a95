"""Examples: questions that people asked, each with what a right answer rests on and says.

A file of `knowledge/examples` is a YAML list of groups; a group is one meaning with its
gold and several sayings. The name of the file is the source: whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.understanding.gold import Gold
from askperf.values import frozen
from askperf.yamlfile import load_yaml

KINDS = (
    "overview", "task-amount", "task-content", "task-goal", "indicator", "ambiguous", "topic",
    "aggregate", "count", "rank", "compare", "share", "derived", "check", "exists", "reverse",
    "list", "followup", "typo", "pinyin", "colloquial", "traditional", "ordinal", "unit",
    "multi", "provenance", "meta", "absent", "hostile",
)  # fmt: skip
STATUSES = ("answered", "ambiguous", "blank", "not_found")
CELLS = ("name", "content", "goal", "explanation", "unit", "comparator", "level", "line")
_SETS = "t"  # how the sources begin that are sets of a round
_RANGE = re.compile(r"([a-z-]+)/(\d+)-(\d+)")
_VERDICTS: Mapping[Any, bool] = {True: True, False: False, "yes": True, "no": False}


@frozen()
class Example:
    """A saying with its gold. `id` is source-group-saying, both counted from 0.

    `before` are the questions asked before, oldest first; `composed`: does it take more than
    one step?
    """

    id: str
    source: str
    text: str
    gold: Gold
    before: tuple[str, ...] = ()
    composed: bool = False

    @property
    def was_asked(self) -> bool:
        """Is it of a set of a round, as people asked it?"""
        return self.source.startswith(_SETS)


def load_examples(folder: Path, form: Form) -> tuple[Example, ...]:
    """The examples of all files of a folder, files by name.

    Raises AskperfError (file, group, what to do) on the first bad one, and where there is
    none at all.
    """
    found = tuple(e for path in sorted(folder.glob("*.yaml")) for e in _of_file(path, form))
    if not found:
        raise AskperfError(
            f"{folder}：里面没有例句；请在源代码目录里运行，并检查 knowledge/examples。"
        )
    return found


def _of_file(path: Path, form: Form) -> Iterator[Example]:
    groups = load_yaml(path, references=True) or []
    if not isinstance(groups, list):
        raise AskperfError(f"{path}：整个文件应当是列表，每组以“- ”开头；请改写。")
    seen: set[tuple[tuple[str, ...], str]] = set()
    for number, data in enumerate(groups):
        place = f"{path}：第 {number + 1} 组"
        read = _read(data, place, form)
        before, composed = read.pop("before", ()), read.pop("composed", False)
        gold = Gold(**read, in_talk=bool(before))
        for index, text in enumerate(_sayings(data, place)):
            if (before, text) in seen:
                raise AskperfError(f"{place}的“{text}”在这个文件里写了两次；请删掉一句。")
            seen.add((before, text))
            name = f"{path.stem}-{number}-{index}"
            yield Example(name, path.stem, text, gold, before, composed)


def _sayings(data: Mapping[str, Any], place: str) -> tuple[str, ...]:
    try:
        says = _texts(data.get("say"))
    except TypeError as error:
        raise AskperfError(
            f"{place}的“say”应当是一列句子；请改正，会被读成数或是否的句子要加引号。"
        ) from error
    if not says:
        raise AskperfError(f"{place}没有“say”；请至少写一种问法。")
    return says


def _read(data: Any, place: str, form: Form) -> dict[str, Any]:
    """All that the sayings of a group share. Raises AskperfError."""
    if not isinstance(data, dict):
        raise AskperfError(f"{place}应当是“键: 值”；请对照别的组改写。")
    known = (*_READERS, "rows", "say", "note")
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise AskperfError(f"{place}不认识“{unknown[0]}”；请改成这些之一：{'、'.join(known)}。")
    if "kind" not in data:
        raise AskperfError(f"{place}缺少“kind”；请补上，可用的有：{'、'.join(KINDS)}。")
    found: dict[str, Any] = {}
    for key, (read, wanted) in _READERS.items():
        if data.get(key) is not None:
            try:
                found[key] = read(data[key])
            except (TypeError, ValueError, InvalidOperation) as error:
                raise AskperfError(
                    f"{place}的“{key}”写法不对（{data[key]}）；应当是{wanted}，请改正。"
                ) from error
    found["rows"] = _rows(data.get("rows") or [], place, form)
    _check_sense(found, place)
    return found


def _check_sense(found: Mapping[str, Any], place: str) -> None:
    """Parts that contradict each other."""
    if found.get("status") == "not_found" and (found.get("figures") or found["rows"]):
        raise AskperfError(f"{place}是表里没有的，却写了 rows 或 figures；请去掉，或改 status。")
    if found["kind"] == "followup" and not found.get("before"):
        raise AskperfError(f"{place}是接着问的，却没有“before”；请写上前面问了什么。")


def _rows(data: Any, place: str, form: Form) -> tuple[str, ...]:
    try:
        return expand_rows(_texts(data), form)
    except TypeError as error:
        raise AskperfError(f"{place}的“rows”应当是一列行编号；请改正。") from error
    except LookupError as error:
        raise AskperfError(
            f"{place}的“rows”里的“{error.args[0]}”不在表 {form.id} 里；用 askperf show 看行编号。"
        ) from error


def expand_rows(words: tuple[str, ...], form: Form) -> tuple[str, ...]:
    """Row ids of a shorthand. Raises LookupError with the word that means no row.

    `tasks/*` all tasks, `section/*` a section, `section/2-5` a stretch of it; `!` before
    any of them takes its rows away again.
    """
    found: dict[str, None] = {}
    for word in words:
        meant = _meant(word.removeprefix("!"), form)
        if word.startswith("!"):
            for row in meant:
                found.pop(row, None)
        else:
            found |= dict.fromkeys(meant)
    return tuple(found)


def _meant(word: str, form: Form) -> list[str]:
    """The rows that one word of the shorthand means."""
    ids = [row.id for row in form.rows]
    stretch = _RANGE.fullmatch(word)
    if word == "tasks/*":
        meant = [row.id for row in form.rows if row.is_task]
    elif word.endswith("/*"):
        meant = [row for row in ids if row.startswith(word[:-1])]
    elif stretch:
        meant = [f"{stretch[1]}/{n}" for n in range(int(stretch[2]), int(stretch[3]) + 1)]
    else:
        meant = [word]
    if not meant or not set(meant) <= set(ids):
        raise LookupError(word)
    return meant


def _texts(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(item, str) and item for item in data):
        raise TypeError
    return tuple(data)


def _numbers(data: Any) -> tuple[Decimal, ...]:
    if not isinstance(data, list) or any(isinstance(item, bool) for item in data):
        raise TypeError
    return tuple(Decimal(str(item)) for item in data)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(data: Any) -> str:
        if data not in allowed:
            raise ValueError
        return str(data)

    return read


def _verdict(data: Any) -> bool:
    if not isinstance(data, bool | str) or data not in _VERDICTS:
        raise ValueError
    return _VERDICTS[data]


def _flag(data: Any) -> bool:
    if not isinstance(data, bool):
        raise TypeError
    return data


# Key in the file → how it is read, and what is wanted; `Gold` and `Example` have fields of these
# names.
_READERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "kind": (_one_of(KINDS), "、".join(KINDS) + "之一"),
    "status": (_one_of(STATUSES), "、".join(STATUSES) + "之一"),
    "figures": (_numbers, "一列数"),
    "cell": (_one_of(CELLS), "、".join(CELLS) + "之一"),
    "verdict": (_verdict, " yes 或 no"),
    "words": (_texts, "一列词"),
    "before": (_texts, "一列前面问过的话"),
    "composed": (_flag, " true 或 false"),
}
