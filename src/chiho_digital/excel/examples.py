"""The example row of a template: made-up values that the columns read, and that agree across the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiho_digital.basics import InvalidValue
from chiho_digital.tables import Listed, Words, columns_of

from .choices import choices_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chiho_digital.basics import Lang
    from chiho_digital.tables import Column, RowModel

__all__ = ["example_of"]

_MADE_UP = "（架空の例）"
_BY_HEADING = {
    "事例ID": "rei-denshi-shinsei-2025",
    "主導団体": "山口県",
    "団体": "山口県萩市",
    "参加団体": "山口県萩市",
    "市区町村": "山口県萩市",
    "任用などをする団体": "山口県",
    "負担金の支払先": "山口県",
    "回答を伝えた団体": "山口県",
    "主導を求める団体": "山口県",
    "主導団体の形態": "都道府県",
    "都道府県": "山口県",
    "システムの種類": "電子申請",
    "その他の参加団体": "一部事務組合",
    "参加団体名": "萩市、長門市",
    "事業者": "例株式会社",
    "製品": "例システム",
    "選定方法": "公募型プロポーザル",
    "契約形態": "市町村ごとの契約",
    "費用の注記": "税込",
    "費用負担": "人口割",
    "削減効果": "単独で調達した場合の見積額との差",
    "出典の種別": "都道府県の公表資料",
    "ソフトウェアID": "rei-form",
    "名称": "例フォーム",
    "開発者": "例株式会社",
    "販売者": "例販売株式会社",
    "説明": "手続の申請を受け付ける",
    "価格の内容": "利用料",
    "価格の単位": "団体/年",
    "利用事例": "rei-denshi-shinsei-2025@山口県萩市+山口県長門市",
    "人材ID": "jinzai-01",
    "需要ID": "juyo-01",
    "配置ID": "haichi-01",
    "経費ID": "keihi-01",
    "認証": "なし",
    "業務": "例の事務",
    "所管府省": "例省",
    "選定年度": "FY2025",
    "備考": _MADE_UP,
    "注記": _MADE_UP,
    "内容": _MADE_UP,
    "成果": _MADE_UP,
}
_ANY = (
    "2025-04-01",
    "1200000",
    "10",
    "0.55",
    "2025",
    "5835678256246",
    "https://example.org/",
)


def example_of(model: type[RowModel], field: str, lang: Lang) -> str:
    """A text that a column of a row model reads; empty where none is known.

    That of the field's own `examples` (pydantic) comes first. Numbers, yen and dates are the same in every column, so that
    none exceeds, or comes before, another.
    """
    column = columns_of(model)[field]
    return next((text for text in _likely(model, field, column, lang) if _fits(column, text)), "")


def _likely(model: type[RowModel], field: str, column: Column, lang: Lang) -> Iterator[str]:
    for given in model.model_fields[field].examples or ():
        yield column.write(given) or "" if not isinstance(given, str) else given
    if column.ja in _BY_HEADING:
        yield _BY_HEADING[column.ja]
    choices = choices_of(model, field, lang)
    if choices:
        yield choices.words[0]
    if isinstance(column.kind, Words | Listed):
        yield _MADE_UP
    yield from _ANY


def _fits(column: Column, text: str) -> bool:
    try:
        column.read(text)
    except InvalidValue:
        return False
    return bool(text.strip())
