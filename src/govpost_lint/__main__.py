"""``python -m govpost_lint``."""

from govpost_lint.cli import run

if __name__ == "__main__":
    run()
