"""Wordings that a question can never reach: tried one by one on the real thing."""

from __future__ import annotations

from collections.abc import Iterator

from askperf.assistant import Assistant
from askperf.folding import fold, squeeze
from askperf.keeping.language import Language
from askperf.keeping.problems import Problem, warning
from askperf.knowledge import Knowledge
from askperf.understanding.engine import Engine


def unreachable(language: Language, knowledge: Knowledge) -> Iterator[Problem]:
    """Wordings that aren't recognised even where they are all that was said.

    Raises AskperfError if the knowledge can't be loaded.
    """
    engines: dict[str, Engine] = {}
    default = next(iter(language.forms), "")
    for entry, wording in language.wordings():
        form = entry.form or default
        if form not in language.forms or wording.is_misread:
            continue
        if form not in engines:
            engines[form] = Assistant(form, knowledge).engine
        if not _is_reached(wording.text, engines[form]):
            message = f"“{entry.kind} → {entry.value}”里的“{wording.text}”在问题里认不出来"
            advice = "问题里的它会先改写（繁体字、方言、空格等），请照改写后的样子写，或删掉"
            yield warning(entry.path, wording.line, message, advice)


def _is_reached(wording: str, engine: Engine) -> bool:
    heard = engine.parser.hearing.hear(wording).text
    return fold(wording) in heard or squeeze(wording) in heard
