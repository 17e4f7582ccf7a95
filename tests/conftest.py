"""What several tables of cases share: the shipped form, its language, one assistant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from askperf import Assistant
from askperf.execution.rows import World
from askperf.facts import Form
from askperf.generation import Words
from askperf.lexicon import Lexicon
from askperf.understanding.assembly import scale

FORM = "jieyang-sfj-2021"
# No knowledge of whoever runs the tests takes part in them.
os.environ["ASKPERF_HOME"] = str(Path(__file__).parent / "no-such-directory")
# The same examples in every run: what fails here fails in the gate too. To look for new
# ones: pytest --hypothesis-profile=default.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant(FORM)


@pytest.fixture(scope="session")
def form(assistant: Assistant) -> Form:
    return assistant.form


@pytest.fixture(scope="session")
def lexicon(assistant: Assistant) -> Lexicon:
    return assistant.lexicon


def in_words(form: Form, lexicon: Lexicon) -> Words:
    """How rows and numbers of a form are put into words."""
    return Words(World(form, lambda unit: scale(lexicon, unit)), lexicon)


@pytest.fixture(scope="session")
def words(assistant: Assistant) -> Words:
    return assistant.words


def oracle() -> list[Mapping[str, Any]]:
    """The 45 rows as a person reads them off the published text."""
    path = Path(__file__).parent / "oracle" / f"{FORM}.yaml"
    rows: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows
