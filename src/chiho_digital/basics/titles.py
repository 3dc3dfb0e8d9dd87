"""What a class is called in Japanese, for the schemas of records: the Japanese words of its docstring."""

from __future__ import annotations

import re

__all__ = ["japanese_title"]

_IN_BRACKETS = re.compile("[(（]([^()（）]*[ぁ-んァ-ヶ一-龠][^()（）]*)[)）]")


def japanese_title(kind: type) -> str:
    """The first Japanese words in brackets in the docstring of a class; its name where there are none.

    >>> from chiho_digital.basics import TaxBasis
    >>> japanese_title(TaxBasis)
    '消費税の扱い'
    """
    found = _IN_BRACKETS.search(kind.__doc__ or "")
    return found[1] if found else kind.__name__
