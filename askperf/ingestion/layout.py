"""What the tables of a family of forms look like: headers, labels, units."""

from __future__ import annotations

import re
from pathlib import Path

from askperf.errors import AskperfError
from askperf.values import frozen
from askperf.yamlfile import load_yaml


@frozen()
class OverviewField:
    """A label of the overview, the id of its row, and what its value cell holds."""

    label: str
    id: str
    numeric: bool
    unit: str


@frozen()
class Layout:
    """The headers that a parser knows; read from `knowledge/layouts/*.yaml`."""

    title: re.Pattern[str]
    group_labels: frozenset[str]
    fields: dict[str, OverviewField]
    task_labels: dict[str, str]
    task_columns: tuple[str, ...]
    task_unit: str
    indicator_heading: str
    indicator_columns: tuple[str, ...]
    comparators: frozenset[str]

    def is_header(self, cells: tuple[str, ...]) -> bool:
        """Are these the cells of a header row?"""
        return cells in (self.task_columns, self.indicator_columns)


def load_layout(path: Path) -> Layout:
    """Read a layout file. Raises AskperfError naming the file and what is missing."""
    data = load_yaml(path)
    try:
        overview, tasks, indicators = data["overview"], data["tasks"], data["indicators"]
        fields = {
            item["label"]: OverviewField(
                item["label"], item["id"], item["kind"] == "number", item.get("unit", "")
            )
            for item in overview["fields"]
        }
        return Layout(
            title=re.compile(data["title"]),
            group_labels=frozenset(overview["group_labels"]),
            fields=fields,
            task_labels=tasks["labels"],
            task_columns=tuple(tasks["columns"]),
            task_unit=tasks["unit"],
            indicator_heading=indicators["heading"],
            indicator_columns=tuple(indicators["columns"]),
            comparators=frozenset(indicators["comparators"]),
        )
    except (KeyError, TypeError, re.error) as error:
        raise AskperfError(
            f"{path}：版式文件缺少或写错了一项（{error}）；请对照 knowledge/layouts 中的样例补全。"
        ) from error
