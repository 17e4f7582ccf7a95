"""`askperf train`: the model made anew from the examples, or checked against them.

The training itself is imported when it runs: it needs the extra `training`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from askperf.errors import AskperfError
from askperf.ingestion.build import write_files
from askperf.knowledge import shipped_directory
from askperf.training.sources import EXAMPLES, MODEL, checksum
from askperf.values import frozen

_WEIGHTS = "weights.json"
_REPORT = Path("docs") / "evaluation.md"


@frozen()
class Options:
    """How to train: the threshold if it is given, processes, and whether to study."""

    threshold: float | None = None
    jobs: int = 2
    study: bool = False


def stale(root: Path | None = None) -> str:
    """One sentence if the model isn't that of its sources, '' if it is. Raises AskperfError."""
    root = root or shipped_directory()
    wanted = checksum(root)
    path = root / MODEL / _WEIGHTS
    try:
        found = json.loads(path.read_bytes()).get("sources")
    except (OSError, ValueError, AttributeError) as error:
        raise AskperfError(f"{path}：模型读不出来；请运行 askperf train。") from error
    if found == wanted:
        return ""
    return f"{path}：模型不是由现在的例句训练的；请运行 askperf train。"


def train(options: Options, tell: Callable[[str], None]) -> list[str]:
    """Train on the shipped examples, write model and report; the report's lines.

    `tell` is called at the beginning of each step. Raises AskperfError, before anything
    is trained if the examples are bad or the extra is missing.
    """
    root = shipped_directory()
    sources = checksum(root)
    try:
        from askperf.training import export, pipeline, reporting, study
        from askperf.training.examples import load_examples
        from askperf.training.framing import FOLDER
        from askperf.training.setting import Setting
        from askperf.training.workers import Workers
    except ModuleNotFoundError as error:
        raise AskperfError(
            f"训练要用 numpy、scipy 和 scikit-learn（缺 {error.name}）；"
            "请先运行 pip install 'askperf[training]'。"
        ) from error
    examples = load_examples(root / EXAMPLES, Setting().form)
    with Workers(options.jobs) as workers:
        words = root / EXAMPLES / FOLDER
        run = pipeline.start(workers, examples, options.jobs, options.threshold, tell, words)
        result = pipeline.train(run)
        lines = reporting.report(result, options.threshold is None)
        if options.study:
            lines += study.study(run, result)
    files = export.render(result.learned, sources, root / MODEL)
    write_files(files | _report(root, lines))
    return lines


def _report(root: Path, lines: Iterable[str]) -> dict[Path, str]:
    """The report's file, in a checkout."""
    path = root.parent / _REPORT
    return {path: "".join(f"{line}\n" for line in lines)} if path.parent.is_dir() else {}
