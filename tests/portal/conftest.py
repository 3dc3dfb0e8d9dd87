"""The fixtures of the portal's tests; what they are made of lies in portal_running.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from portal_running import browser, client, site

__all__ = ["browser", "client", "site"]
