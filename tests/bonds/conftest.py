"""Puts this folder on the path, so that the tests of the bond can share the projects they fund."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
