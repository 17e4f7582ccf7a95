"""Which values each kind of the lexicon may have: those that the code acts upon.

The shipped lexicon is the reference (a test holds its values against the code), so
that a new operation is named in one place. Kinds that are missing here take any value
(groups of fillers, levels), or values that are looked up in the forms (aliases).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from askperf.keeping.sources import Entry

# Kinds whose values the code names.
CLOSED = (
    "ask", "section", "op", "bound", "comparator", "relation", "ordinal", "own", "dialogue",
)  # fmt: skip
# Kinds whose values are those for which there is something to say.
_TEMPLATES = {"attribute": "attribute.", "scope": "refuse.", "meta": "meta."}
_NO_VALUES = frozenset(("attribute.main",))


def vocabulary(
    shipped: Iterable[Entry], responses: Mapping[str, str], dimensions: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """The values that each closed kind may have.

    `shipped` are the entries of the reference, `responses` the templates by name,
    `dimensions` those of `units.yaml`.
    """
    found: dict[str, set[str]] = {kind: set() for kind in CLOSED}
    for entry in shipped:
        if entry.kind in found:
            found[entry.kind].add(entry.value)
    for kind, prefix in _TEMPLATES.items():
        names = (n for n in responses if n.startswith(prefix) and n not in _NO_VALUES)
        found[kind] = {name.removeprefix(prefix) for name in names}
    found["measure"] = set(dimensions)
    return {kind: frozenset(values) for kind, values in found.items()}
