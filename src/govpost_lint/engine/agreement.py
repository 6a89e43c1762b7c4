"""Agreement of two readings in case, number and gender."""

from __future__ import annotations

from govpost_lint.text.reading import Reading

_CASES = frozenset(["nomn", "gent", "datv", "accs", "ablt", "loct", "voct"])
_NUMBERS = frozenset({"sing", "plur"})
_GENDERS = frozenset({"masc", "femn", "neut"})
_COMMON_GENDER = frozenset({"ms-f", "gndr", "fixd"})


def agree(left: Reading, right: Reading) -> bool:
    """Whether two readings agree; a category that one of them lacks does not count.

    The plural has no gender; words of common gender (сирота, коллега) and indeclinable ones fit
    any.
    """
    for category in (_CASES, _NUMBERS):
        a, b = left.grammemes & category, right.grammemes & category
        if a and b and not a & b:
            if "fixd" in left.grammemes or "fixd" in right.grammemes:
                continue
            return False
    if "plur" in left.grammemes or "plur" in right.grammemes:
        return True
    if (left.grammemes | right.grammemes) & _COMMON_GENDER:
        return True
    a, b = left.grammemes & _GENDERS, right.grammemes & _GENDERS
    return not a or not b or bool(a & b)
