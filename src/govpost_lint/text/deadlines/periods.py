"""Reads any stretch of time from items: «следующей неделе», «III квартала 2027 года», «Пасхи».

As in `days`, each method takes the place of the first item. Prepositions are the business of
`reader`.
"""

from __future__ import annotations

from datetime import date

from govpost_lint.text.deadlines import dates
from govpost_lint.text.deadlines.dates import DAY, Period
from govpost_lint.text.deadlines.days import Days, Read

_HEATING = "15 сентября: к этому дню к отопительному периоду готовы потребители тепла"
"""Rules of readiness for the heating season (Минэнерго № 103 of 12.03.2013, п. 27; № 2234 of
13.11.2024): consumers by 15 September, heat suppliers by 1 November."""
_SCHOOL_YEAR = "учебный год: с 1 сентября по 31 мая"


class Periods(Days):
    """All periods that Russian names."""

    def read(self, place: int, prep: str, bare: bool = False) -> Read:
        """Return the period named at ``place``.

        Args:
            place: after the preposition.
            prep: kind of the preposition, or empty.
            bare: a unit may stand alone, as in «до конца недели».
        """
        for reader in (self._relative, self._date, self._weekday, self._month, self._season):
            found = reader(place, prep)
            if found:
                return found
        return (
            self._unit(place, bare)
            or self._year(place, prep)
            or self._feast(place, prep)
            or self._event(place, prep, bare)
            or self._hour(place, prep)
        )

    # ---- units ----

    def _unit(self, place: int, bare: bool) -> Read:
        which = self.at(place).kind
        item = self.at(place + 1)
        if which in ("ordinal", "number", "roman"):
            return self._numbered(place)
        if which in ("this", "next", "near"):
            if item.kind == "weekend":
                start = dates.week(self.day, which == "next").first
                return self._weekend(place + 2, start)
            if item.kind == "working" and self.at(place + 2).value == "week":
                ahead = int(which == "next")
                return place + 3, self._working_week(ahead)
            vague = which == "near" and item.value == "day"  # «в ближайшие дни»
            if item.kind != "unit" or item.value in ("minute", "hour") or vague:
                return None
            now = dates.current(self.day, item.value)
            ahead = which == "next" and item.value != "day"
            return place + 2, now._replace(repeats=item.value).later() if ahead else now
        if which == "weekend":
            return self._weekend(place + 1, dates.week(self.day).first)
        if which == "working" and item.kind == "unit" and bare:
            if item.value == "week":
                return place + 2, self._working_week(0)
            return place + 2, self._single(self.day)
        unit = self.at(place)
        if not bare or unit.kind != "unit" or unit.value in ("minute", "hour"):
            return None
        repeats = unit.value if unit.value in ("week", "month", "quarter", "half", "year") else ""
        return place + 1, dates.current(self.day, unit.value)._replace(repeats=repeats)

    def _working_week(self, ahead: int) -> Period:
        found = dates.week(self.day, ahead)
        return found._replace(last=found.last - 2 * DAY, repeats="" if ahead else "week")

    def _weekend(self, end: int, monday: date) -> Read:
        if self.at(end).value == "day" and self.at(end).kind == "unit":
            end += 1
        saturday = monday + 5 * DAY
        return end, Period(saturday, saturday + DAY, "weekend", "week")

    def _numbered(self, place: int) -> Read:
        """Read «III квартал 2027 года», «второе полугодие»."""
        number, unit = self.at(place).value, self.at(place + 1)
        length = {"quarter": 3, "half": 6}.get(unit.value if unit.kind == "unit" else "", 0)
        if not length or number not in range(1, 12 // length + 1):
            return None
        end, year, repeats = self._year_after(place + 2)
        start = int(number - 1) * length + 1
        return end, dates.months(year, start, length, unit.value)._replace(repeats=repeats)

    def _year(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "new" and self.at(place + 1).kind in ("number", "unit"):
            return self._new_year(place)
        end, number = self._years(place)
        short = item.kind == "ordinal" and 20 <= item.value < 100  # «в 27-м году»
        if short and prep and self.at(place + 1).value == "year":
            return place + 2, dates.year(2000 + int(item.value))
        if not number:
            return None
        has_word = self.at(end).kind == "unit" and self.at(end).value == "year"
        ordinal = self.at(end - 1).kind == "ordinal"
        if not (
            has_word
            or (ordinal and prep)
            or (prep and self.at(end).kind in ("", ",", ")", "—", "sign"))
        ):
            return None
        return end + has_word, dates.year(number)

    def _years(self, place: int) -> tuple[int, int]:
        end, number = place, 0
        while self.at(end).kind in ("number", "ordinal") and 2000 <= self.at(end).value <= 2100:
            end, number = end + 1, int(self.at(end).value)
            if self.at(end).kind in ("—", "and") and self.at(end + 1).kind in ("number", "ordinal"):
                end += 1
        return end, number

    def _new_year(self, place: int) -> Read:
        end = place + 1
        number = self.day.year + 1
        if self.at(end).kind == "number":
            end, number = end + 1, int(self.at(end).value)
        if self.at(end).value != "year":
            return None
        return end + 1, self._single(date(number - 1, 12, 31), "year", "new_year")

    # ---- feasts, events, hours ----

    def _feast(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "feast":
            return self._feast_day(place + 1, item.value)
        if item.kind == "feast_of" and self.at(place + 1)[:2] == ("unit", "day"):
            return self._feast_day(place + 2, item.value)  # «к Ильину дню»
        holidays = self.at(place + 1).kind == "holidays"
        if item.kind == "new_year" and holidays:
            return self._feast_day(place + 2, (12, 31))
        if item.kind == "may" and (holidays or prep in ("to", "by")):
            return self._feast_day(place + 1 + holidays, (5, 1))
        if item.kind == "unit" and item.value == "day" and prep in ("to", "by", "in", "on"):
            if self.at(place + 1).kind == "feast_name":
                name = self.at(place + 1).value  # «народного единства», «защитника Отечества»
                return self._feast_day(place + 2 + (name in ((11, 4), (2, 23))), name)
            if prep in ("to", "by") and self.at(place + 1).kind == "other":
                return place + 2, self._single(self.day, "", "event")
        return None

    def _feast_day(self, end: int, name: dates.Feast) -> Read:
        found = dates.feast(self.day.year, name)
        if found < self.day:
            found = dates.feast(self.day.year + 1, name)
        return end, self._single(found)

    def _event(self, place: int, prep: str, bare: bool) -> Read:
        start = place + 1 if self.at(place).kind in ("new", "this", "next", "ordinal") else place
        kind, unit = self.at(start).kind, self.at(start + 1)
        if kind == "school" and unit.kind == "unit" and unit.value == "year":
            began = self.day.year - (bare and self.day.month <= 5)
            days = (date(began, 9, 1), date(began + 1, 5, 31))
            whole = Period(*days, "year", "year", _SCHOOL_YEAR)
            return start + 2, whole
        if kind == "heating" and unit.kind == "season_word" and prep in ("to", "by"):
            return start + 2, self._feast_day(0, (9, 15))[1]._replace(basis=_HEATING)  # type: ignore[index]
        if kind in ("heating", "bathing") and unit.kind in ("season_word", "holidays"):
            return start + 2, self._single(self.day, "", "event")
        if prep in ("to", "by") and (
            kind in ("event", "holidays", "season_word") or (kind == "month_adj" and bare)
        ):
            return start + 1, self._single(self.day, "", "event")
        return None

    def _hour(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "clock":
            return place + 1, self._clock(*item.value)
        if item.kind == "dot" and prep:
            hour, minute, year = item.value
            if hour <= 24 and minute < 60 and not year:
                return place + 1, self._clock(hour, minute)
        one = item.kind == "unit" and item.value == "hour"  # «в час дня»
        if (item.kind == "number" or one) and prep in ("to", "by", "in", "from"):
            start = place + 1 if item.kind == "number" else place
            hour = item.value if item.kind == "number" else 1
            return self._clock_words(start, hour, item.kind == "number")
        if item.kind == "daypart" and prep in ("to", "by", "in"):
            day = self._weekday(place + 1, prep) or self._date(place + 1, prep)
            return day or (place + 1, self._part(item.value))  # «к утру понедельника»
        return (place + 1, self._part(item.value)) if item.kind == "part" else None

    def _clock_words(self, end: int, hour: float, counted: bool) -> Read:
        """Read «18 часов», «10 утра», «час дня», «6 часов вечера»."""
        if hour not in range(25):
            return None
        has_unit = self.at(end).kind == "unit" and self.at(end).value == "hour"
        end += has_unit
        part = self.at(end)
        part_name = "day" if part.kind == "unit" and part.value == "day" else part.value
        if part.kind == "daypart" or (part.kind == "unit" and part.value == "day" and hour < 12):
            end += 1
            if part_name in ("day", "evening") and hour < 12:
                hour += 12
        elif not (has_unit and counted):
            return None
        return end, self._clock(int(hour), 0)

    def _clock(self, hour: int, minute: int) -> Period:
        gone = (hour, minute) < (self.moment.hour, self.moment.minute)
        return self._single(self.day + gone * DAY, "", "clock")

    def _part(self, name: str) -> Period:
        """The next morning, night, day or evening; of the night the morning it ends with."""
        begins = {"morning": 7, "night": 0, "day": 17, "evening": 23}[name]
        return self._single(self.day + (self.moment.hour >= begins) * DAY, "", "part")
