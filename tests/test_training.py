"""Training, on a handful of examples: whole, twice the same, and as it serves afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from console import ROOT, environment

from askperf import AskperfError, Assistant
from askperf.keeping.training import stale
from askperf.training.examples import Example, load_examples
from askperf.training.setting import Setting
from askperf.training.sources import checksum
from askperf.understanding.decision import decide, decision_features, rank
from askperf.understanding.gold import Gold
from askperf.understanding.model_store import FILES, Trained, load_trained

KNOWLEDGE = ROOT / "knowledge"
NUMBER = 30
# Trains on some of the shipped examples in a process of its own, and writes the model.
PROGRAM = """
import sys
from pathlib import Path
from askperf.ingestion.build import write_files
from askperf.training import export, pipeline, reporting
from askperf.training.examples import load_examples
from askperf.training.setting import Setting
from askperf.training.workers import Workers

def main(examples, out, jobs):
    found = load_examples(examples, Setting().form)
    with Workers(jobs) as workers:
        result = pipeline.train(pipeline.start(workers, found, jobs, None, lambda step: None))
    write_files(export.render(result.learned, "checksum", out))
    lines = reporting.report(result, True)
    (out / "report.md").write_text("\\n".join(lines), encoding="utf-8")

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
"""


def sample(folder: Path) -> Path:
    """Groups of one saying, from five shipped sources, conversations and refusals among them."""
    import yaml

    folder.mkdir()
    for number in range(1, 6):
        path = KNOWLEDGE / "examples" / f"w{number:02}.yaml"
        groups: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        kinds = (
            [g for g in groups if "before" not in g and g.get("status") != "not_found"][:4],
            [g for g in groups if g.get("status") == "not_found" and "before" not in g][:1],
            [g for g in groups if "before" in g][:1],
        )
        chosen = [{**group, "say": group["say"][:1]} for part in kinds for group in part]
        (folder / path.name).write_text(yaml.safe_dump(chosen, allow_unicode=True), "utf-8")
    return folder


def trained_into(folder: Path, examples: Path, seed: str, jobs: str) -> Path:
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    out = folder / f"model-{seed}"
    out.mkdir()
    done = subprocess.run(
        [sys.executable, program, examples, out, jobs],
        env=environment(folder / "home", PYTHONHASHSEED=seed, PYTHONPATH=str(ROOT)),
        capture_output=True,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Two models of the same examples, made by other numbers of processes and other hashes."""
    for needed in ("numpy", "scipy", "sklearn"):
        pytest.importorskip(needed)
    folder = tmp_path_factory.mktemp("training")
    examples = sample(folder / "examples")
    yield trained_into(folder, examples, "1", "2"), trained_into(folder, examples, "2", "1")


def test_it_makes_a_model_that_is_read(models: tuple[Path, Path], assistant: Assistant) -> None:
    trained = load_trained(models[0])
    assert len(trained.associations.bundles) == len(assistant.form.rows)
    assert trained.ranking
    assert trained.joint
    assert 0 <= trained.threshold <= 1.0001
    assert json.loads((models[0] / "weights.json").read_text("utf-8"))["sources"] == "checksum"


def test_twice_it_makes_the_same(models: tuple[Path, Path]) -> None:
    first, second = ({f: (m / f).read_bytes() for f in (*FILES, "report.md")} for m in models)
    assert first == second


def test_the_report_counts_every_example(models: tuple[Path, Path]) -> None:
    lines = (models[0] / "report.md").read_text("utf-8").split("\n")
    totals = [line for line in lines if line.startswith(f"| 合计 | {NUMBER} |")]
    assert len(totals) == 3
    assert len(set(totals)) == 1
    assert any(line.startswith("| w03 | 6 |") for line in lines)


# What training computes on matrices is what the assistant computes when it serves.


def close(value: Any) -> Any:
    return pytest.approx(value, rel=1e-5, abs=1e-5)  # features are kept in single precision


@pytest.fixture(scope="module")
def shipped() -> Trained:
    return load_trained(KNOWLEDGE / "model")


