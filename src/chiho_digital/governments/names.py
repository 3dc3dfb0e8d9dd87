"""Finding bodies by name in a registry: the exact spelling first, then without county prefix, then folded spellings and readings."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from chiho_digital.basics import InvalidValue

from .codes import LocalGovernmentCode
from .errors import AmbiguousName, UnknownName
from .folds import fold_name, fold_romaji, split_romaji_suffix
from .government import Government, GovernmentKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .table import Registry

__all__ = ["Names"]

_K = GovernmentKind
_CITIES = frozenset({_K.DESIGNATED_CITY, _K.CORE_CITY, _K.SPECIAL_CITY, _K.CITY})
_KINDS_BY_SUFFIX = {
    **dict.fromkeys(("shi", "city"), _CITIES),
    **dict.fromkeys(("ku", "ward"), frozenset({_K.SPECIAL_WARD, _K.WARD})),
    **dict.fromkeys(("cho", "machi", "town"), frozenset({_K.TOWN})),
    **dict.fromkeys(("son", "mura", "village"), frozenset({_K.VILLAGE, _K.NORTHERN_VILLAGE})),
    **dict.fromkeys(("ken", "fu", "to", "prefecture"), frozenset({_K.PREFECTURE})),
}
_NEAR = 5
_LONGEST = 40  # no name is longer; longer texts are not worth comparing

_Codes = tuple[LocalGovernmentCode, ...]


@frozen
class _Index:
    """Names to codes for one span of the history; northern villages apart, since only who asks for them wants them."""

    exact: dict[str, _Codes]
    folded: dict[str, _Codes] = Factory(dict[str, _Codes])
    romaji: dict[str, _Codes] = Factory(dict[str, _Codes])
    kinds: dict[LocalGovernmentCode, GovernmentKind] = Factory(dict[LocalGovernmentCode, GovernmentKind])


def _add(table: dict[str, _Codes], name: str, code: LocalGovernmentCode) -> None:
    known = table.get(name, ())
    if code not in known:
        table[name] = (*known, code)


class Names:
    """The names of the bodies of one registry: asked by `Registry.find` and `Registry.search`. Strictly read-only."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._exact = cache(self._make_exact)
        self._folded = cache(self._make_folded)
        self._pool = lru_cache(maxsize=256)(self._make_pool)  # many unknown names come from one prefecture

    def find(
        self,
        text: str,
        *,
        within: Government | str | None = None,
        kind: GovernmentKind | str | None = None,
        as_of: date | None = None,
    ) -> Government:
        """As `governments.find`."""
        kind = _kind(kind)
        place = None if within is None else self._registry.scope(within, as_of=as_of)
        codes = self._lookup(text, place, kind, as_of)
        if len(codes) == 1:
            return self._registry.get(codes[0], as_of=as_of)
        if codes:
            candidates = tuple(
                f"{self._registry.get(code, as_of=as_of).full_name}（{code}）" for code in codes
            )
            raise AmbiguousName("governments.ambiguous_name", value=text, candidates=candidates)
        raise self._unknown(text, place, kind, as_of)

    def _lookup(
        self, text: str, place: Government | None, kind: GovernmentKind | None, as_of: date | None
    ) -> _Codes:
        """The codes of the first spelling that anybody bears, inside a place and of a kind where these are given."""
        for spelt in self._spelt(
            text, self._registry.period_start(as_of), northern=kind is _K.NORTHERN_VILLAGE
        ):
            codes = spelt
            if place is not None:
                codes = tuple(code for code in codes if self._inside(code, place, as_of))
            if kind is not None:
                codes = tuple(code for code in codes if self._registry.get(code, as_of=as_of).kind is kind)
            if codes:
                return codes
        return ()

    def _spelt(self, text: str, start: date, *, northern: bool) -> Iterator[_Codes]:
        """Who bears a text as it is, without county, folded, as a reading with its suffix, as a bare reading."""
        exact = self._exact(start, northern=northern)
        for spelling in (text, *_without_county(text)):
            yield exact.get(spelling, ())
        index = self._folded(start, northern=northern)
        folded = fold_name(text)
        for spelling in (folded, *_without_county(folded)):
            yield index.folded.get(spelling, ())
        reading, suffix = split_romaji_suffix(text)
        kinds = _KINDS_BY_SUFFIX.get(suffix, frozenset())
        yield tuple(code for code in index.romaji.get(fold_romaji(reading), ()) if index.kinds[code] in kinds)
        yield index.romaji.get(fold_romaji(text), ())

    def _inside(self, code: LocalGovernmentCode, place: Government, as_of: date | None) -> bool:
        if place.kind is _K.PREFECTURE:
            return code[:2] == place.code[:2]
        return code == place.code or self._registry.get(code, as_of=as_of).parent_code == place.code

    def _unknown(
        self, text: str, place: Government | None, kind: GovernmentKind | None, as_of: date | None
    ) -> UnknownName:
        """The error for a name nobody bears, with near names: the same name elsewhere, another suffix, a like spelling."""
        if kind is not _K.NORTHERN_VILLAGE and text in self._exact(
            self._registry.period_start(as_of), northern=True
        ):
            return UnknownName("governments.northern_name", value=text)
        rest = text
        if place is None:
            place = next(
                (
                    p
                    for p in self._registry.prefectures(as_of=as_of)
                    if text.startswith(p.name) and text != p.name
                ),
                None,
            )
            rest = text.removeprefix(place.name) if place else text
        likely = self._near(rest, place, kind, as_of)
        return UnknownName(
            "governments.unknown_name",
            value=text,
            suggestion=tuple(
                f"{self._registry.get(code, as_of=as_of).full_name}（{code}）" for code in likely
            )
            or None,
            near=likely,
        )

    def _near(
        self, text: str, place: Government | None, kind: GovernmentKind | None, as_of: date | None
    ) -> _Codes:
        from difflib import get_close_matches

        pool = self._pool(self._registry.period_start(as_of), place, kind)
        folded = fold_name(text[:_LONGEST])
        # 山口県川越市: the name is right, the prefecture is not.
        elsewhere = self._lookup(text, None, kind, as_of) if place is not None else ()
        # 大阪府太子市: the name is right but for 市区町村.
        stem = [code for name in pool if name[:-1] == folded.rstrip("市区町村") != "" for code in pool[name]]
        close = [code for name in get_close_matches(folded, pool, n=_NEAR, cutoff=0.5) for code in pool[name]]
        return tuple(dict.fromkeys([*elsewhere, *stem, *close]))[:_NEAR]

    def _make_pool(
        self, start: date, place: Government | None, kind: GovernmentKind | None
    ) -> dict[str, _Codes]:
        """The folded names among which near ones are looked for."""
        pool: dict[str, _Codes] = {}
        for body in self._registry.bodies(start):
            wanted = body.kind is kind if kind is not None else body.kind is not _K.NORTHERN_VILLAGE
            if wanted and (place is None or self._inside(body.code, place, start)):
                _add(pool, fold_name(body.name), body.code)
        return pool

    def search(
        self,
        text: str,
        *,
        within: Government | str | None = None,
        kind: GovernmentKind | str | None = None,
        as_of: date | None = None,
    ) -> list[Government]:
        """As `governments.search`."""
        kind = _kind(kind)
        folded, reading = fold_name(text), fold_romaji(text)
        if not folded:
            return []
        place = None if within is None else self._registry.scope(within, as_of=as_of)
        ranked: list[tuple[int, LocalGovernmentCode]] = []
        for body in self._registry.bodies(as_of):
            if body.kind is _K.NORTHERN_VILLAGE if kind is None else body.kind is not kind:
                continue
            if place is not None and not self._inside(body.code, place, as_of):
                continue
            names = [fold_name(name) for name in (body.name, *body.aliases)] + [body.kana or ""]
            ranks = [0 if n == folded else 1 if n.startswith(folded) else 2 for n in names if folded in n]
            if reading and body.romaji:
                romaji = fold_romaji(body.romaji)
                ranks += [0 if romaji == reading else 1] if romaji.startswith(reading) else []
            if ranks:
                ranked.append((min(ranks), body.code))
        return [self._registry.get(code, as_of=as_of) for _, code in sorted(ranked)]

    def _make_exact(self, start: date, *, northern: bool) -> dict[str, _Codes]:
        table: dict[str, _Codes] = {}
        by_code = {body.code: body for body in self._registry.bodies(start)}
        prefectures = {body.code[:2]: body.name for body in by_code.values() if body.parent is None}
        for body in by_code.values():
            if (body.kind is _K.NORTHERN_VILLAGE) is not northern:
                continue
            names = [body.name, *body.aliases]
            if body.kind is _K.WARD and body.parent:  # a ward is also called without its city
                names += [name.removeprefix(by_code[body.parent].name) for name in names]
            for name in names:
                _add(table, name, body.code)
                if body.parent is not None:
                    _add(table, prefectures[body.code[:2]] + name, body.code)
        return table

    def _make_folded(self, start: date, *, northern: bool) -> _Index:
        index = _Index(exact=self._exact(start, northern=northern))
        by_code = {body.code: body for body in self._registry.bodies(start)}
        prefectures = {body.code[:2]: body for body in by_code.values() if body.parent is None}
        for name, codes in index.exact.items():
            for code in codes:
                _add(index.folded, fold_name(name), code)
        for body in by_code.values():
            index.kinds[body.code] = body.kind
            if (body.kind is _K.NORTHERN_VILLAGE) is not northern or body.kana is None or body.romaji is None:
                continue
            city = by_code[body.parent] if body.kind is _K.WARD and body.parent else None
            readings = [body.kana] + ([body.kana.removeprefix(city.kana)] if city and city.kana else [])
            for kana in readings:
                _add(index.folded, kana, body.code)
                if body.parent is not None:
                    _add(index.folded, (prefectures[body.code[:2]].kana or "") + kana, body.code)
            _add(index.romaji, fold_romaji(body.romaji), body.code)
            if city and city.romaji:
                _add(index.romaji, fold_romaji(city.romaji + body.romaji), body.code)
        return index


def _kind(kind: GovernmentKind | str | None) -> GovernmentKind | None:
    if kind is None:
        return None
    if kind not in set(_K):
        raise InvalidValue("governments.not_a_kind", value=kind, allowed=tuple(k.value for k in _K))
    return _K(kind)


def _without_county(text: str) -> list[str]:
    """The spellings left when a county (郡) is taken out: 山口県阿武郡阿武町 → 山口県阿武町."""
    if "郡" not in text or text[-1] not in "町村" or len(text) > _LONGEST:
        return []
    prefecture = text[: text.find("県") + 1] or ("北海道" if text.startswith("北海道") else "")
    if not prefecture and text[2:3] in {"都", "府"}:
        prefecture = text[:3]
    rest = text[len(prefecture) :]
    return [
        prefecture + rest[place + 1 :]
        for place, sign in enumerate(rest)
        if sign == "郡" and 0 < place < len(rest) - 2
    ]
