"""Puts this folder on the path, for what its tests share, and that of tests of tables, so that summaries run on the same engines."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tables"))
