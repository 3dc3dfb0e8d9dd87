"""A package that leans on this library is installed into an environment of its own, and its tests pass there."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "downstream"


def run(*command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_tests_of_a_package_that_leans_on_this_library_pass(tmp_path):
    folder = tmp_path / "town_portal"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # What it needs is what we have installed, without a network: the library as it is here, with its entry points.
    paths = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    site.joinpath("here.pth").write_text(
        "".join(f"import site; site.addsitedir({path!r})\n" for path in paths)
    )
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"),
        *("--no-build-isolation", "--no-index", "--disable-pip-version-check", folder),
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PYTEST"))
    }

    told = run(python, "-m", "pytest", "-p", "no:cacheprovider", "-q", cwd=folder, env=environment)
    assert "6 passed" in told
    where = run(python, "-c", "import town_portal; print(town_portal.__file__)", env=environment)
    assert Path(where.strip()).is_relative_to(site)
