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

_pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "README.ja.md", "docs/**/*.md"],
    name="page",
)
_docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/chiho_digital/*.py", "src/chiho_digital/**/*.py"],
    name="docstring",
)

pytest_collect_file = (_pages + _docstrings).pytest()
