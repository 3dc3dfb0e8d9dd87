"""What the cells of this room's files hold beyond the kinds of `tables`: the scope of an amount."""

from __future__ import annotations

from attrs import frozen

from chiho_digital.basics import InvalidValue, Text, fold

from .vocabulary import AmountScope

__all__ = ["ScopeCell"]

_SCOPES = {
    "初期": AmountScope.INITIAL,
    "年額": AmountScope.ANNUAL,
    "年間": AmountScope.ANNUAL,
    "合計": AmountScope.TOTAL,
    **{scope.label.ja: scope for scope in AmountScope},
    **{scope.value: scope for scope in AmountScope},
}


@frozen
class ScopeCell:
    """What an amount covers: 初期費用, 年間費用 or 総額."""

    @property
    def expected(self) -> Text:
        """What a cell should look like."""
        ja = "・".join(scope.label.ja for scope in AmountScope)
        values = ", ".join(AmountScope)
        return Text(f"{ja}（{values}）", f"one of {values}")

    def read(self, text: str) -> AmountScope:
        """The scope."""
        word = fold(text).casefold()
        if word not in _SCOPES:
            raise InvalidValue("procurement.not_a_scope", value=text, expected=self.expected)
        return _SCOPES[word]

    def write(self, value: AmountScope) -> str:
        """Its value."""
        return value.value