@pytest.fixture(scope="module")
def some(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    """Of every fortieth shipped source (to read all takes half a minute) every tenth example."""
    folder = tmp_path_factory.mktemp("some")
    for path in sorted((KNOWLEDGE / "examples").glob("*.yaml"))[::40]:
        shutil.copy(path, folder / path.name)
    examples = load_examples(folder, assistant.form)
    return [example for example in examples if not example.before][::10]


def test_the_decision_is_that_of_the_assistant(
    assistant: Assistant, shipped: Trained, some: list[Example]
) -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from askperf.training.decision import confidences, see, warranted
    from askperf.training.evaluating import choices
    from askperf.training.featured import Dataset, compact

    parser = assistant.engine.parser
    parses = [parser.parse(example.text) for example in some]
    pairs = zip(parses, some, strict=True)
    items = {e.id: compact(parse, e, parser) for parse, e in pairs}
    data, fold = Dataset(some, items), np.zeros(len(some), int)
    seen = see(data, fold, [shipped.ranking], [shipped.joint])
    lines = [data.items[n].lines[seen.ranked[n][0].best].split(" ") for n in seen.rows]
    seen = warranted(seen, np.array([shipped.warrant.score(line) for line in lines]))
    sure = confidences(seen, fold, [shipped.decision])
    for number, parse in enumerate(parses):
        ranked = rank(parse, shipped.ranking)
        mine = seen.ranked[number]
        assert [m.probability for m in mine] == close([r.probability for r in ranked])
        if not ranked:
            continue
        assert parse.proposals[mine[0].best] is ranked[0].proposal
        row = seen.matrix[list(seen.rows).index(number)].toarray()[0]
        wanted = decision_features(parse, ranked, shipped)
        found = {n: v for n, v in zip(seen.names, row.tolist(), strict=True) if n in wanted}
        assert found == close(wanted)
        decision = decide(parse, shipped)
        if decision.ranked[0].proposal is not ranked[0].proposal:
            assert parse.named  # one after the other: what holds all of them comes first
            continue
        # a single-precision feature may fall on the other side of a tree's threshold
        assert sure[number] == pytest.approx(decision.confidence, abs=0.02)
        alone = ranked[0].proposal.outcome.rows  # several may be asked back by themselves
        if decision.action == "ask" and len(alone) == 1:
            assert sorted(choices(mine, data.items[number].lookups)) == sorted(
                decision.outcome.rows
            )


def test_only_the_forms_own_names_are_unknown_words() -> None:
    """本部门 and 年度 are of every form; 司法局 restricts a question on another's."""
    (spoken,) = Setting().hear(
        [Example("t-0-0", "t", "本部门司法局的年度指标值", Gold("indicator"))]
    )
    assert {"部门", "年度"} <= set(spoken.words)
    assert "司法局" not in spoken.words


def test_the_threshold_leaves_few_wrong() -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("sklearn")
    from askperf.training.evaluating import pick_threshold

    confidence = np.linspace(0, 0.999, 1000)
    right = np.ones(1000, bool)
    assert pick_threshold(confidence, right) == 0.0
    right[-100::10] = False  # ten wrong, of which five are allowed
    threshold = pick_threshold(confidence, right)
    assert int((~right & (confidence >= threshold)).sum()) == 5
    assert int((~right & (confidence >= threshold - 0.0002)).sum()) == 6


# The model belongs to its sources.


def knowledge(folder: Path) -> Path:
    for name in ("examples", "language", "lexicon", "facts", "model"):
        (folder / name).mkdir(parents=True)
    (folder / "examples" / "w1.yaml").write_text("- {}\n", encoding="utf-8")
    model = folder / "model" / "weights.json"
    model.write_text(json.dumps({"sources": checksum(folder)}), encoding="utf-8")
    return folder


def test_a_fresh_model_is_not_stale(tmp_path: Path) -> None:
    assert stale(knowledge(tmp_path)) == ""


@pytest.mark.parametrize("changed", ["examples/w1", "examples/w2"])
def test_a_changed_source_makes_it_stale(tmp_path: Path, changed: str) -> None:
    root = knowledge(tmp_path)
    (root / f"{changed}.yaml").write_text("- {kind: check}\n", encoding="utf-8")
    assert "请运行 askperf train" in stale(root)


def test_a_synonym_does_not_make_it_stale(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    (root / "lexicon" / "terms.yaml").write_text("- {term: 调解, say: [劝和]}\n", encoding="utf-8")
    assert stale(root) == ""


def test_lines_may_end_otherwise(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    (root / "examples" / "w1.yaml").write_bytes(b"- {}\r\n")
    assert stale(root) == ""


def test_a_model_without_examples_cannot_be_checked(tmp_path: Path) -> None:
    root = knowledge(tmp_path)
    (root / "examples" / "w1.yaml").unlink()
    with pytest.raises(AskperfError, match="不带例句"):
        stale(root)


def test_the_shipped_model_is_of_its_sources() -> None:
    assert stale(KNOWLEDGE) == ""


def test_checking_is_quick_and_needs_no_numpy(tmp_path: Path) -> None:
    for name in ("numpy", "scipy", "sklearn"):
        (tmp_path / f"{name}.py").write_text(f"raise ModuleNotFoundError(name='{name}')\n", "utf-8")
    paths = os.pathsep.join((str(tmp_path), str(ROOT)))
    done = {
        option: subprocess.run(
            [sys.executable, "-m", "askperf", "train", *option],
            env=environment(tmp_path / "home", PYTHONPATH=paths),
            capture_output=True,
            encoding="utf-8",
            timeout=20,
        )
        for option in ((), ("--check",))
    }
    assert done["--check",].returncode in (0, 1)
    assert done["--check",].stderr == ""
    assert done[()].returncode == 2
    assert "pip install 'askperf[training]'" in done[()].stderr
    assert done[()].stderr.count("\n") == 1
