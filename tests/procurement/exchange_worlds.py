"""Cases of every kind, effects and shares of them, for the tests of exchange/."""

from datetime import date

from hypothesis import strategies as st

from chiho_digital import testing
from chiho_digital.basics import MAX_YEN, Grade, TaxBasis
from chiho_digital.governments import LocalGovernmentCode
from chiho_digital.procurement import (
    Amount,
    AmountScope,
    BodyType,
    Case,
    Contract,
    ContractForm,
    Effect,
    Exactness,
    LegalForm,
    Lot,
    Measure,
    Participation,
    UnknownReason,
    exchange,
)
from chiho_digital.tables import Link, Stated

TERMS = {
    "publisher": "架空県",
    "published_on": date(2026, 4, 1),
    "uri": "https://example.org/cases.json",
    "ocid_prefix": "ocds-a1b2c3",
}


def maybe(values):
    return st.none() | values


# Every sign there is, halves of surrogate pairs too, and texts that look like something.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(
    ["", " ", "null", "0", "ほか5市", "2021-05(順次)", "/~#%.", '"\\', "\x00\n", "X-JP-LGC-270008", "270008"]
)
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
CODES = st.sampled_from([LocalGovernmentCode(code) for code in ("270008", "352047", "352110", "131041")]) | (
    testing.well_formed_codes()
)
NUMBERS = testing.corporate_numbers()
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)
DAYS = testing.partial_dates(_FIRST, _LAST)
SPANS = testing.periods(_FIRST, _LAST)
STATED = st.builds(Stated, TEXTS, maybe(DAYS), maybe(TEXTS))
LINKS = st.builds(Link, TEXTS, maybe(TEXTS))
AMOUNTS = st.builds(
    Amount,
    scope=st.sampled_from(AmountScope),
    yen=maybe(st.integers(0, MAX_YEN)),
    tax_basis=st.sampled_from(TaxBasis),
    unknown=maybe(st.sampled_from(UnknownReason)),
    period=maybe(SPANS),
    source=maybe(LINKS),
)


@st.composite
def participations(draw):
    body_type = draw(st.sampled_from(BodyType))
    days = sorted(draw(st.tuples(DAYS, DAYS)), key=lambda day: day.start)
    joined, left = (day if draw(st.booleans()) else None for day in days)
    return Participation(
        name=draw(TEXTS),
        code=None if body_type is BodyType.ASSOCIATION else draw(CODES),
        body_type=body_type,
        joined=joined,
        left=left,
        has_left=draw(st.booleans()),
        remark=draw(maybe(TEXTS)),
    )


_FIELDS = {
    "id": TEXTS,
    "prefectures": st.lists(CODES, max_size=2).map(tuple),
    "lead": TEXTS,
    "lead_code": maybe(CODES),
    "lead_words": maybe(TEXTS),
    "legal_form": maybe(st.sampled_from(LegalForm)),
    "kinds": st.lists(TEXTS | st.sampled_from(["電子申請", "生成AI"]), max_size=3).map(tuple),
    "municipal_count": maybe(st.integers(0, 2_000)),
    "participations": st.lists(participations(), max_size=4).map(tuple),
    "unresolved": st.lists(TEXTS, max_size=2).map(tuple),
    "unnamed": maybe(st.integers(0, 50)),
    "names_as_of": maybe(DAYS),
    "observed": maybe(STATED),
    "service_start": maybe(STATED),
    "lots": st.lists(
        st.builds(
            Lot,
            name=maybe(TEXTS),
            supplier=maybe(TEXTS),
            developer=maybe(TEXTS),
            product=maybe(TEXTS),
            remark=maybe(TEXTS),
        ),
        max_size=3,
    ).map(tuple),
    "contract": st.builds(
        Contract,
        form=maybe(st.sampled_from(ContractForm)),
        words=maybe(TEXTS),
        selection_method=maybe(TEXTS),
    ),
    "amounts": st.lists(AMOUNTS, max_size=3).map(tuple),
    "cost_note": maybe(TEXTS),
    "cost_sharing": maybe(TEXTS),
    "saving_note": maybe(TEXTS),
    "status": maybe(TEXTS | st.sampled_from(["in_service", "tendering", "selected"])),
    "status_remark": maybe(TEXTS),
    "grade": st.sampled_from(Grade),
    "confidence": maybe(TEXTS),
    "source_kind": maybe(TEXTS),
    "sources": st.lists(LINKS, max_size=2).map(tuple),
    "notes": maybe(TEXTS),
}
CASES = st.builds(Case, **_FIELDS)


@st.composite
def effects(draw, case_id):
    measure = draw(maybe(st.sampled_from(Measure)))
    counts = maybe(st.integers(0, MAX_YEN)) if measure else st.none()
    saved = draw(maybe(st.integers(-MAX_YEN, MAX_YEN))) if measure else None
    exactness = draw(maybe(st.sampled_from([one for one in Exactness if one is not Exactness.EXACT])))
    days = sorted(draw(st.tuples(DAYS, DAYS)), key=lambda day: day.start)
    since, until = (day if draw(st.booleans()) else None for day in days)
    return Effect(
        case=case_id,
        measure=measure,
        what=draw(maybe(WORDS)),
        saved=saved,
        before=draw(counts),
        after=draw(counts),
        exactness=exactness,
        expected=draw(maybe(st.booleans())),
        tax_basis=draw(st.sampled_from(TaxBasis)),
        bodies=draw(maybe(st.integers(1, 2_000))),
        since=since,
        until=until if since is None or until is None or since.start <= until.end else None,
        said_by=draw(maybe(WORDS)),
        words=draw(WORDS),
        source=draw(maybe(LINKS)),
        grade=draw(st.sampled_from(Grade)),
    )


@st.composite
def publications(draw):
    """Cases with shares and effects of them, and corporate numbers of some who occur in them."""
    cases = draw(st.lists(CASES, min_size=1, max_size=3, unique_by=lambda case: case.id))
    named, shares, said = [], [], []
    for case in cases:
        bodies = [one.key for one in case.participations] + [case.lead_code or case.lead]
        named += [name for name in (*bodies, *(lot.supplier for lot in case.lots)) if name]
        shares += [
            exchange.CostShare(case=case.id, body=body, amount=draw(AMOUNTS))
            for body in draw(st.lists(st.sampled_from(bodies), max_size=2))
        ]
        if case.id and case.id == case.id.encode("utf-8", "replace").decode():
            said += draw(st.lists(effects(case.id), max_size=2))
    numbers = draw(st.dictionaries(st.sampled_from(named), NUMBERS, max_size=3)) if named else {}
    return {"cases": cases, "shares": shares, "effects": said, "corporate_numbers": numbers}


def every_field():
    """The fields of a case that the strategy fills."""
    return set(_FIELDS)
