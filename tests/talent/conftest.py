"""Puts this folder on the path, so that the tests of talent can share the costs they reckon; and that of random costs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
