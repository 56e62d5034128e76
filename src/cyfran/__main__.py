"""`python -m cyfran` is the same door as `cyfran`."""

import sys

from cyfran.cli.main import main

sys.exit(main())
