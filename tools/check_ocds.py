"""Check the export against the official schema of OCDS 1.1.5: `python tools/check_ocds.py FOLDER`.

FOLDER holds `release-package-schema.json` and `dereferenced-release-schema.json` as the standard publishes them; nothing
is fetched. Two packages are checked: the published cases, and a made-up framework agreement with its call-offs. A third
one is broken on purpose, and every one of its faults must be found. Each package is checked against the official schema,
and against the same with our extension merged in. Exit status: 0 all is as it should be, 1 it is not, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from chiho_digital.basics import Grade, PartialDate, TaxBasis
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
    exchange,
    read_cases,
)
from chiho_digital.tables import Link, Stated

_FORMATS = {"date-time", "uri"}
_TERMS: dict[str, Any] = {
    "publisher": "地方デジタル",
    "published_on": date(2026, 4, 1),
    "uri": "https://example.org/cases.json",
    "ocid_prefix": "ocds-a1b2c3",
    "extension_url": "https://example.org/extension.json",
}
# Where a package is broken, how, and what of the schema must say so.
_FAULTS: dict[str, tuple[tuple[str | int, ...], object, str]] = {
    "a day without a time": (("publishedDate",), "2026-04-01", "format"),
    "an address with Japanese in it": (("uri",), "https://example.org/事例", "format"),
    "a version of three parts": (("version",), "1.1.5", "pattern"),
    "a release without an ocid": (("releases", 0, "ocid"), None, "type"),
    "a tag that is none": (("releases", 0, "tag"), ["framework"], "enum"),
    "a date without a zone": (("releases", 1, "date"), "2026-04-01T00:00:00", "format"),
    "an empty name of a buyer": (("releases", 1, "buyer", "name"), "", "minLength"),
    "a party twice": (("releases", 0, "parties"), [{"id": "1"}, {"id": "1"}], "uniqueItems"),
    "a contract without its award": (("releases", 1, "contracts"), [{"id": "1"}], "required"),
}
_OWN_FAULTS: dict[str, tuple[tuple[str | int, ...], object, str]] = {
    "a negative count": (("releases", 0, exchange.OWN, "municipalCount"), -1, "minimum"),
    "a scope that is none": (("releases", 0, exchange.OWN, "amounts", 0, "scope"), "monthly", "enum"),
    "a date that is none": (
        ("releases", 0, exchange.OWN, "participations", 0, "joined"),
        "2026年4月",
        "pattern",
    ),
    "a participation without its body": (
        ("releases", 0, exchange.OWN, "participations", 0),
        {"bodyType": "municipality"},
        "required",
    ),
}


def main() -> int:
    """Check everything and say what was found."""
    if len(sys.argv) != 2:
        _say(f"usage: {sys.argv[0]} FOLDER")
        return 2
    folder = Path(sys.argv[1])
    release = _json(folder / "dereferenced-release-schema.json")
    package = _json(folder / "release-package-schema.json")
    own = _json(exchange.EXTENSION / "release-schema.json")
    official, extended = _validator(package, release), _validator(package, _merged(release, own))
    _say(f"schema: {release['id']}; jsonschema {version('jsonschema')}")

    framework = _framework()
    published = exchange.to_ocds(read_cases().cases, **_TERMS)
    passed = True
    for name, value in (("published cases", published), ("framework agreement", framework)):
        for against, validator in (("official schema", official), ("with our extension", extended)):
            passed &= _valid(f"{name}, {against}", value, validator)
    for what, fault in _FAULTS.items():
        passed &= _found(what, _broken(framework, *fault[:2]), fault, official)
    for what, fault in _OWN_FAULTS.items():
        passed &= _found(what, _broken(framework, *fault[:2]), fault, extended)
    _say("all as it should be" if passed else "NOT as it should be")
    return 0 if passed else 1


def _validator(package: dict[str, Any], release: dict[str, Any]) -> Any:
    """A validator of packages that knows the schema of releases by its address, and checks dates and addresses."""
    jsonschema, referencing = import_module("jsonschema"), import_module("referencing")
    draft4 = import_module("referencing.jsonschema").DRAFT4
    registry = referencing.Registry().with_resource(release["id"], draft4.create_resource(release))
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    if not set(checker.checkers) >= _FORMATS:
        missing = ", ".join(sorted(_FORMATS - set(checker.checkers)))
        raise SystemExit(f"formats not checked: {missing}; install rfc3339-validator and rfc3986-validator")
    for schema in (package, release):
        jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(package, registry=registry, format_checker=checker)


def _merged(schema: Any, patch: dict[str, Any]) -> dict[str, Any]:
    """A schema with an extension merged in, as OCDS does it (RFC 7386)."""
    merged = dict(cast("dict[str, Any]", schema)) if isinstance(schema, dict) else {}
    for key, value in patch.items():
        inner = cast("dict[str, Any]", value)
        merged[key] = _merged(merged.get(key), inner) if isinstance(value, dict) else value
    return merged


def _framework() -> dict[str, Any]:
    """A made-up framework agreement: one body comes later, one has left, one is an association."""
    case = Case(
        id="made-up.framework",
        prefectures=(LocalGovernmentCode("350001"),),
        lead="架空の協議会",
        lead_code=None,
        lead_words="協議会（法定）",
        legal_form=LegalForm.STATUTORY_COUNCIL,
        kinds=("電子申請", "架空の種類"),
        municipal_count=2,
        participations=(
            Participation(
                name="萩市",
                code=LocalGovernmentCode("352047"),
                body_type=BodyType.MUNICIPALITY,
                joined=PartialDate.parse("2025-10"),
            ),
            Participation(
                name="長門市",
                code=LocalGovernmentCode("352110"),
                body_type=BodyType.MUNICIPALITY,
                left=PartialDate.parse("FY2025"),
                has_left=True,
            ),
            Participation(name="架空の組合", code=None, body_type=BodyType.ASSOCIATION),
        ),
        unresolved=("ほか関係団体",),
        unnamed=1,
        names_as_of=None,
        observed=Stated("2026-03", PartialDate.parse("2026-03")),
        service_start=Stated("2025年度から順次", None),
        lots=(Lot(supplier="架空株式会社", product="架空システム"),),
        contract=Contract(
            form=ContractForm.FRAMEWORK_AND_USAGE, words="基本契約と利用契約", selection_method=None
        ),
        amounts=(
            Amount(scope=AmountScope.ANNUAL, yen=1_200_000, tax_basis=TaxBasis.EXCLUDED),
            Amount(scope=AmountScope.TOTAL, yen=None),
        ),
        cost_note=None,
        cost_sharing=None,
        saving_note=None,
        status="in_service",
        status_remark=None,
        grade=Grade.PRIMARY,
        confidence=None,
        source_kind=None,
        sources=(Link("https://example.org/事例"),),
        notes=None,
    )
    effect = Effect(
        case=case.id,
        measure=Measure.HOURS_PER_YEAR,
        saved=300,
        exactness=Exactness.ABOUT,
        expected=True,
        grade=Grade.SECONDARY,
    )
    share = exchange.CostShare(
        case=case.id, body="352047", amount=Amount(scope=AmountScope.ANNUAL, yen=400_000)
    )
    return exchange.to_ocds(
        [case],
        effects=[effect],
        shares=[share],
        corporate_numbers={"架空株式会社": "5835678256246"},
        **_TERMS,
    )


def _broken(package: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    broken = deepcopy(package)
    inner: Any = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return broken


def _valid(name: str, package: dict[str, Any], validator: Any) -> bool:
    """Whether a package, written as text and read again, has no error; they are printed."""
    errors = list(validator.iter_errors(json.loads(json.dumps(package, ensure_ascii=False, allow_nan=False))))
    _say(f"{name}: {len(package['releases'])} releases, {len(errors)} errors")
    for error in errors:
        _say(f"  {error.json_path}: {error.message[:200]}")
    return not errors


def _found(
    what: str,
    package: dict[str, Any],
    fault: tuple[tuple[str | int, ...], object, str],
    validator: Any,
) -> bool:
    """Whether the fault of a broken package is found, and nothing else."""
    path, _, rule = fault
    errors = list(validator.iter_errors(package))
    found = bool(errors) and all(
        error.validator == rule and tuple(error.absolute_path)[: len(path)] == path for error in errors
    )
    _say(f"broken on purpose, {what}: {'found' if found else f'NOT FOUND ({len(errors)} errors)'}")
    return found


def _json(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
