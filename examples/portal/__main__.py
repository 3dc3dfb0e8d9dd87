"""The portal's commands, run as `python -m portal COMMAND` from the folder `examples`; `--help` lists them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from chiho_digital.basics import ChihoDigitalError
from chiho_digital.governments import LAST_CHECKED

from .board import BoardError
from .commands import GROUPS
from .commands.words import CommandError
from .store import StoreHeld

_FOLDER = Path(__file__).parent / ".data"


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; 2 if it could not be done, 130 if it was interrupted."""
    parser = argparse.ArgumentParser(prog="portal", description="The example portal of chiho_digital.")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where stores and tokens lie")
    parser.add_argument("--as-of", type=date.fromisoformat, default=LAST_CHECKED, help="the day of the data")
    commands = parser.add_subparsers(required=True)
    for group in GROUPS:
        group.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        chosen.run(chosen)
    except (ChihoDigitalError, CommandError, BoardError, StoreHeld, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
