"""What a map of counts by prefecture refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.basics import InvalidValue, Text

from ._grid import tiles

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["refuse_strange"]


def refuse_strange(values: Mapping[Any, object]) -> None:
    """Refuse keys that are no prefecture codes and values that are no counts; None is no data.

    Raises:
        InvalidValue: as said. One error names everything refused; prefectures written in another way are suggested.
    """
    faults: list[InvalidValue] = []
    if unknown := [key for key in values if key not in {tile.code for tile in tiles()}]:
        names = {name: tile.code for tile in tiles() for name in (tile.code[:2], tile.name.ja, tile.name.en)}
        likely = [f"{key} → {names[key]}" for key in unknown if key in names]
        faults.append(InvalidValue("plots.unknown_prefecture", value=unknown, suggestion=likely or None))
    odd = {key: value for key, value in values.items() if value is not None and not _is_whole(value)}
    negative = {key: value for key, value in values.items() if isinstance(value, int) and value < 0}
    for code, refused in (("plots.not_whole_number", odd), ("plots.negative_value", negative)):
        if refused:
            items = [f"{key}: {value!r}" for key, value in refused.items()]
            faults.append(InvalidValue(code, value=refused, items=items))
    if len(faults) > 1:
        words = Text(
            "".join(fault.message("ja") for fault in faults), " ".join(f.message("en") for f in faults)
        )
        raise InvalidValue("plots.several_faults", value=[fault.value for fault in faults], faults=words)
    for fault in faults:
        raise fault


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
