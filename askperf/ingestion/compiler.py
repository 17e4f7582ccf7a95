"""YAML knowledge → the compiled JSON that a question needs, and nothing more.

Compiled files are plain JSON (never pickled or marshalled) and carry the CRC of the
sources they were made from, so a stale one is noticed and not used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError
from askperf.folding import fold, squeeze
from askperf.ingestion.fingerprints import (
    fingerprint,
    form_sources,
    lexicon_sources,
    yaml_files,
)
from askperf.ingestion.records import form_to_data
from askperf.ingestion.store import load_facts
from askperf.ingestion.templates import fault
from askperf.lexicon import KINDS
from askperf.patterns import PatternError, expand
from askperf.yamlfile import load_yaml

# Lexicon files that hold tables, not wordings, and what they are on the outside.
SPECIAL: Mapping[str, type] = {"normalization": dict, "numerals": dict, "units": list}

_SHOWN = 40  # characters of a pattern in a message
_PAIR = 2  # characters of a wording that is too short to be replaced


class Tolerance:
    """What to do with a file that is written wrongly: stop, or tell and do without it."""

    def __init__(self, shipped: Path | None = None, problems: list[str] | None = None) -> None:
        """`problems`: where to tell what is wrong with files outside of `shipped`; with none, the
        first one stops.
        """
        self._shipped, self._problems = shipped, problems

    @contextmanager
    def __call__(self, path: Path) -> Iterator[None]:
        """Read a file inside. Raises AskperfError that names it, unless it is tolerated."""
        try:
            try:
                yield
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise AskperfError(f"{path}：写法不对；请用 askperf check 看是哪一行。") from error
        except AskperfError as error:
            if self._problems is None or self._shipped in path.parents:
                raise
            told = f"{str(error).removesuffix('。')}；现在先不用这个文件。"
            if told not in self._problems:  # a file may be read for more than one table
                self._problems.append(told)


STRICT = Tolerance()


def compile_lexicon(roots: Iterable[Path], problems: list[str] | None = None) -> dict[str, Any]:
    """Compile the language shared by all forms. Raises AskperfError naming the file.

    With `problems`, files of later roots that are written wrongly are told there and left out.
    """
    roots = tuple(roots)
    paths = lexicon_sources(roots)
    tolerate = Tolerance(next(iter(roots), None), problems)
    lexicons = (p for p in paths if p.parent.name == "lexicon" and p.stem not in SPECIAL)
    compiled: dict[str, Any] = compile_wordings(lexicons, tolerate)
    compiled["responses"] = compile_responses(roots, tolerate)
    compiled |= {name: merged(roots, name, tolerate) for name in SPECIAL}
    compiled |= compile_language(roots, tolerate)
    compiled["dialect"] = {**_heard_as(roots, paths, tolerate), **compiled["dialect"]}
    compiled["fingerprint"] = fingerprint(paths)
    return compiled


def _heard_as(roots: Iterable[Path], paths: Iterable[Path], tolerate: Tolerance) -> dict[str, str]:
    """Synonyms that keepers added, to be heard as the form's words.

    What was learned speaks of wordings that stand in examples or came with the installation;
    a wording of a later directory takes part in it by the word that it stands for.
    """
    first = next(iter(roots), Path()) / "lexicon"
    files = [p for p in paths if p.parent.name == "lexicon" and p.stem not in SPECIAL]
    added = compile_wordings((p for p in files if p.parent != first), tolerate)["synonyms"]
    if not added:
        return {}
    came = compile_wordings((p for p in files if p.parent == first), tolerate)["synonyms"]
    return {
        wording: terms[0]
        for wording, terms in added.items()
        if wording not in came and len(wording) > _PAIR
    }


def compile_wordings(
    paths: Iterable[Path], tolerate: Tolerance = STRICT
) -> dict[str, dict[str, list[str]]]:
    """Synonyms (wording → terms) and aliases (wording → rows) of lexicon files."""
    tables: dict[str, dict[str, list[str]]] = {kind: {} for kind in KINDS}
    for path in paths:
        found: list[tuple[str, str, str]] = []
        with tolerate(path):
            found = list(wordings(load_yaml(path) or {}, path))
        for kind, value, wording in found:
            bare = squeeze(wording)
            for key in dict.fromkeys((fold(wording), bare)):
                values = tables[kind].setdefault(key, [])
                if len(key) > 1 and value not in values and key != value:
                    values.append(value)
    synonyms, aliases = (
        {wording: values for wording, values in tables[kind].items() if values} for kind in KINDS
    )
    return {"synonyms": synonyms, "aliases": aliases}


def wordings(data: Any, path: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, value, wording) of a lexicon file, {kind: {value: [wording, ...]}}."""
    if not isinstance(data, dict):
        raise AskperfError(f"{path}：整个文件应当是“种类: {{值: [说法, …]}}”；请对照样例改写。")
    for kind, values in data.items():
        if kind not in KINDS:
            raise AskperfError(f"{path}：不认识种类“{kind}”；可用的种类是：{'、'.join(KINDS)}。")
        if values is None:
            continue  # all of it commented out
        if not isinstance(values, dict):
            raise AskperfError(f"{path}：“{kind}”下面应当是“值: [说法, …]”；请补上值和说法。")
        for value, said in values.items():
            if not isinstance(said, list):
                raise AskperfError(
                    f"{path}：“{kind} → {value}”的说法应当写成列表 [甲, 乙]；请加上方括号。"
                )
            if any(isinstance(wording, list | dict) for wording in said):
                raise AskperfError(
                    f"{path}：“{kind} → {value}”的一个说法里又套了一层；请都写成一层的列表。"
                )
            yield from ((kind, str(value), str(wording)) for wording in said)


