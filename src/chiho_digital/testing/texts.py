"""Texts to draw: Japanese and English, plain and odd, blank and not; identifiers and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from chiho_digital.basics import Text

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["addresses", "bilingual", "identifiers", "plain_words", "texts", "words"]

_PHRASES = (
    "電子申請",
    "架空の業務",
    "ほか5市",
    "順次",
    "online form",
    "Ａ社（仮）",
    "㈱架空",
    "1,000円",
    "令和7年度",
    "null",
    "0",
    "=1+1",
)
_ODD = ("", " ", "\u3000", "\t", "a\nb", "\x00", "\u202e", "か\u3099", "𠮷野家", "ﾊﾝｶｸ")
_SIGNS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\ufffd")
_PLAIN = "abcXYZ019-_/あいウエ漢字県市区町村"


def texts(*, min_size: int = 0, max_size: int | None = None) -> SearchStrategy[str]:
    """Any texts that UTF-8 can hold, blank ones, control characters and odd ones too (文字列)."""
    odd = [text for text in (*_PHRASES, *_ODD) if min_size <= len(text) and len(text) <= (max_size or 20)]
    return st.sampled_from(odd) | st.text(
        st.characters(codec="utf-8"), min_size=min_size, max_size=min(max_size or 20, min_size + 20)
    )


def words(*, max_size: int = 20) -> SearchStrategy[str]:
    """Texts that are not blank and have neither blanks around them nor control characters in them (語)."""
    fitting = [text for text in _PHRASES if len(text) <= max_size]
    return st.sampled_from(fitting) | st.text(_SIGNS, min_size=1, max_size=min(max_size, 20))


def plain_words(*, max_size: int = 20) -> SearchStrategy[str]:
    """Words of common letters alone, which every encoding of Japanese files can hold."""
    fitting = [text for text in _PHRASES if len(text) <= max_size]
    return st.sampled_from(fitting) | st.text(_PLAIN, min_size=1, max_size=min(max_size, 20))


def identifiers(*, pattern: str = "[a-z0-9][a-z0-9-]*", max_size: int = 100) -> SearchStrategy[str]:
    """Texts that match a pattern as a whole, such as the ids of cases (識別子)."""
    found = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="utf-8"))
    return found.map(lambda text: text[:max_size]) if max_size < 100 else found


def addresses() -> SearchStrategy[str]:
    """Addresses of pages, http or https (アドレス)."""
    hosts = st.sampled_from(("example.org", "www.example.jp", "例え.jp", "example.com:8080"))
    paths = st.text("abc019-_/.%?=&#", max_size=12)
    return st.builds("{}://{}/{}".format, st.sampled_from(("https", "http")), hosts, paths)


def bilingual() -> SearchStrategy[Text]:
    """Texts in both languages (日英併記の文)."""
    return st.builds(Text, words(), words())
