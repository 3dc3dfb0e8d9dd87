"""`python -m chiho_digital`: the command line."""

from .cli import main

raise SystemExit(main())
