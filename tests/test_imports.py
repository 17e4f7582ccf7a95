"""The architecture, held: imports run one way, and the words of the language stay in YAML."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import askperf
from askperf.lexicon import Lexicon

PACKAGE = Path(askperf.__file__).parent
VALUES = {"values", "errors", "facts", "logic", "answer"}
LANGUAGE = {"numerals", "folding", "patterns", "yamlfile", "lexicon"}
BELOW = VALUES | LANGUAGE
UNDERSTANDING = {*BELOW, "execution"}
SPEAKING = {*UNDERSTANDING, "understanding"}
ASSISTANT = {*SPEAKING, "generation", "knowledge"}
# values ← stages ← assistant ← tools and interfaces: what each may import, besides itself
ALLOWED: dict[str, set[str]] = {
    "values": set(),
    "errors": set(),
    "facts": {"values"},
    "logic": {"values"},
    "answer": {"values", "facts"},
    "numerals": {"values"},
    "folding": set(),
    "patterns": set(),
    "yamlfile": {"errors"},
    "wholefile": set(),
    "trust": {"facts"},
    "lexicon": {"values", "numerals"},
    # stages: each looks at those before it
    "ingestion": {*BELOW, "wholefile"},
    "execution": {"values", "facts", "logic"},
    "understanding": UNDERSTANDING,
    "generation": SPEAKING,
    # where knowledge lies, and how text and YAML become it
    "knowledge": {*BELOW, "ingestion", "understanding", "trust"},
    "assistant": ASSISTANT,
    # tools of those who keep the knowledge look into every stage
    "training": {*ASSISTANT, "assistant", "ingestion"},
    "keeping": {*ASSISTANT, "assistant", "ingestion", "training"},
    "interfaces": {*ASSISTANT, "assistant", "ingestion", "keeping", "training", "wholefile"},
    # the public API, nothing else
    "__init__": {"answer", "assistant", "errors", "knowledge"},
    "__main__": {"interfaces"},
}
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")
)


def layer(module: str) -> str:
    return module.partition(".")[0]


def tree(module: str) -> ast.Module:
    path = PACKAGE.joinpath(*module.split(".")).with_suffix(".py")
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(module: str) -> set[str]:
    """Layers of ours that a module imports at run time, wherever in it."""
    found: set[str] = set()
    for node in run_time(tree(module)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            deeper = [f"{node.module}.{alias.name}" for alias in node.names]
            names = deeper if node.module == "askperf" else [node.module]
        else:
            continue
        parts = [name.split(".") for name in names]
        found |= {part[1] for part in parts if part[0] == "askperf" and len(part) > 1}
    return found - {layer(module)}


def run_time(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only type checkers read."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from run_time(child)


def test_every_layer_has_its_rule() -> None:
    assert {layer(module) for module in MODULES} == set(ALLOWED)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module: str) -> None:
    assert imported(module) <= ALLOWED[layer(module)]


def test_the_rule_has_no_circles() -> None:
    """What it allows can be put in an order."""
    left = {name: set(allowed) for name, allowed in ALLOWED.items()}
    while left:
        free = {name for name, allowed in left.items() if not allowed & left.keys()}
        assert free, left
        left = {name: allowed for name, allowed in left.items() if name not in free}


def test_the_public_api_is_what_is_documented() -> None:
    assert set(askperf.__all__) == {
        *("Answer", "Assistant", "AskperfError", "Session", "load_knowledge"),
    }


# The words of the language are data

# Units that only results of counting and of subtracting have.
RESULTS = {"条", "项", "位", "种", "个百分点"}
THINKING = [m for m in MODULES if layer(m) in ("execution", "understanding")]


def said(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those of errors, which speak to people."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Raise):
            yield from said(child)


def literals(module: str) -> set[str]:
    """Chinese words in a module's strings; docstrings, errors and ranges of characters apart."""
    nodes = list(said(tree(module)))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(n.body[0].value)
        for n in nodes
        if isinstance(n, documented) and n.body and isinstance(n.body[0], ast.Expr)
    }
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            found |= set(re.findall("[\u4e00-\u9ffe]+", node.value))
    return found


@pytest.mark.parametrize("module", THINKING)
def test_understanding_holds_no_words_but_names_of_units(lexicon: Lexicon, module: str) -> None:
    assert literals(module) - set(lexicon.units) - RESULTS == set()
