"""Who proposes (提案主体): a local government or an organisation of them, never a resident or a company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field

from chiho_digital.basics import InvalidValue, fold
from chiho_digital.governments import GovernmentKind, LocalGovernmentCode, UnknownCode, get

from .fields import Record, Words, choices, titled
from .texts import WHO_MAY_PROPOSE
from .vocabulary import ProposerKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chiho_digital.basics import Period
    from chiho_digital.governments import Government

__all__ = ["Proposer"]

_PROPOSING = tuple(kind for kind in ProposerKind if kind.may_propose)
_LABELS = tuple(kind.label for kind in _PROPOSING)
_WITH_CODE = (ProposerKind.PREFECTURE, ProposerKind.MUNICIPALITY)
_COMPANY_FORMS = ("株式会社", "有限会社", "合同会社", "合名会社", "合資会社", "(株)", "(有)")


def _read_kind(value: object) -> object:
    """A kind by its value or its Japanese name; every other word is refused with those who may propose."""
    if not isinstance(value, str) or isinstance(value, ProposerKind):
        return value
    for kind in ProposerKind:
        if value in {kind.value, kind.label.ja}:
            return kind
    raise InvalidValue("commonization.no_kind", value=value, kinds=_LABELS, source=WHO_MAY_PROPOSE)


class Proposer(Record):
    """A body that proposes, alone or with others (提案団体). Strictly read-only.

    code: of prefectures and municipalities, which need one; the others have none here.

    Raises:
        pydantic.ValidationError: a resident or a company; a code that is missing, or of another kind of body.
    """

    model_config: ClassVar[ConfigDict] = titled(
        "提案団体", "提案する地方公共団体、またはその組織。住民や企業は提案の主体になれない。"
    )

    name: Annotated[Words, Field(title="名称", description="団体の名称。個人名は書かない。")]
    kind: Annotated[
        ProposerKind,
        BeforeValidator(_read_kind),
        choices(_PROPOSING),
        Field(title="種別"),
    ]
    code: Annotated[
        LocalGovernmentCode | None,
        Field(
            title="団体コード",
            description="都道府県・市区町村の6桁の団体コード。その他の組織では null。",
        ),
    ] = None

    @classmethod
    def of(cls, body: Government) -> Proposer:
        """A prefecture or municipality as a proposer.

        Raises:
            InvalidValue: it is a ward of a designated city, or a village of the Northern Territories.
        """
        kind = _kind_of(body)
        if kind is None:
            raise InvalidValue(
                "commonization.body_may_not_propose",
                value=body.title,
                kind=body.kind.label,
                source=WHO_MAY_PROPOSE,
                suggestion=None if body.parent is None else body.parent.title,
            )
        return cls(name=body.full_name, kind=kind, code=body.code)

    def problems(self) -> Iterable[InvalidValue]:
        """That it may not propose; that its code is missing, or stands where none is due."""
        if not self.kind.may_propose or self._is_company:
            kind = ProposerKind.COMPANY if self._is_company else self.kind
            yield InvalidValue(
                "commonization.may_not_propose",
                value=self.name,
                kind=kind.label,
                kinds=_LABELS,
                source=WHO_MAY_PROPOSE,
            ).at("kind")
        elif (self.kind in _WITH_CODE) != (self.code is not None):
            due = "commonization.code_missing" if self.code is None else "commonization.code_not_due"
            yield InvalidValue(due, value=self.name, kind=self.kind.label).at("code")

    def problems_in(self, period: Period) -> Iterable[InvalidValue]:
        """That no body of its kind bears its code in a period."""
        if self.code is None or self.kind not in _WITH_CODE:
            return
        try:
            body = _body_in(self.code, period)
        except UnknownCode as error:
            yield InvalidValue(error.code, value=error.value, suggestion=error.suggestion, **error.params).at(
                "code"
            )
            return
        if _kind_of(body) is not self.kind:
            found = _kind_of(body)
            yield InvalidValue(
                "commonization.kind_of_code",
                value=self.kind.label,
                body=body.title,
                kind=body.kind.label,
                suggestion=None if found is None else found.label,
            ).at("kind")

    @property
    def _is_company(self) -> bool:
        plain = fold(self.name)
        return self.code is None and any(form in plain for form in _COMPANY_FORMS)


def _kind_of(body: Government) -> ProposerKind | None:
    if body.kind is GovernmentKind.PREFECTURE:
        return ProposerKind.PREFECTURE
    return ProposerKind.MUNICIPALITY if body.kind.is_municipality else None


def _body_in(code: LocalGovernmentCode, period: Period) -> Government:
    """The body that bears a code at the end of a period, or at its start, if it is gone by then."""
    try:
        return get(code, as_of=period.end)
    except UnknownCode:
        return get(code, as_of=period.start)