def merged(roots: Iterable[Path], name: str, tolerate: Tolerance = STRICT) -> Any:
    """A table of the lexicon: keys, or units, of later roots over those of earlier ones."""
    table: dict[str, Any] = {}
    is_list = SPECIAL[name] is list
    for root in roots:
        path = root / "lexicon" / f"{name}.yaml"
        if not path.is_file():
            continue
        found: dict[str, Any] = {}
        with tolerate(path):
            data = load_yaml(path)
            found = {item["unit"]: item for item in data} if is_list else dict(data)
        table |= found
    return list(table.values()) if is_list else table


def compile_language(roots: Iterable[Path], tolerate: Tolerance = STRICT) -> dict[str, Any]:
    """Operators' wordings (patterns expanded), dialect, own names, words of the grammar."""
    cues: dict[str, list[str]] = {}
    dialect: dict[str, str] = {}
    own: dict[str, list[str]] = {"names": [], "unit_cues": [], "places": []}
    grammar: dict[str, list[str]] = {}
    for root in roots:
        folder = root / "language"
        with tolerate(folder / "operators.yaml"):
            for wording, sense in list(_operators(folder / "operators.yaml")):
                senses = cues.setdefault(wording, [])
                if sense not in senses:
                    senses.append(sense)
        with tolerate(folder / "dialect.yaml"):
            dialect |= {str(k): str(v) for k, v in _mapping(folder / "dialect.yaml").items()}
        for name, lists in (("own", own), ("grammar", grammar)):
            with tolerate(folder / f"{name}.yaml"):
                for key, said in _lists(folder / f"{name}.yaml").items():
                    lists.setdefault(key, []).extend(said)
    return {
        "cues": _by_initial(cues),
        "dialect": dialect,
        "own": own,
        "grammar": grammar,
    }


def _operators(path: Path) -> Iterator[tuple[str, str]]:
    """(wording, kind TAB value) of an operators' file, patterns expanded."""
    for kind, values in _mapping(path).items():
        pairs = values.items() if isinstance(values, dict) else [("", values)]
        for value, patterns in pairs:
            for pattern in patterns or ():
                yield from ((said, f"{kind}\t{value}") for said in _expanded(str(pattern), path))


