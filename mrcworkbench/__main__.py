"""`python -m mrcworkbench` is the same as `mrcworkbench`."""

import sys

from mrcworkbench.cli import main

sys.exit(main())
