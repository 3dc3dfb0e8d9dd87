"""Puts this folder on the path, for what its tests share; and that of tables, for engines."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tables"))
