"""The examples that a model is trained from, and a checksum that the model carries.

The lexicon is read too, but a synonym that a keeper adds works at once, so a change there
makes no model stale.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from askperf.errors import AskperfError

EXAMPLES = "examples"
MODEL = "model"


def checksum(root: Path) -> str:
    """SHA-256 over names and contents. Raises AskperfError where there are no examples."""
    if not any((root / EXAMPLES).glob("*.yaml")):
        raise AskperfError(
            f"{root / EXAMPLES}：安装好的 askperf 不带例句；请在源代码目录里训练和核对模型。"
        )
    total = hashlib.sha256()
    for path in sorted((root / EXAMPLES).rglob("*.yaml")):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(root).as_posix()
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()
