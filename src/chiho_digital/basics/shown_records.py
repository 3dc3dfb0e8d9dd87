"""How records are shown: a table of their fields by their Japanese titles, and one for each list of records in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard, cast, get_args

from attrs import frozen

from .shown import NOT_ASKED, Shown, Table
from .text import Text
from .titles import japanese_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel

    from .text import Lang

__all__ = ["YEN", "ShownRecord", "Unit", "titled"]

_FIELD, _VALUE = Text("項目", "field"), Text("値", "value")


@frozen
class Unit:
    """What a number counts, as an annotation of a field: `Annotated[int, …, YEN]`. Strictly read-only."""

    label: Text


YEN = Unit(Text("円", "yen"))


class ShownRecord(Shown):
    """Base of the public records: in Japanese by the titles of their fields, in English by the fields' names."""

    __slots__ = ()

    @classmethod
    def __titles__(cls) -> dict[str, Text]:
        """What each field is called, with its unit."""
        return {name: titled(name, info.title or name, _unit(info)) for name, info in _fields_of(cls).items()}

    @classmethod
    def __title__(cls) -> Text:
        """What the record is called."""
        config: Any = getattr(cls, "model_config", {})
        return Text(config.get("title") or japanese_title(cls), cls.__name__)

    def __shown__(self) -> Iterable[Table]:
        values = {name: getattr(self, name) for name in _fields_of(type(self))}
        lists = {name: value for name, value in values.items() if _are_records(value)}
        titles = self.__titles__()
        rows = [(titles[name], value) for name, value in values.items() if name not in lists]
        yield Table(self.__title__(), (_FIELD, _VALUE), rows)
        for name, value in lists.items():
            yield _table(titles[name], value)

    def __cell__(self, lang: Lang) -> str:
        from .html import in_words

        titles = self.__titles__()
        said = (
            f"{title.to(lang)}{'：' if lang == 'ja' else ': '}{in_words(value, lang)}"
            for name, title in titles.items()
            if (value := getattr(self, name)) is not None
        )
        return f"{('、' if lang == 'ja' else ', ').join(said)}"

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """A pickle of an earlier version has its values still; fields that are new since then are at their defaults."""
        held: dict[str, Any] = state["__dict__"]
        fields = _fields_of(type(self))
        if len(held) < len(fields):
            held = {
                name: held[name] if name in held else info.get_default(call_default_factory=True)
                for name, info in fields.items()
            }
        cast("Any", super()).__setstate__({**state, "__dict__": held})


def _fields_of(model: type) -> dict[str, Any]:
    """The fields of a record by name, as pydantic knows them."""
    return dict(cast("type[BaseModel]", model).model_fields)


def _are_records(value: Any) -> TypeGuard[tuple[ShownRecord, ...]]:
    """Whether a value is a list of records, which is shown as a table of its own."""
    if not isinstance(value, tuple):
        return False
    items = cast("tuple[object, ...]", value)
    return bool(items) and all(isinstance(one, ShownRecord) for one in items)


def _table(caption: Text, records: Sequence[ShownRecord]) -> Table:
    """Records, a row each; a column for every field that one of them has."""
    headings: dict[str, Text] = {}
    for kind in dict.fromkeys(type(one) for one in records):
        headings |= kind.__titles__()
    rows = [tuple(getattr(one, name, NOT_ASKED) for name in headings) for one in records]
    return Table(caption, tuple(headings.values()), rows)


def titled(name: str, ja: str, unit: Text | None) -> Text:
    """What a field is called: in Japanese as its title says, in English by its name; with its unit."""
    return Text(ja, name) if unit is None else Text(f"{ja}（{unit.ja}）", f"{name} ({unit.en})")


def _unit(info: Any) -> Text | None:
    return next((one.label for one in _annotations(info) if isinstance(one, Unit)), None)


def _annotations(info: Any) -> Iterable[object]:
    """What a field and the types within it are annotated with."""
    yield from info.metadata
    waiting: list[Any] = [info.annotation]
    while waiting:
        kind = waiting.pop()
        yield from getattr(kind, "__metadata__", ())
        waiting += get_args(kind)
