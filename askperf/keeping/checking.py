"""`askperf check`: everything there is to say about a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from askperf.errors import AskperfError
from askperf.generation.audit import Finding
from askperf.ingestion.compiler import SPECIAL
from askperf.ingestion.store import load_facts
from askperf.keeping import clash_check, form_check, lexicon_check
from askperf.keeping.language import FormWords, Language
from askperf.keeping.operator_check import check_language_files
from askperf.keeping.problems import ERROR, WARNING, Problem
from askperf.keeping.reach_check import unreachable
from askperf.keeping.response_check import check_responses
from askperf.keeping.sources import Entry, compose, items, read_lexicon, scalar
from askperf.keeping.table_check import check_table, check_units
from askperf.knowledge import Knowledge
from askperf.values import frozen, replace


@frozen()
class Report:
    """Problems of the files, and the audit of each form: (form id, finding)."""

    problems: tuple[Problem, ...]
    audits: tuple[tuple[str, Finding], ...]

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.severity == ERROR for problem in self.problems)


def check(knowledge: Knowledge, only: str | None = None) -> Report:
    """Examine lexicon, language, responses and forms (of one form only, if its id is given).

    Raises AskperfError if there is no form of that id.
    """
    if only is not None and only not in knowledge.form_ids:
        raise AskperfError(f"没有编号为“{only}”的表；现有的表：{'、'.join(knowledge.form_ids)}。")
    form_ids = knowledge.form_ids if only is None else (only,)
    problems = list(form_check.check_files(knowledge, only))
    language, found = check_language(knowledge)
    problems += found
    report = Report(_of_concern(problems, knowledge), ())
    if report.errors:
        return report
    own = tuple(e for e in language.entries if knowledge.roots[-1] in e.path.parents)
    problems += unreachable(replace(language, entries=own), knowledge)
    problems += form_check.check_compiled(knowledge, form_ids)
    audits = tuple(
        (form_id, finding)
        for form_id in form_ids
        for finding in form_check.findings(knowledge, form_id)
    )
    return Report(_of_concern(problems, knowledge), audits)


def _of_concern(problems: Iterable[Problem], knowledge: Knowledge) -> tuple[Problem, ...]:
    """Each problem once; where a directory lies over the shipped one, only what is its own.

    A shipped file is right by itself, so an error in it (its wording is that of a row of
    one's own form, say) is one that the keeper can't put right there.
    """
    shipped, *own = knowledge.roots
    found = dict.fromkeys(problems)
    if not own:
        return tuple(found)
    return tuple(
        replace(problem, severity=WARNING) if shipped in problem.path.parents else problem
        for problem in found
        if problem.severity == ERROR or shipped not in problem.path.parents
    )


def check_language(knowledge: Knowledge) -> tuple[Language, list[Problem]]:
    """Lexicon and responses of all roots, read, and what is wrong with them.

    All forms are read: a general wording is right if any of them has what it means.
    """
    forms, problems = _forms(knowledge)
    language, malformed = _language(knowledge, forms)
    problems += malformed
    for rule in (*lexicon_check.RULES, *clash_check.RULES):
        problems += rule(language)
    return language, list(dict.fromkeys(problems))


def _forms(knowledge: Knowledge) -> tuple[dict[str, FormWords], list[Problem]]:
    """The forms by id, later roots over earlier ones, and those that can't be read."""
    forms: dict[str, FormWords] = {}
    problems: list[Problem] = []
    for form_id in knowledge.form_ids:
        paths = [root / "facts" / f"{form_id}.yaml" for root in knowledge.roots]
        path = next(path for path in reversed(paths) if path.is_file())
        try:
            forms[form_id] = FormWords(load_facts(path))
        except AskperfError as fault:
            problems.append(form_check.passed_on(path, fault))
    return forms, problems


def _language(knowledge: Knowledge, forms: dict[str, FormWords]) -> tuple[Language, list[Problem]]:
    """The language of all roots, and what is malformed in its files."""
    shipped, *_ = knowledge.roots
    entries: list[Entry] = []
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for root in knowledge.roots:
        found, malformed = _entries(root)
        entries += found
        problems += malformed
        problems += _tables(root, shipped, taken)
        problems += check_language_files(root, shipped)
        for path in sorted((root / "responses").glob("*.yaml")):
            problems += check_responses(path, _templates(shipped))
    return Language(tuple(entries), forms, shipped), problems


def _entries(root: Path) -> tuple[list[Entry], list[Problem]]:
    """The entries of the lexicon files of a root, general ones first."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    general = [(path, "") for path in sorted((root / "lexicon").glob("*.yaml"))]
    own = [(path, path.stem) for path in sorted((root / "lexicon" / "forms").glob("*.yaml"))]
    for path, form in (*general, *own):
        if form or path.stem not in SPECIAL:
            found, malformed = read_lexicon(path, form)
            entries += found
            problems += malformed
    return entries, problems


def _tables(root: Path, shipped: Path, taken: dict[str, str]) -> Iterator[Problem]:
    for name, sort in SPECIAL.items():
        path = root / "lexicon" / f"{name}.yaml"
        if not path.is_file():
            continue
        if sort is list:
            yield from check_units(path, taken)
        else:
            yield from check_table(path, shipped / "lexicon" / f"{name}.yaml")


def _templates(root: Path) -> dict[str, str]:
    """The templates of a root, as far as its files can be read."""
    found: dict[str, str] = {}
    for path in sorted((root / "responses").glob("*.yaml")):
        node, _ = compose(path)
        if node is not None:
            found |= {name.text: scalar(text).text for name, text in items(node, path, [])}
    return found
