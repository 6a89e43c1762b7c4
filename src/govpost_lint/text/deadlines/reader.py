"""Reads whole deadline phrases: preposition, edge («до конца», «в середине»), period or term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from govpost_lint.text.deadlines.dates import DAY, Period, edge_day, plain_day
from govpost_lint.text.deadlines.terms import Phrase, Terms

_PREPOSITIONS = frozenset("to by from in on within after through".split())
_EDGES = ("begin", "middle", "end")
_STANDING = frozenset(("—", ":", "(", "sign", ""))
"""What must stand before a month, weekday or year without preposition: «срок — июнь»."""
_NEVER_FIRST = frozenset(("other", "verb", "sign", ",", "—", ":", "(", ")", "grant", "and"))
"""Kinds with which no date or term begins."""


_SAME_DAY = (("weekday", "day"), ("day", "weekday"), ("day", "day"), ("weekend", "day"))
"""Kinds of neighbours that may name one day: «в пятницу, 5 июня»."""


class Phrases(Terms):
    """Deadline phrases of one sentence."""

    def all(self) -> list[Phrase]:
        """Return the phrases in order, neighbours that name one moment joined."""
        found: list[Phrase] = []
        place = 0
        while place < len(self.items):
            item = self.items[place]
            if item.kind == "other":  # most words
                place += 1
                continue
            phrase = self.phrase(place) if self._may_begin(place, item.kind) else None
            if phrase is None:
                place = self._skipped(place)
                continue
            if found and (joined := self._join(found[-1], phrase)):
                found[-1] = joined
            else:
                found.append(phrase)
            place = phrase.end
        return [phrase for phrase in found if phrase.last is None or phrase.last >= self.day]

    def _may_begin(self, place: int, kind: str) -> bool:
        """A cheap test: most words and most prepositions begin no deadline."""
        if kind in _PREPOSITIONS:
            place += 1
            if place == len(self.items):
                return False
            kind = self.items[place].kind
        following = self.at(place + 1).kind
        if kind == "number" and following == "other":  # «до 5 метров»
            return False
        return following == "later" if kind == "not" else kind not in _NEVER_FIRST

    def _skipped(self, place: int) -> int:
        """Step over what looks like a deadline and is none: «после 5 мая», «прошлой весной»."""
        item = self.at(place)
        if item.kind == "following" or (
            item.kind == "not" and self.at(place + 1).kind == "earlier"
        ):
            start = place + (1 if item.kind == "following" else 2)
            start += self.at(start).kind in ("than", *_PREPOSITIONS)
            start += self.at(start).kind in _EDGES
            found = self.read(start, "to", bare=True) or self.term(start)
            if found and self.at(found[0]).kind in ("number", "ordinal", "relative"):
                found = self.read(found[0], "") or found  # «после 19:00 31 декабря»
            return found[0] if found else place + 1
        if item.kind in ("past", "every"):
            start = place + 1
            found = self.read(start, "in", bare=True)
            return found[0] if found else place + 1
        if item.kind == "from" and self.at(place + 1).kind in ("number", "clock", "dot"):
            hours = self._office_hours(place)
            return hours or place + 1
        if item.kind in ("number", "unit"):
            term = self.term(place)
            if term and self.at(term[0]).kind == "ago":
                return term[0] + 1
        return place + 1

    def _office_hours(self, place: int) -> int:
        """Step over «с 9 до 18», which is no deadline."""
        end = place + 2
        if self.at(end).kind == "unit" and self.at(end).value == "hour":
            end += 1
        second = self.at(end + 1).kind
        if self.at(end).kind not in ("to", "through") or second not in ("number", "clock", "dot"):
            return 0
        days = second == "number" and (
            self.at(end).kind == "through" or self.at(end + 2).kind in ("month", "count")
        )
        return 0 if days else end + 2

    # ---- one phrase ----

    def phrase(self, first: int) -> Phrase | None:
        """Return the deadline phrase that begins with item ``first``."""
        start, prep = self._preposition(first)
        if prep == "during":
            return self._during(first, start)
        if self.at(start).kind in ("past", "every"):
            return None
        if prep == "from" and self._office_hours(first):
            return None
        ranged = self._range(first, start) if prep == "from" else None
        return (
            ranged
            or self._edged(first, start, prep)
            or self.term_phrase(first, start, prep)
            or self._whole(first, start, prep)
        )

    def _preposition(self, place: int) -> tuple[int, str]:
        """Read «до», «не позднее», «не позже чем через», «в срок до», «в течение»."""
        start, prep = place, ""
        if self.kinds(start, "not", "later"):
            start, prep = start + 2, "to"
            start += self.at(start).kind == "than"
        elif self.kinds(start, "in", "term", "to"):
            start += 2
        if self.kinds(start, "in", "course"):
            return start + 2, "during"
        if self.at(start).kind in _PREPOSITIONS:
            return start + 1, self.at(start).kind
        return start, prep

    def _range(self, first: int, start: int) -> Phrase | None:
        """Read «с 3 по 7 июня», «с пятницы на субботу»: the second end."""
        begin = self.read(start, "from", bare=True)
        middle = begin[0] if begin else start + 1
        if not begin and self.at(start).kind not in ("number", "ordinal"):
            return None
        if self.at(middle).kind not in ("through", "to", "on"):
            return None
        second = self.read(middle + 1, "through", bare=True)
        if not second:
            return None
        end, period = second
        if period.kind in ("clock", "part"):
            return None
        return self._made(first, end, period, period.last)

    def _edged(self, first: int, start: int, prep: str) -> Phrase | None:
        """Read «до конца мая», «в первой половине июля», «к началу учебного года»."""
        edge, place = "", start
        if self.at(place).kind == "last" and self.at(place + 1).kind in ("unit", "count"):
            edge, place = "end", place + 2
        elif self.at(place).kind in _EDGES:
            edge, place = self.at(place).kind, place + 1
        elif self.kinds(place, "ordinal", "half"):
            edge = "middle" if self.at(place).value == 1 else "end"
            place += 2
        if not edge or not (prep or self.at(first - 1).kind in _STANDING):
            return None
        found = self.read(place, prep or "in", bare=True)
        if not found or found[1].kind in ("clock", "part"):
            return None
        end, period = found
        following = end + (self.at(end).kind in ("—", "and"))
        if following > end and self.at(following).kind in _EDGES:  # «в конце мая — начале июня»
            second = self._edged(first, following, prep or "in")
            if second:
                return second
        return self._resolved(first, end, period, lambda p: edge_day(p, edge, prep))

    def _whole(self, first: int, start: int, prep: str) -> Phrase | None:
        found = self.read(start, prep)
        if not found:
            return None
        end, period = found
        if not prep and not self._stands_alone(first, period):
            return None
        if prep == "within" and period.kind not in ("season", "weekend", "week", "month", "part"):
            return None
        if prep == "within" and self.at(start).kind == "month":  # «за октябрь доплатят в декабре»
            return None
        if prep == "after" or (prep == "on" and period.kind == "clock"):
            return None
        return self._resolved(first, end, period, lambda p: plain_day(p, prep))

    def _stands_alone(self, first: int, period: Period) -> bool:
        if period.kind in ("day", "clock", "part", "quarter", "half"):
            return True
        if self.at(first).kind == "seasonal":
            return True
        if period.kind == "season" and self.at(first + 1).kind == "seasonal":
            return True
        return self.at(first - 1).kind in _STANDING and period.kind != "event"

    def _during(self, first: int, start: int) -> Phrase | None:
        """Read «в течение двух недель», «в течение дня», «в течение июня»."""
        day = start + (self.at(start).kind == "working")
        if self.at(day).kind == "unit" and self.at(day).value in ("day", "shift"):
            return Phrase(first, day + 1, self.day, "day")
        near = self.at(start).kind == "near"
        term = self.term(start + near)
        if term:
            return self.termed(first, *term)
        found = self.read(start, "in", bare=True)
        if not found:
            return None
        return self._resolved(first, found[0], found[1], lambda p: p.last)

    # ---- making and joining ----

    def _resolved(
        self, first: int, end: int, period: Period, choose: Callable[[Period], date]
    ) -> Phrase:
        last = choose(period)
        for _ in range(3):
            if last >= self.day or not period.repeats:
                break
            period = period.later()
            last = choose(period)
        if period.kind == "event":
            return Phrase(first, end, None, "event")
        return self._made(first, end, period, last)

    def _made(self, first: int, end: int, period: Period, last: date) -> Phrase:
        return Phrase(first, end, last, period.kind, period.kind == "clock", period.basis)

    def _join(self, one: Phrase, two: Phrase) -> Phrase | None:
        """Join «завтра до 18:00», «в пятницу, 5 июня», «на следующей неделе в среду»."""
        between = [item.kind for item in self.items[one.end : two.first]]
        if between not in ([], [","], ["("]) or one.last is None or two.last is None:
            return None
        kinds = (one.kind, two.kind)
        timed = one.timed or two.timed
        if two.kind in ("clock", "part") and one.kind in ("day", "weekday", "part", "clock"):
            last = max(one.last, two.last) if one.kind in ("part", "clock") else one.last
            return one._replace(end=two.end, last=last, timed=timed)
        if one.kind in ("clock", "part") and two.kind in ("day", "weekday"):
            return two._replace(first=one.first, timed=timed)
        if kinds in _SAME_DAY and between != ["("]:
            if kinds == ("day", "day") and self.at(one.first).kind != "relative":
                return None
            return two._replace(first=one.first, timed=timed, last=max(one.last, two.last)
                                if kinds == ("day", "weekday") else two.last)  # fmt: skip
        if "week" in kinds and "weekday" in kinds:
            week, weekday = (one, two) if one.kind == "week" else (two, one)
            assert week.last is not None
            assert weekday.last is not None
            last = week.last + (weekday.last.weekday() - 6) * DAY
            return Phrase(one.first, two.end, last, "weekday", timed)
        return None
