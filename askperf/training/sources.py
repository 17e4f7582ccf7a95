"""What a model is trained from, and a checksum of it that the model carries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from askperf.errors import AskperfError

EXAMPLES = "examples"
MODEL = "model"
_FOLDERS = (EXAMPLES, "language", "lexicon", "facts")


def source_files(root: Path) -> Iterator[Path]:
    """The files that training reads, in the order of their names."""
    for folder in _FOLDERS:
        yield from sorted((root / folder).rglob("*.yaml"))


def checksum(root: Path) -> str:
    """SHA-256 over names and contents. Raises AskperfError where there are no examples."""
    if not any((root / EXAMPLES).glob("*.yaml")):
        raise AskperfError(
            f"{root / EXAMPLES}：安装好的 askperf 不带例句；请在源代码目录里训练和核对模型。"
        )
    total = hashlib.sha256()
    for path in source_files(root):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(root).as_posix()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
