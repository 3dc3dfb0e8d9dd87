"""Puts this folder on the path, so that the tests of the bond can share the projects they fund; and that of tables, for engines."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tables"))
