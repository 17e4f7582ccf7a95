"""Forms: their generated files are fresh, and what is odd about what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from askperf.assistant import Assistant
from askperf.errors import AskperfError
from askperf.generation.audit import Finding, audit
from askperf.ingestion.build import structure
from askperf.ingestion.layout import load_layout
from askperf.ingestion.store import render_facts
from askperf.keeping.problems import Problem, error, warning
from askperf.knowledge import Knowledge

_REBUILD = "请运行 askperf build 重新生成"


def check_files(knowledge: Knowledge, only: str | None = None) -> Iterator[Problem]:
    """Layouts can be read; facts are what their published text yields."""
    for root in knowledge.roots:
        for layout in sorted((root / "layouts").glob("*.yaml")):
            yield from _check_layout(layout)
        for text in sorted((root / "forms").glob("*.txt")):
            if only in (None, text.stem):
                yield from _check_text(text, root / "facts" / f"{text.stem}.yaml", knowledge)
        for facts in sorted((root / "facts").glob("*.yaml")):
            text = root / "forms" / f"{facts.stem}.txt"
            if only in (None, facts.stem) and not text.is_file():
                message = "找不到它的公开原文，无法核对"
                yield warning(facts, 0, message, f"请把原文放到 {text}")


def _check_layout(layout: Path) -> Iterator[Problem]:
    try:
        load_layout(layout)
    except AskperfError as fault:
        yield passed_on(layout, fault)


def _check_text(text: Path, facts: Path, knowledge: Knowledge) -> Iterator[Problem]:
    try:
        form, _ = structure(text, knowledge.roots)
    except AskperfError as fault:
        yield passed_on(text, fault)
        return
    if not facts.is_file():
        yield error(text, 0, "这份原文还没有整理成事实，问不到它", _REBUILD)
    elif facts.read_text(encoding="utf-8") != render_facts(form):
        yield error(facts, 0, "与公开原文不一致", _REBUILD)


def passed_on(path: Path, fault: AskperfError) -> Problem:
    """An error of another stage (one sentence: place: what; what to do.) as a problem."""
    said = str(fault).removeprefix(f"{path}：").rstrip("。")
    message, _, advice = said.rpartition("；")
    return error(path, 0, message or said, advice if message else "请核对这个文件")


def check_compiled(knowledge: Knowledge, form_ids: Iterable[str]) -> Iterator[Problem]:
    """Compiled files are fresh; a stale one is not used, which makes starting slow."""
    for name in knowledge.stale(form_ids):
        message = "编译文件缺少或过时，不会使用，启动会变慢"
        yield warning(knowledge.roots[-1] / "compiled" / name, 0, message, _REBUILD)


def findings(knowledge: Knowledge, form_id: str) -> tuple[Finding, ...]:
    """What the audit finds odd in a form.

    Raises AskperfError if the form or its lexicon can't be loaded.
    """
    found = audit(Assistant(form_id, knowledge).words)
    return tuple(finding for finding in found if finding.odd)
