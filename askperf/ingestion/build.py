"""`askperf build`: published text → facts, then facts and lexicon → compiled files.

Everything is made in memory first; nothing is written unless all of it is good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from askperf.errors import AskperfError, reason
from askperf.facts import Form
from askperf.ingestion.compiler import (
    compile_form,
    compile_jieba_index,
    compile_lexicon,
    merged,
    render_compiled,
)
from askperf.ingestion.details import DetailRules, with_details
from askperf.ingestion.fingerprints import FORM_ID
from askperf.ingestion.layout import load_layout
from askperf.ingestion.parser import Placement, parse_form
from askperf.ingestion.reader import read_text, split_lines
from askperf.ingestion.store import render_facts
from askperf.numerals import NumberFinder, read_numerals
from askperf.wholefile import replace_whole


def structure(path: Path, roots: tuple[Path, ...]) -> tuple[Form, tuple[Placement, ...]]:
    """One published text as a form, its prose quantities included."""
    form_id = path.stem
    if not re.fullmatch(FORM_ID, form_id):
        raise AskperfError(
            f"{path}：文件名就是表的编号，只能用小写字母、数字和短横线"
            "（如 jieyang-sfj-2021.txt）；请改名。"
        )
    layouts = sorted(p for root in roots for p in (root / "layouts").glob("*.yaml"))
    lines = split_lines(read_text(path))
    errors = []
    for layout in layouts:
        try:
            form, placements = parse_form(lines, load_layout(layout), form_id, str(path))
        except AskperfError as error:
            errors.append(error)
            continue
        return with_details(form, *_number_rules(roots)), placements
    raise errors[0] if errors else AskperfError(f"{path}：没有可用的版式文件（layouts/*.yaml）。")


def _number_rules(roots: tuple[Path, ...]) -> tuple[NumberFinder, DetailRules]:
    numerals: Mapping[str, Any] = merged(roots, "numerals")
    units = merged(roots, "units")
    finder = NumberFinder(read_numerals(numerals))
    wordings = [(say, unit["unit"]) for unit in units for say in (unit["unit"], *unit["say"])]
    rules = DetailRules(
        tuple(numerals["at_least"]["before"]),
        tuple(numerals["at_least"]["after"]),
        tuple(numerals["not_a_quantity"]),
        sorted(wordings, key=lambda pair: -len(pair[0])),
        re.compile(numerals["bands"]),
    )
    return finder, rules


def build_facts(root: Path, roots: tuple[Path, ...]) -> dict[Path, str]:
    """Facts files of a root's published texts, by path."""
    files = {}
    for path in sorted((root / "forms").glob("*.txt")):
        form, _ = structure(path, roots)
        files[root / "facts" / f"{form.id}.yaml"] = render_facts(form)
    return files


def build_compiled(
    root: Path, roots: tuple[Path, ...], dictionary: Path, cut: Callable[[str], list[str]]
) -> dict[Path, str]:
    """Compiled files of a root, given that its facts files are written.

    `cut` yields the words of a text by jieba's `dictionary`.

    They are of the forms that the root has, or has a lexicon for; the index of jieba's
    dictionary belongs to the installation, the first root.
    """
    out = root / "compiled"
    files = {out / "lexicon.json": render_compiled(compile_lexicon(roots))}
    if root == roots[0]:
        files[out / "jieba.json"] = render_compiled(compile_jieba_index(dictionary))
    parts = (*(root / "facts").glob("*.yaml"), *(root / "lexicon" / "forms").glob("*.yaml"))
    for form_id in sorted({path.stem for path in parts}):
        compiled = compile_form(roots, form_id, cut)
        compiled["dictionary"] = dictionary.stat().st_size  # that the words are cut by
        files[out / "forms" / f"{form_id}.json"] = render_compiled(compiled)
    return files


def write_files(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Write what differs, each file whole or not at all; the paths that changed."""
    changed = []
    for path, found in files.items():
        content = found.encode("utf-8") if isinstance(found, str) else found
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            replace_whole(path, content)
        except OSError as error:
            raise AskperfError(
                f"{path}：写不进去（{reason(error)}）；请检查权限和空间。"
            ) from error
        changed.append(path)
    return changed


def build(
    root: Path, roots: tuple[Path, ...], dictionary: Path, cut: Callable[[str], list[str]]
) -> list[Path]:
    """Rebuild everything generated under `root`; the paths that changed."""
    changed = write_files(build_facts(root, roots))
    return changed + write_files(build_compiled(root, roots, dictionary, cut))
