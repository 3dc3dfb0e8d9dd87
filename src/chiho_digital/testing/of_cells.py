"""Texts for the kinds of cells that single rooms have: scopes, tax bases, answers, certifications, what pools hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chiho_digital.procurement.calls.cells import AnswerCell
from chiho_digital.procurement.cells import ScopeCell
from chiho_digital.systems.cells import Certifications, CorporateNumberCell, TaxBasisCell, Uses
from chiho_digital.talent.cells import (
    BodyCell,
    Id,
    IndexCell,
    Labelled,
    Skills,
    TermCell,
    YearCell,
    YesNo,
)

from .cells import cell_texts, wide
from .codes import bodies, corporate_number_values
from .texts import identifiers, plain_words
from .times import fiscal_years

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__: list[str] = []

_NONE_OF_THESE = "どれでもない"


def _said(*texts: str) -> SearchStrategy[str]:
    return st.sampled_from(texts)


cell_texts(
    ScopeCell,
    lambda _: _said("annual", "初期費用", "年額", "TOTAL", "initial", "総額"),
    lambda _: [(_NONE_OF_THESE, "procurement.not_a_scope")],
)
cell_texts(
    TaxBasisCell,
    lambda _: _said("included", "税抜", "不明", "税込み", "外税"),
    lambda _: [(_NONE_OF_THESE, "systems.not_a_tax_basis")],
)
cell_texts(
    AnswerCell,
    lambda _: _said("join", "参加", "検討する", "不 参加", "未回答"),
    lambda _: [(_NONE_OF_THESE, "procurement.call_not_an_answer")],
)
cell_texts(
    CorporateNumberCell,
    lambda _: corporate_number_values().map(str) | corporate_number_values().map(wide),
    lambda _: [
        ("123", "governments.corporate_number_digits"),
        ("1835678256246", "governments.corporate_number_check_digit"),
    ],
)
_names = plain_words().filter(lambda text: ";" not in text)
cell_texts(
    Certifications,
    lambda _: _said("なし", "none", "ISMS", "ISMS;プライバシーマーク") | _names,
    lambda _: [("；", "tables.empty_item"), ("x" * 201, "tables.too_long")],
)


def _uses(_: Uses) -> SearchStrategy[str]:
    named = bodies().map(lambda body: body.full_name) | bodies().map(lambda body: str(body.code))
    one = st.builds("{}@{}".format, identifiers(), st.lists(named, min_size=1, max_size=2).map("+".join))
    return st.lists(one, min_size=1, max_size=2).map(";".join)


cell_texts(
    Uses,
    _uses,
    lambda _: [
        ("a-case", "systems.not_a_use"),
        ("a-case@どこか市", "systems.use_of_no_body"),
        ("；", "tables.empty_item"),
    ],
)


def _years() -> SearchStrategy[str]:
    return fiscal_years().map(lambda year: year.era)


def _terms_of(kind: TermCell | Skills) -> SearchStrategy[str]:
    known = [text for term in kind.vocabulary.terms for text in (term.id, term.label.ja)]
    return st.sampled_from(known) | _named(plain_words())


def _named(found: SearchStrategy[str]) -> SearchStrategy[str]:
    return found.filter(lambda text: not set(text) & set(";；:：") and bool(text.strip()))


def _skills(kind: Skills) -> SearchStrategy[str]:
    return st.builds("{}{}".format, _terms_of(kind), _said("", ":1", ":5", "：3"))


def _refused(*texts: str) -> list[tuple[str, str]]:
    return [(text, "talent.cell") for text in texts]


def _labels(kind: Labelled) -> SearchStrategy[str]:
    return _said(*(text for member in kind.kind for text in (member.value, member.label.ja, member.label.en)))


cell_texts(
    BodyCell,
    lambda _: bodies().map(lambda body: body.full_name) | bodies().map(lambda body: wide(body.code)),
    lambda _: _refused("どこか市", "352046", "141011"),
)
cell_texts(
    Id, lambda _: identifiers(pattern="[A-Za-z0-9][A-Za-z0-9_-]*"), lambda _: _refused("山田", "x" * 101)
)
cell_texts(
    IndexCell,
    lambda _: st.integers(0, 300).map(lambda number: f"{number // 100}.{number % 100:02}") | _said("０．５"),
    lambda _: _refused("3.01", "0.555", "多い"),
)
cell_texts(Labelled, _labels, lambda _: _refused(_NONE_OF_THESE))
cell_texts(
    YearCell,
    lambda _: fiscal_years().map(str) | fiscal_years().map(lambda year: wide(str(year.year))) | _years(),
    lambda _: _refused("平成40年度", "1800", "来年度"),
)
cell_texts(YesNo, lambda _: _said("はい", "いいえ", "YES", "no", "○", "×"), lambda _: _refused("たぶん"))
cell_texts(TermCell, _terms_of, lambda _: [("x" * 201, "tables.too_long")])
cell_texts(
    Skills,
    lambda kind: st.lists(_skills(kind), min_size=1, max_size=3).map(";".join),
    lambda _: [*_refused("data:9", ":3"), ("；", "tables.empty_item")],
)
