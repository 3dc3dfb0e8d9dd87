"""Puts this folder on the path, so that the tests of the engine can share the worlds they draw from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
