"""Forms to and from their generated, reviewable YAML (`knowledge/facts/*.yaml`)."""

from __future__ import annotations

from pathlib import Path

from askperf.errors import AskperfError
from askperf.facts import Form
from askperf.ingestion.records import form_from_data, form_to_data
from askperf.yamlfile import dump_yaml, load_yaml

_HEADER = (
    "# 由 askperf build 从公开原文生成，请勿手改；改原文或版式后重新生成。\n"
    "# 空串是表里的空格（不是 0）；数一律写成字符串，保持原样。\n"
)


def render_facts(form: Form) -> str:
    """The text of a facts file."""
    return _HEADER + dump_yaml(form_to_data(form))


def load_facts(path: Path) -> Form:
    """Read a facts file. Raises AskperfError where it isn't one."""
    try:
        return form_from_data(load_yaml(path))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise AskperfError(
            f"{path}：事实文件缺少或写错了一项（{error}）；请用 askperf build 重新生成。"
        ) from error
