"""Where knowledge lies, and how a question gets at it: compiled where it is fresh.

Precedence: the shipped `knowledge/`, then the user's own directory over it (see
`user_directory`), then directories given by name. Later roots add wordings, and
replace templates, units and forms of the same name; no root is written to but by
`askperf build`. Opening one form reads no other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.lexicon import CharacterTables, Counting, CueTable, Lexicon, Readings, Unit
from askperf.numerals import read_numerals
from askperf.trust import changed_text, is_private
from askperf.values import frozen

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any

    from askperf.understanding.model_store import Trained
    from askperf.understanding.segmentation import Segmenter

HOME_VARIABLE = "ASKPERF_HOME"
_OVERLAID = 2  # roots: a person's own over the shipped one
_RATE = "rate"  # 成 stands behind a number as well as at the beginning of 成功率


def shipped_directory() -> Path:
    """The knowledge of the installation: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "knowledge"
    return inside if inside.is_dir() else package.parent / "knowledge"


def user_directory() -> Path:
    """The user's own knowledge: $ASKPERF_HOME, else ~/.config/askperf."""
    configured = os.environ.get(HOME_VARIABLE)
    if configured:
        return Path(configured)
    base = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if not base.is_absolute():
        # Unlike Path.expanduser, this doesn't raise where there is no home.
        base = Path(os.path.expanduser("~/.config"))  # noqa: PTH111
    return base / "askperf"


@frozen(slots=False)
class Knowledge:
    """Forms and language under a list of roots, later roots over earlier ones."""

    roots: tuple[Path, ...]

    @cached_property
    def form_ids(self) -> tuple[str, ...]:
        """Ids of the forms, the default first: newest year, then as files sort."""
        from askperf.ingestion.fingerprints import yaml_files

        found = {path.stem for root in self.roots for path in yaml_files(root / "facts")}
        return tuple(sorted(found, key=lambda form: (-_year(form), form)))

    def default_form(self) -> str:
        """The form that is asked where none is named. Raises AskperfError if there is none."""
        if not self.form_ids:
            raise AskperfError(
                f"{self.roots[0]}：这里没有任何表；请用 askperf build 把公开文本加进来。"
            )
        return self.form_ids[0]

    @cached_property
    def _language(self) -> dict[str, Any]:
        from askperf.ingestion import fingerprints

        crc = fingerprints.fingerprint(fingerprints.lexicon_sources(self.roots))
        compiled = self._compiled("lexicon.json", crc)
        if compiled is not None:
            return compiled
        from askperf.ingestion.compiler import compile_lexicon

        return compile_lexicon(self.roots, self.problems)

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong with files of a person's own, which are done without; a sentence each."""
        return []

    def words(self, form_id: str, size: int) -> Mapping[str, str]:
        """The words of a form's cells, cut at build; none by another dictionary of jieba.

        `size`: the dictionary's, in bytes.
        """
        compiled = self._form(form_id)
        found: Mapping[str, str] = compiled["words"] if compiled.get("dictionary") == size else {}
        return found

    def _form(self, form_id: str) -> dict[str, Any]:
        from askperf.ingestion import fingerprints

        sources = fingerprints.form_sources(self.roots, form_id)
        crc = fingerprints.fingerprint(sources)
        compiled = self._compiled(f"forms/{form_id}.json", crc) if sources else None
        if compiled is not None:
            return compiled
        from askperf.ingestion.compiler import compile_form

        return compile_form(self.roots, form_id)

    def _compiled(self, name: str, crc: int) -> dict[str, Any] | None:
        """A compiled file whose sources have not changed since, else None."""
        for root in reversed(self.roots):
            path = root / "compiled" / name
            try:
                data = json.loads(path.read_bytes()) if is_private(path) else None
            except (OSError, ValueError, RecursionError):
                continue
            if isinstance(data, dict) and data.get("fingerprint") == crc:
                return data
        return None

    def stale(self, form_ids: Iterable[str]) -> tuple[str, ...]:
        """Names of the compiled files that are missing or out of date."""
        from askperf.ingestion import fingerprints

        sources = {"lexicon.json": fingerprints.lexicon_sources(self.roots)}
        for form_id in form_ids:
            sources[f"forms/{form_id}.json"] = fingerprints.form_sources(self.roots, form_id)
        return tuple(
            name
            for name, paths in sources.items()
            if self._compiled(name, fingerprints.fingerprint(paths)) is None
        )

    def load(self, form_id: str) -> tuple[Form, Lexicon]:
        """A form and the language to ask it in. Raises AskperfError if there is none."""
        from askperf.ingestion.records import form_from_data

        data = self._form(form_id)
        form = form_from_data(data["form"])
        if (changed := changed_text(form, self.roots)) is not None:
            self.problems.append(
                f"{changed}：改过，还没有重新生成，现在答的仍是旧的数；请运行 askperf build。"
            )
        language = self._language
        try:
            return form, _lexicon(language, data, self)
        except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError) as error:
            said = (
                f"{self.roots[-1]}：词表 units、numerals 或 normalization 写错了一项；"
                "请用 askperf check 看是哪一行。"
            )
            if len(self.roots) < _OVERLAID:
                raise AskperfError(said) from error
            self.problems.append(f"{said.removesuffix('。')}；现在先不用它们。")
            return form, _lexicon(Knowledge(self.roots[:1])._language, data, self)

    @cached_property
    def trained(self) -> Trained:
        """What was learned from examples; it comes with the installation."""
        from askperf.understanding.model_store import load_trained

        return load_trained(shipped_directory() / "model")

    @cached_property
    def traditional(self) -> Mapping[str, str]:
        """Traditional → simplified characters, read when a question needs them."""
        return dict(self._table("traditional.tsv"))

    @cached_property
    def readings(self) -> Mapping[str, tuple[str, ...]]:
        """Character → toneless readings, read when a question needs them."""
        return Readings(dict(self._table("pinyin.tsv")))

    @cached_property
    def shapes(self) -> Mapping[str, tuple[str, str]]:
        """Character → (four-corner code, parts), read when one may be mistyped."""
        pairs = ((char, text.partition("\t")) for char, text in self._table("shapes.tsv"))
        return {char: (code, parts) for char, (code, _, parts) in pairs}

    @cached_property
    def pairs(self) -> Mapping[str, str]:
        """Character → those that follow it, and how often, read when a question is in pinyin."""
        return dict(self._table("pairs.tsv"))

    @staticmethod
    def _table(name: str) -> list[tuple[str, str]]:
        """A table of characters; these come with the installation, whatever the roots."""
        text = (shipped_directory() / "characters" / name).read_text(encoding="utf-8")
        pairs = (line.partition("\t") for line in text.splitlines())
        return [(left, right) for left, _, right in pairs]

    @staticmethod
    def segmenter() -> Segmenter:
        """Cuts texts into jieba's words, by the dictionary that it came with."""
        from askperf.understanding.segmentation import Dictionary, Segmenter, import_jieba

        jieba = import_jieba()
        path = Path(jieba.__file__).parent / "dict.txt"
        return Segmenter(jieba, Dictionary(path, Knowledge.jieba_index(path)))

    @staticmethod
    def jieba_index(dictionary: Path) -> Mapping[str, Any]:
        """Offsets into jieba's dictionary; made anew for another version of jieba."""
        try:
            path = shipped_directory() / "compiled" / "jieba.json"
            compiled = json.loads(path.read_bytes())
        except (OSError, ValueError):
            compiled = {}
        if compiled.get("size") == dictionary.stat().st_size:
            return dict(compiled)
        from askperf.ingestion.compiler import compile_jieba_index

        return compile_jieba_index(dictionary)


def _year(form_id: str) -> int:
    last = form_id.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


def load_knowledge(*extra: Path) -> Knowledge:
    """The shipped knowledge, the user's own over it, then `extra` directories.

    Raises AskperfError if one of `extra` is no directory.
    """
    for root in extra:
        if not root.is_dir():
            raise AskperfError(f"{root}：没有这个目录；请检查 --knowledge 后面的路径。")
    roots: dict[Path, Path] = {}  # each directory once, however it is spelled
    for root in (shipped_directory(), user_directory(), *extra):
        if root.is_dir():
            roots.setdefault(root.resolve(), root)
    return Knowledge(tuple(roots.values()))


def _lexicon(language: dict[str, Any], form: dict[str, Any], knowledge: Knowledge) -> Lexicon:
    numerals, tables = language["numerals"], language["normalization"]
    units = {
        item["unit"]: Unit(item["unit"], item["dimension"], Decimal(item["factor"]))
        for item in language["units"]
    }
    unit_words = {
        wording: item["unit"] for item in language["units"] for wording in item["say"]
    } | {name: name for name in units}
    return Lexicon(
        units=units,
        unit_words=unit_words,
        numerals=read_numerals(numerals),
        counting=Counting(
            tuple(numerals["counters"]),
            tuple(numerals["row_counters"]),
            numerals["year"],
            numerals["tenth"],
        ),
        responses=language["responses"],
        tables=CharacterTables(
            tables["radicals"],
            {mark: str(number) for mark, number in tables["circled"].items()},
            (tables["ordinal"][0], tables["ordinal"][1]),
            frozenset(tables["counters"]),
            tuple(w for w, unit in unit_words.items() if units[unit].dimension != _RATE),
            lambda: knowledge.traditional,
            lambda: knowledge.shapes,
            lambda: knowledge.pairs,
        ),
        cues=CueTable(language["cues"]),
        dialect=language["dialect"],
        own=language["own"],
        grammar=language["grammar"],
        synonyms=_both(language["synonyms"], form["synonyms"]),
        aliases=_both(language["aliases"], form["aliases"]),
    )


def _both(
    general: Mapping[str, list[str]], own: Mapping[str, list[str]]
) -> dict[str, tuple[str, ...]]:
    """Wordings of the language and of one form; what a wording stands for is their union."""
    found = {wording: tuple(values) for wording, values in general.items()}
    for wording, values in own.items():
        found[wording] = tuple(dict.fromkeys((*found.get(wording, ()), *values)))
    return found
