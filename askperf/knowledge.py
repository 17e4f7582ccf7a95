"""Where knowledge lies, and how a question gets at it: compiled where it is fresh.

Precedence: the shipped `knowledge/`, then the user's own directory over it (see
`user_directory`); a form or wording of a later root replaces or adds to an earlier.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.lexicon import CharacterTables, Counting, Lexicon, Unit
from askperf.numerals import Numerals

HOME_VARIABLE = "ASKPERF_HOME"


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
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    return Path(base) / "askperf"


@dataclass(frozen=True)
class Knowledge:
    """Forms and language under a list of roots, later roots over earlier ones."""

    roots: tuple[Path, ...]

    @cached_property
    def form_ids(self) -> tuple[str, ...]:
        """Ids of the forms, the default first: newest year, then as files sort."""
        found = {path.stem for root in self.roots for path in (root / "facts").glob("*.yaml")}
        return tuple(sorted(found, key=lambda form: (-_year(form), form)))

    def default_form(self) -> str:
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

        return compile_lexicon(self.roots)

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
            try:
                data = json.loads((root / "compiled" / name).read_bytes())
            except (OSError, ValueError):
                continue
            if isinstance(data, dict) and data.get("fingerprint") == crc:
                return data
        return None

    def load(self, form_id: str) -> tuple[Form, Lexicon]:
        """A form and the language to ask it in. Raises AskperfError if there is none."""
        from askperf.ingestion.store import form_from_data

        data = self._form(form_id)
        form = form_from_data(data["form"])
        language = self._language
        return form, _lexicon(language, (language["surfaces"], data["surfaces"]), self)

    @cached_property
    def traditional(self) -> Mapping[str, str]:
        """Traditional → simplified characters, read when a question needs them."""
        return dict(self._table("traditional.tsv"))

    @cached_property
    def readings(self) -> Mapping[str, tuple[str, ...]]:
        """Character → toneless readings, read when a question needs them."""
        return {char: tuple(text.split()) for char, text in self._table("pinyin.tsv")}

    def _table(self, name: str) -> list[tuple[str, str]]:
        text = (self.roots[0] / "characters" / name).read_text(encoding="utf-8")
        pairs = (line.partition("\t") for line in text.splitlines())
        return [(left, right) for left, _, right in pairs]

    def jieba_index(self, dictionary: Path) -> Mapping[str, Any]:
        """Offsets into jieba's dictionary; made anew for another version of jieba."""
        compiled = json.loads((self.roots[0] / "compiled" / "jieba.json").read_bytes())
        if compiled["size"] == dictionary.stat().st_size:
            return dict(compiled)
        from askperf.ingestion.compiler import compile_jieba_index

        return compile_jieba_index(dictionary)


def _year(form_id: str) -> int:
    last = form_id.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


def load_knowledge(*extra: Path) -> Knowledge:
    """The shipped knowledge, the user's own over it, then `extra` directories."""
    roots = [shipped_directory(), user_directory(), *extra]
    return Knowledge(tuple(root for root in roots if root.is_dir()))


def _lexicon(
    language: dict[str, Any], layers: tuple[Mapping[str, Any], ...], knowledge: Knowledge
) -> Lexicon:
    numerals, tables = language["numerals"], language["normalization"]
    units = {
        item["unit"]: Unit(item["unit"], item["dimension"], Decimal(item["factor"]))
        for item in language["units"]
    }
    unit_words = {
        wording: item["unit"] for item in language["units"] for wording in item["say"]
    } | {name: name for name in units}
    return Lexicon(
        layers=layers,
        units=units,
        unit_words=unit_words,
        numerals=Numerals(
            numerals["digits"],
            numerals["multipliers"],
            numerals["point"],
            numerals["percent"],
            numerals["half"],
        ),
        counting=Counting(
            {kind: tuple(marks) for kind, marks in numerals["ordinals"].items()},
            tuple(numerals["counters"]),
            tuple(numerals["not_ordinal"]),
            numerals["year"],
            numerals["tenth"],
            tuple(numerals["sizes"]),
        ),
        responses=language["responses"],
        tables=CharacterTables(
            tables["radicals"],
            {mark: str(number) for mark, number in tables["circled"].items()},
            (tables["ordinal"][0], tables["ordinal"][1]),
            frozenset(tables["counters"]),
            lambda: knowledge.traditional,
        ),
    )
