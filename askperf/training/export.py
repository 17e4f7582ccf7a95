"""The model as files of `knowledge/model`, as `understanding.model_store` reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from askperf.training.associations import as_text
from askperf.training.workers import Learned


def render(learned: Learned, sources: str, folder: Path) -> dict[Path, str | bytes]:
    """What the files hold, by path; `sources` is the checksum of what was learned from."""
    fitted = learned.fitted
    texts: dict[str, str | bytes] = {
        "rows.tsv": as_text(fitted.rows),
        "structure.tsv": as_text(learned.structure.lines),
        "alignment.tsv": as_text(learned.alignment.lines),
        "refusals.tsv": as_text(fitted.refusals),
        "warrant.tsv": as_text(learned.warrant.lines),
        "tokens.tsv": as_text(_tokens(fitted.tokens)),
        "letters.tsv": as_text(fitted.letters),
        "memory.bin": fitted.memory,
        "weights.json": json.dumps(
            _weights(learned, sources), ensure_ascii=False, separators=(",", ":")
        )
        + "\n",
    }
    return {folder / name: text for name, text in texts.items()}


def _tokens(found: Mapping[str, tuple[int, float]]) -> list[str]:
    """Words of which the same is known in a line, behind them what it is."""
    alike: dict[tuple[int, int], list[str]] = {}
    for word, (seen, lean) in sorted(found.items()):
        alike.setdefault((seen, round(lean * 100)), []).append(word)
    return [f"{' '.join(words)}\t{seen}\t{lean}" for (seen, lean), words in sorted(alike.items())]


def _weights(learned: Learned, sources: str) -> Mapping[str, object]:
    return {
        "sources": sources,
        "threshold": learned.threshold,
        "ask_back": learned.ask_back,
        "bundles": [dict(sorted(bundle.items())) for bundle in learned.fitted.bundles],
        "tags": learned.structure.tags,
        "roles": learned.alignment.roles,
        "refusal_bias": learned.fitted.bias,
        "warrant_bias": learned.warrant.bias,
        "ranking": dict(sorted(learned.ranking.items())),
        "joint": dict(sorted(learned.joint.items())),
        "features": learned.trees.names,
        "bias": learned.trees.bias,
        "trees": learned.trees.trees,
    }
