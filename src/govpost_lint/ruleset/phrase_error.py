"""The error of all that is written in one line: phrases, expressions, templates, formulas."""

from __future__ import annotations


class PhraseError(ValueError):
    """A mistake in a phrase, an expression, a template or a formula.

    Attributes:
        offset: where in the line, code points from 0.
        message: what is wrong, in Russian; hint: the way out.
    """

    def __init__(self, offset: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint
