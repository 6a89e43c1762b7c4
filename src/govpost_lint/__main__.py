"""``python -m govpost_lint``."""

import sys

from govpost_lint.cli import main

if __name__ == "__main__":
    sys.exit(main())
