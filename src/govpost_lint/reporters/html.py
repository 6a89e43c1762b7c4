"""Pages: one self-contained file each, every text escaped, no script, nothing from the network."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from govpost_lint.reporters import wording
from govpost_lint.reporters.excerpt import visible


@cache
def environment(package: str) -> Environment:
    """Return the templates of a package, and those that all pages share.

    Args:
        package: where the folder ``templates`` lies.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("govpost_lint.reporters")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        decimal=wording.decimal,
        short=lambda number: wording.short(round(number, 1)),
        seen=visible,
    )
    return made
