"""How bodies are shown: one by its names, kind and validity; those near another beside its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import Text
from chiho_digital.basics.shown import NOT_ASKED, Remarks, Table

from .government import HISTORY_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics.shown import Part

    from .government import Government
    from .similarity import Similar

__all__ = ["government_parts", "similar_parts"]

_WHAT = (Text("項目", "item"), Text("値", "value"))
_BODY = (Text("団体", "body"), Text("全国地方公共団体コード", "code"))


def government_parts(body: Government) -> Iterable[Part]:
    """A body, and where the answer stops."""
    start, end = body.validity.start, body.validity.end
    valid = Text(
        f"{start or f'{HISTORY_FROM}以前'}～{end or ''}", f"{start or f'before {HISTORY_FROM}'} – {end or ''}"
    )
    rows = (
        (Text("全国地方公共団体コード", "code"), str(body.code)),
        (Text("名称", "name"), body.name),
        (Text("読み", "reading"), body.kana),
        (Text("ローマ字", "romaji"), body.romaji),
        (Text("種別", "kind"), body.kind),
        (Text("都道府県", "prefecture"), body.prefecture.title),
        (Text("このコード・名称・種別の期間", "validity of code, name and kind"), valid),
        (Text("照会した日", "as of"), body.as_of),
    )
    yield Table(body.title, _WHAT, rows)
    yield Remarks(None, body.notes)


def similar_parts(similar: Similar) -> Iterable[Part]:
    """Those near, with each figure beside one's own; those that cannot be placed."""
    first = similar.nearest[0].nearness.differences if similar.nearest else ()
    headings = (*_BODY, *(one.what for one in first), Text("距離", "distance"))
    rows = [
        (
            one.government.title,
            str(one.government.code),
            *(difference.other for difference in one.nearness.differences),
            one.nearness,
        )
        for one in similar.nearest
    ]
    own = (Text("自団体", "one's own"), NOT_ASKED, *(one.own for one in first), NOT_ASKED)
    yield Table(Text("近い団体", "Bodies near in size"), headings, [own, *rows] if first else rows)
    unplaced = [(body.title, str(body.code)) for body in similar.without_figures]
    if unplaced:
        yield Table(Text("数値が分からない団体", "Bodies without figures"), _BODY, unplaced)
