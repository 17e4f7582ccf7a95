"""Forms to and from plain data, as facts files and compiled files hold it."""

from __future__ import annotations

from decimal import Decimal

from askperf.facts import Band, Detail, Form, Quantity, Row, Source

TYPE_CHECKING = False  # importing `typing` would cost every start
if TYPE_CHECKING:
    from typing import Any

_TEXT_CELLS = ("text", "content", "goal", "level1", "level2", "explanation")


def form_to_data(form: Form) -> dict[str, Any]:
    """Plain data of a form; absent cells are left out, blank ones kept as ''."""
    return {
        "form": form.id,
        "title": form.title,
        "department": form.department,
        "place": form.place,
        "year": form.year,
        "rows": [_row_to_data(row) for row in form.rows],
    }


def _row_to_data(row: Row) -> dict[str, Any]:
    data: dict[str, Any] = {"id": row.id, "name": row.name, "line": row.source.line}
    if row.quantity is not None:
        data |= _quantity_to_data(row.quantity)
    for cell in _TEXT_CELLS:
        value = getattr(row, cell)
        if value is not None:
            data[cell] = value
    if row.details:
        data["details"] = [
            {"cell": d.field, "head": d.head, "clause": d.clause} | _quantity_to_data(d.quantity)
            for d in row.details
        ]
    if row.bands:
        data["bands"] = [
            {
                "label": band.label,
                "low": None if band.low is None else str(band.low),
                "high": None if band.high is None else str(band.high),
                "clause": band.clause,
            }
            for band in row.bands
        ]
    data["quote"] = row.source.quote
    return data


def _quantity_to_data(quantity: Quantity) -> dict[str, Any]:
    data: dict[str, Any] = {"value": str(quantity.value), "unit": quantity.unit}
    if quantity.bound is not None:
        data["bound"] = quantity.bound
    if quantity.literal != data["value"]:
        data["literal"] = quantity.literal
    return data


def form_from_data(data: dict[str, Any]) -> Form:
    """Inverse of `form_to_data`."""
    rows = tuple(_row_from_data(data["form"], item) for item in data["rows"])
    return Form(data["form"], data["title"], data["department"], data["place"], data["year"], rows)


def _row_from_data(form_id: str, data: dict[str, Any]) -> Row:
    section, _, key = data["id"].partition("/")
    return Row(
        id=data["id"],
        section=section,
        number=int(key) if key.isdigit() else 0,
        name=data["name"],
        source=Source(form_id, data["id"], data["line"], data["quote"]),
        quantity=_quantity_from_data(data) if "value" in data else None,
        details=tuple(
            Detail(d["cell"], d["head"], d["clause"], _quantity_from_data(d))
            for d in data.get("details", ())
        ),
        bands=tuple(
            Band(b["label"], _limit(b["low"]), _limit(b["high"]), b["clause"])
            for b in data.get("bands", ())
        ),
        **{cell: data.get(cell) for cell in _TEXT_CELLS},
    )


def _quantity_from_data(data: dict[str, Any]) -> Quantity:
    value = data["value"]
    return Quantity(Decimal(value), data["unit"], data.get("bound"), data.get("literal", value))


def _limit(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
