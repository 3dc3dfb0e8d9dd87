"""What every test run shares: Hypothesis profiles, and the examples of README, docs and docstrings as tests."""

import os
from doctest import ELLIPSIS

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

# A package of its own, tested in an environment of its own by tests/testing/test_downstream.py.
collect_ignore = ["tests/downstream"]

_DEEP = ("", "*/", "*/*/")  # in these patterns ** is no more than *
_pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "README.ja.md", *(f"docs/{folders}*.md" for folders in _DEEP)],
    name="page",
)
_docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=[f"src/chiho_digital/{folders}*.py" for folders in _DEEP],
    name="docstring",
)

pytest_collect_file = (_pages + _docstrings).pytest()
