"""Puts this folder on the path, so that the tests of talent can share the costs they reckon; that of tables, for engines; and that of random costs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tables"))
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
