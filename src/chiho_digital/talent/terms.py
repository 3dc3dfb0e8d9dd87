"""Open vocabularies of talent: shapes of pools, fields of skill, channels of recruiting. A text that is none of them is kept.

Shapes and fields are those met in real pools, the channels our own list.
"""

from __future__ import annotations

from attrs import frozen

from chiho_digital.basics import Text, fold

__all__ = ["CHANNELS", "FIELDS", "SHAPES", "Term", "Vocabulary"]


@frozen
class Term:
    """A term of an open vocabulary (用語). Strictly read-only.

    id: stable name; of a term that is not known, the text as it was written.
    """

    id: str
    label: Text
    known: bool = True


@frozen
class Vocabulary:
    """Terms by their spellings (開いた語彙). Strictly read-only."""

    terms: tuple[Term, ...]

    def of(self, text: str) -> Term:
        """The term a text is read as: by id, Japanese or English name, width, case and spaces folded; else one of its own.

        >>> FIELDS.of("データ活用").id, FIELDS.of("量子計算").known
        ('data', False)
        """
        wanted = fold(text).casefold()
        for term in self.terms:
            if wanted in {fold(name).casefold() for name in (term.id, term.label.ja, term.label.en)}:
                return term
        return Term(text, Text(text, text), known=False)

    def id_of(self, text: str) -> str:
        """The id of the term a text is read as."""
        return self.of(text).id


def _vocabulary(*terms: tuple[str, str, str]) -> Vocabulary:
    return Vocabulary(tuple(Term(id_, Text(ja, en)) for id_, ja, en in terms))


SHAPES = _vocabulary(
    ("council", "協議会による専門人材の共有", "specialists shared through a council"),
    ("assigned", "都道府県が採用し市町村に配置", "hired by the prefecture, assigned to municipalities"),
    ("matching", "登録人材とのマッチング", "matching with registered partners"),
    ("help_desk", "相談窓口・短期の伴走", "help desk and short accompaniment"),
    ("selected_vendors", "都道府県が事業者を選定し市町村が契約", "vendors selected by the prefecture"),
    ("shared_producer", "プロデューサーの共有", "shared producer"),
    ("base", "専門人材のいる拠点での相談", "base with specialists"),
)
"""Shapes of pools (人材プールの形)."""

FIELDS = _vocabulary(
    ("design", "デザイン・UI/UX", "design and UI/UX"),
    ("systems_security", "システム・セキュリティ", "systems and security"),
    ("data", "データ活用", "data use"),
    ("co_creation", "官民共創", "public-private co-creation"),
    ("public_relations", "広報・マーケティング", "PR and marketing"),
)
"""Fields of skill (専門分野)."""

CHANNELS = _vocabulary(
    ("digital_agency", "デジタル庁との連携", "with the Digital Agency"),
    ("public_call", "公募", "public call"),
    ("agency", "人材紹介", "recruiting agency"),
    ("company", "企業からの派遣・出向", "from a company"),
)
"""Channels of recruiting (募集の経路)."""
