"""Reads terms that run from the day of the post: «за три дня», «через месяц», «дали неделю»."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from govpost_lint.text.deadlines import dates
from govpost_lint.text.deadlines.periods import Periods

_LONGEST_TERM = 1000  # of any unit; «2025 год» is no term
_GRANT_REACH = 4
"""Items between «дали», «срок», «понадобится» and the term they give."""


class Phrase(NamedTuple):
    """A deadline phrase: items ``first`` to ``end`` (excluded).

    Attributes:
        last: its last day; ``None`` where nobody knows it.
        kind: of the period, or ``term``.
        timed: whether it names an hour.
        basis: see `Period`.
    """

    first: int
    end: int
    last: date | None
    kind: str
    timed: bool = False
    basis: str = ""


class Terms(Periods):
    """Terms of one sentence."""

    def term(self, place: int) -> tuple[int, str, float, bool] | None:
        """Read «две недели», «3–5 рабочих дней», «полгода»: end, unit, number, working days."""
        item = self.at(place)
        if item.kind == "half_unit":
            return place + 1, item.value[0], item.value[1], False
        number, end = 1.0, place
        if item.kind == "number":
            end, number = place + 1, item.value
            while self.at(end).kind in ("—", "and") and self.at(end + 1).kind == "number":
                end, number = end + 2, self.at(end + 1).value
        working = self.at(end).kind == "working"
        end += working or self.at(end).kind in ("calendar", "bathing")
        unit = self.at(end)
        if unit.kind != "unit" or unit.value == "shift" or number > _LONGEST_TERM:
            return None
        return end + 1, unit.value, number, working

    def term_phrase(self, first: int, start: int, prep: str) -> Phrase | None:
        """Read «за три дня», «через месяц», «в двухнедельный срок», «дали неделю»."""
        adjective = self.at(start)
        if adjective.kind == "term_adj" and self.at(start + 1).kind == "term":
            unit, number = adjective.value
            return self.termed(first, start + 2, unit, number, False)
        near = prep in ("in", "within") and self.at(start).kind == "near"
        place = start + near
        term = self.term(place)
        if not term:
            return None
        end, unit, number, working = term
        counted = self.at(place).kind in ("number", "half_unit")
        fits = (
            prep in ("within", "after")
            or (near and (counted or unit in ("week", "month", "year", "quarter")))
            or (prep == "to" and counted and unit in ("day", "week", "month") and number < 100)
            or (not prep and unit not in ("minute", "hour") and self._granted(first))
        )
        if near and not counted and self.at(place).value == "day":
            return None  # «в ближайшие дни» names no day
        if not fits or (self.at(end).kind in ("ago", "to", "following") and self._before(end)):
            return None
        return self.termed(first, end, unit, number, working)

    def _before(self, end: int) -> bool:
        """Whether «до» or «после» of an event follows: «за три дня до отъезда»."""
        if self.at(end).kind != "to":
            return True
        return self.read(end + 1, "to", bare=True) is None

    def _granted(self, first: int) -> bool:
        return any(self.at(first - back).kind in ("grant", "term")
                   for back in range(1, _GRANT_REACH))  # fmt: skip

    def termed(
        self, first: int, end: int, unit: str, number: float, working: bool = False
    ) -> Phrase:
        """Return the phrase of a term that runs from the moment of the post."""
        last = dates.add_term(self.moment, unit, number, working)
        return Phrase(first, end, last, "term", unit in ("minute", "hour"))
