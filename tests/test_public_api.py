"""The public API is the one of the snapshot, the changelog knows of it, and every module says what is its own."""

import ast
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

import chiho_digital

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import api_snapshot

ROOT = Path(__file__).parents[1]
PACKAGE = Path(chiho_digital.__file__).parent
NAMELESS = {
    "__main__.py",
    "_version.py",
    "testing/_needed.py",
}  # run, read by the build, imported for what it does
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).as_posix() not in NAMELESS
}
KEPT = (ROOT / "tests" / "public_api.txt").read_text(encoding="utf-8")


def named(tree):
    """What a module names in `__all__`, as written."""
    for node in tree.body:
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AnnAssign) and [ast.unparse(each) for each in targets] == [
            "__all__"
        ]:
            return ast.literal_eval(node.value)
    return None


def defined(tree):
    """The functions, classes and constants that a module defines at its top, and does not mark as its own with `_`."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                names = [name]
            case ast.Assign(targets=targets):
                names = [
                    part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
                ]
            case ast.AnnAssign(target=ast.Name(id=name)):
                names = [name]
            case _:
                names = []
        yield from (name for name in names if not name.startswith("_"))


def test_the_api_is_the_one_of_the_snapshot_and_of_the_changelog():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert [] == api_snapshot.problems(api_snapshot.snapshot(), KEPT, changelog)


def test_a_change_of_the_api_is_refused_with_what_to_do():
    now = KEPT.replace(
        "FiscalYear.parse: classmethod (text: str)", "FiscalYear.parse: classmethod (words: str)"
    )
    stated = f"## [Unreleased]\n\nPublic API: `{api_snapshot.digest(KEPT)}`\n"

    *changed, _, first, second = api_snapshot.problems(now, KEPT, stated)
    assert any(
        line.startswith("+chiho_digital.basics.FiscalYear.parse: classmethod (words: str)")
        for line in changed
    )
    assert "python tools/api_snapshot.py" in first
    assert api_snapshot.digest(now) in second
    assert [] == api_snapshot.problems(KEPT, KEPT, stated)


@pytest.mark.parametrize(
    "changelog",
    [
        "## [Unreleased]\n\n### Added\n",
        "## [Unreleased]\n\nPublic API: `000000000000`\n\n## [0.1.0]\n\nPublic API: `{digest}`\n",
    ],
)
def test_a_new_snapshot_without_a_change_of_the_changelog_is_refused(changelog):
    found = api_snapshot.problems(KEPT, KEPT, changelog.format(digest=api_snapshot.digest(KEPT)))

    assert f"Public API: `{api_snapshot.digest(KEPT)}`" == found[-1]


def test_after_a_release_the_newest_digest_counts():
    changelog = f"## [Unreleased]\n\n## [0.1.0]\n\nPublic API: `{api_snapshot.digest(KEPT)}`\nPublic API: `000000000000`"

    assert [] == api_snapshot.problems(KEPT, KEPT, changelog)


def test_the_snapshot_holds_every_name_of_every_room_once_and_says_its_type():
    lines = KEPT.splitlines()
    names = [re.match(r"[\w.]+", line)[0] for line in lines]

    assert lines == sorted(set(lines))
    for module in api_snapshot.public_modules():
        assert {f"{module.__name__}.{name}" for name in module.__all__} <= set(names)
    for line in (
        "chiho_digital.basics.FiscalYear.parse: classmethod (text: str) -> FiscalYear",
        "chiho_digital.bonds.Project.cost: field int | None = None",
        "chiho_digital.bonds.TaxBasis: is chiho_digital.basics.TaxBasis",
        "chiho_digital.governments.LAST_CHECKED: constant date",
        "chiho_digital.governments.UnknownName: class(ChihoDigitalError, LookupError)",
        "chiho_digital.rules.Outcome.ELIGIBLE: member 'eligible'",
        "chiho_digital.rules.Fact.__get__: method (instance: None, owner: type[Any]) -> Self",
    ):
        assert line in lines
    for sign in (" at 0x", "PosixPath", str(ROOT), "Unknown]", "typing."):
        assert sign not in KEPT


@pytest.mark.parametrize("path", MODULES)
def test_a_module_says_what_others_may_take_from_it(path):
    tree = MODULES[path]
    names = named(tree)

    if names is None:
        code = [node for node in tree.body if not isinstance(node, ast.Expr)]
        assert [] == code, "code without __all__"
        return
    place = path.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")
    module = import_module(f"chiho_digital.{place}".strip("."))
    assert names == module.__all__
    assert len(set(names)) == len(names)
    assert [] == [name for name in names if not hasattr(module, name)]
    assert [] == [name for name in names if name.startswith("_") and name != "__version__"]


@pytest.mark.parametrize("module", api_snapshot.public_modules(), ids=lambda module: module.__name__)
def test_a_public_module_holds_nothing_that_looks_public_and_is_not(module):
    path = Path(module.__file__).relative_to(PACKAGE).as_posix()

    assert set() == set(defined(MODULES[path])) - set(module.__all__)
