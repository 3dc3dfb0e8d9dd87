"""What the tests of plots share: the pictures of the guide, made of real records, and what a machine must have to draw them."""

import os
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from chiho_digital.basics import Text
from chiho_digital.plots import MissingFont, tile_map

SCRIPT = Path(__file__).parents[2] / "examples" / "plots.py"
NAMES = (
    "tile-map",
    "outline-map",
    "bars",
    "timeline",
    "shares",
    "funding",
    "repayment",
    "outlook",
    "distribution",
    "load",
    "scaling",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def script():
    spec = spec_from_file_location("plots_of_the_guide", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def pictures(script):
    found = dict(script.pictures())
    assert tuple(found) == NAMES
    return found


@pytest.fixture(params=NAMES)
def picture(request, pictures):
    return pictures[request.param]


def missing(what):
    if os.environ.get("CI"):
        pytest.fail(f"{what}; CI must install one (.ci/run does)")
    pytest.skip(what)  # only outside CI: a new user need not have it


@pytest.fixture(scope="session")
def japanese_font():
    """A machine that draws Japanese."""
    try:
        tile_map({}, title=Text("題", "title"), unit=Text("件", "cases")).to_png(scale=0.1)
    except MissingFont as error:
        missing(error.message("en"))


@pytest.fixture(scope="session")
def browser():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or missing(f"no browser to look with: none of {', '.join(BROWSERS)} is on the PATH")