def _lists(path: Path) -> dict[str, list[str]]:
    return {str(key): [str(word) for word in said or ()] for key, said in _mapping(path).items()}


def _by_initial(cues: dict[str, list[str]]) -> dict[str, str]:
    """Wordings with their senses as `lexicon.CueTable` reads them."""
    found: dict[str, list[str]] = {}
    for wording, senses in cues.items():
        found.setdefault(wording[0], []).append("\t".join((wording, *senses)))
    return {initial: "\n".join(lines) for initial, lines in found.items()}


def _mapping(path: Path) -> dict[Any, Any]:
    if not path.is_file():
        return {}
    data = load_yaml(path) or {}
    if not isinstance(data, dict):
        raise AskperfError(f"{path}：整个文件应当是“名称: 内容”；请对照样例改写。")
    return data


def _expanded(pattern: str, path: Path) -> list[str]:
    try:
        return expand(pattern)
    except PatternError as error:
        raise AskperfError(
            f"{path}：“{pattern[:_SHOWN]}”的括号不配对或说法太多；请检查 {{ }} 和 [ ]。"
        ) from error


def compile_responses(roots: Iterable[Path], tolerate: Tolerance = STRICT) -> dict[str, str]:
    """The templates, those of later roots over the first ones, which say what is allowed."""
    reference: dict[str, str] = {}
    responses: dict[str, str] = {}
    for root in roots:
        read: list[tuple[Path, dict[str, str]]] = []
        for path in yaml_files(root / "responses"):
            with tolerate(path):
                read.append((path, _said(path)))
        reference = reference or {name: text for _, said in read for name, text in said.items()}
        for path, said in read:
            with tolerate(path):
                for name, text in said.items():
                    if found := fault(name, text, reference):
                        raise AskperfError(f"{path}：{found[0]}；{found[1]}。")
                responses |= said
    return responses


def _said(path: Path) -> dict[str, str]:
    data = load_yaml(path) or {}
    if not isinstance(data, dict):
        raise AskperfError(f"{path}：整个文件应当是“模板名: 话”；请对照样例改写。")
    return {str(name): str(text) for name, text in data.items()}


def compile_form(
    roots: Iterable[Path], form_id: str, cut: Callable[[str], list[str]] | None = None
) -> dict[str, Any]:
    """Compile one form with the wordings of its own lexicon, and its cells cut into words."""
    paths = form_sources(roots, form_id)
    facts = [path for path in paths if path.parent.name == "facts"]
    if not facts:
        raise AskperfError(
            f"没有编号为“{form_id[:_SHOWN]}”的表；"
            "用 askperf show 看已有的表，或先用 askperf build 加入它。"
        )
    form = load_facts(facts[-1])
    cells = {text: None for row in form.rows for _, text in row.cells()} if cut else {}
    return {
        "form": form_to_data(form),
        "words": {text: " ".join(cut(text)) for text in cells} if cut else {},
        **compile_wordings(path for path in paths if path.parent.name == "forms"),
        "fingerprint": fingerprint(paths),
    }


def render_compiled(data: dict[str, Any]) -> str:
    """The one text of a compiled file (compact, keys in order of making)."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def compile_jieba_index(dictionary: Path) -> dict[str, Any]:
    """Byte offsets of each first character's run of words in jieba's dictionary."""
    content = dictionary.read_bytes()
    chars: list[str] = []
    offsets: list[int] = []
    position = 0
    for line in content.split(b"\n"):
        first = line.decode("utf-8")[:1]
        if first and (not chars or chars[-1] != first):
            chars.append(first)
            offsets.append(position)
        position += len(line) + 1
    return {"size": len(content), "chars": "".join(chars), "offsets": [*offsets, len(content)]}
