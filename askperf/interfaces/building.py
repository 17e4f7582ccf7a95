"""`askperf build`: make the generated files anew, or compare them (`--check`)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path

from askperf.errors import AskperfError
from askperf.ingestion.build import build, build_compiled, build_facts
from askperf.interfaces.opening import open_knowledge
from askperf.interfaces.terminal import complain, say
from askperf.knowledge import Knowledge, shipped_directory

_DIFFERENT = 2


def run_build(options: Mapping[str, str]) -> int:
    """Rebuild or compare each root that is ours to write; the exit status."""
    layers = list(_layers(open_knowledge(options).roots))
    if not layers:
        say("没有要重新生成的：自带的知识已经生成好了，你自己的目录还没有。")
        return 0
    if "--check" in options:
        return _compare(layers)
    dictionary, cut = _dictionary(), Knowledge.segmenter().words
    changed = [path for layer in layers for path in build(layer[-1], layer, dictionary, cut)]
    for path in changed:
        say(f"已重新生成：{path}")
    if not changed:
        say("没有变化：生成的文件都是最新的。")
    return 0


def _layers(roots: tuple[Path, ...]) -> Iterator[tuple[Path, ...]]:
    """Each root to build, last in its own tuple, over the roots below it.

    The knowledge inside an installed package came ready with it and isn't touched.
    """
    package = Path(__file__).parent.parent
    for count, root in enumerate(roots, 1):
        if root != shipped_directory() or package not in root.parents:
            yield roots[:count]


def _compare(layers: list[tuple[Path, ...]]) -> int:
    dictionary, cut = _dictionary(), Knowledge.segmenter().words
    wanted: dict[Path, str] = {}
    for layer in layers:
        wanted |= build_facts(layer[-1], layer)
        wanted |= build_compiled(layer[-1], layer, dictionary, cut)
    different = [path for path, text in wanted.items() if _content(path) != text]
    for path in different:
        complain(f"askperf：{path}：与现在的原文、词库对不上；请运行 askperf build 重新生成。")
    left_over = [path for layer in layers for path in _generated(layer[-1]) if path not in wanted]
    for path in left_over:
        complain(f"askperf：{path}：没有原文或词库与它对应；请删掉这个文件。")
    if different or left_over:
        return _DIFFERENT
    say(f"一致：{len(wanted)} 个生成的文件都与原文、词库对得上。")
    return 0


def _generated(root: Path) -> list[Path]:
    return [*(root / "facts").glob("*.yaml"), *(root / "compiled").rglob("*.json")]


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _dictionary() -> Path:
    """jieba's dictionary file, found without importing jieba."""
    found = importlib.util.find_spec("jieba")
    if found is None or found.origin is None:
        raise AskperfError("找不到 jieba；请先安装：pip install jieba。")
    return Path(found.origin).parent / "dict.txt"
