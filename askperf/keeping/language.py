"""The language of a knowledge base as its files say it, for the rules to examine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from askperf.facts import Form
from askperf.folding import fold, squeeze
from askperf.keeping.sources import Entry, Scalar
from askperf.values import frozen


@frozen(slots=False)
class FormWords:
    """What a lexicon can point to in a form: ids, names of rows, text of cells."""

    form: Form

    @cached_property
    def ids(self) -> frozenset[str]:
        """Short ids of the rows."""
        return frozenset(row.id for row in self.form.rows)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Squeezed name → ids of the rows of that name."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.form.rows:
            key = squeeze(row.name)
            found[key] = (*found.get(key, ()), row.id)
        return found

    @cached_property
    def _text(self) -> str:
        return "\n".join(squeeze(text) for row in self.form.rows for _, text in row.cells())

    def says(self, term: str) -> bool:
        """Does a cell hold this term?"""
        return squeeze(term) in self._text

    def rows(self, target: str) -> tuple[str, ...]:
        """The rows that an alias with this value means, () if none."""
        return (target,) if target in self.ids else self.names.get(squeeze(target), ())


@frozen(slots=False)
class Language:
    """Entries of all lexicon files, and the forms they are for.

    `shipped` is the directory of the entries that serve other forms of the family too.
    """

    entries: tuple[Entry, ...]
    forms: Mapping[str, FormWords]
    shipped: Path

    def forms_of(self, entry: Entry) -> tuple[FormWords, ...]:
        """The forms that an entry is for: its own one, or all."""
        if not entry.form:
            return tuple(self.forms.values())
        return (self.forms[entry.form],) if entry.form in self.forms else ()

    def wordings(self, *kinds: str) -> Iterator[tuple[Entry, Scalar]]:
        """Every wording with the entry it stands in; of these kinds, if any are given."""
        for entry in self.entries:
            if not kinds or entry.kind in kinds:
                for wording in entry.wordings:
                    yield entry, wording

    @cached_property
    def by_wording(self) -> Mapping[str, tuple[tuple[Entry, Scalar], ...]]:
        """Wordings as they are compared → where they stand."""
        found: dict[str, list[tuple[Entry, Scalar]]] = {}
        for entry, wording in self.wordings():
            found.setdefault(key_of(wording.text), []).append((entry, wording))
        return {key: tuple(places) for key, places in found.items() if key}


def key_of(wording: str) -> str:
    """A wording as it is compared: without punctuation, unless it is nothing else."""
    squeezed = squeeze(wording)
    return squeezed if any(char.isalnum() for char in squeezed) else fold(wording)
