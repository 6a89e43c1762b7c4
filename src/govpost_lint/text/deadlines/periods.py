"""Reads a stretch of time from items: «15 сентября», «следующей неделе», «III квартала 2027 года».

Each function takes the place of the first item and returns the place after the last one and the
period, or nothing. Prepositions are the business of `reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from govpost_lint.text.deadlines import dates
from govpost_lint.text.deadlines.dates import DAY, Period
from govpost_lint.text.deadlines.words import Item

Read = tuple[int, Period] | None

_NOTHING = Item("", 0, 0, 0)
_BETWEEN = ("—", "and", ",")
_HEATING = "15 сентября: к этому дню к отопительному периоду готовы потребители тепла"
"""Rules of readiness for the heating season (Минэнерго № 103 of 12.03.2013, п. 27; № 2234 of
13.11.2024): consumers by 15 September, heat suppliers by 1 November."""
_SCHOOL_YEAR = "учебный год: с 1 сентября по 31 мая"


class Periods:
    """The items of a sentence, read against the day of the post."""

    def __init__(self, items: Sequence[Item], moment: datetime) -> None:
        self.items = items
        self.moment = moment
        self.day = moment.date()

    def at(self, place: int) -> Item:
        """Return the item at ``place``; one of no kind beyond the ends."""
        return self.items[place] if 0 <= place < len(self.items) else _NOTHING

    def kinds(self, place: int, *kinds: str) -> bool:
        """Whether the items from ``place`` on are of these kinds."""
        return all(self.at(place + n).kind == kind for n, kind in enumerate(kinds))

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

    # ---- days ----

    def _single(self, day: date, repeats: str = "", kind: str = "day") -> Period:
        return Period(day, day, kind, repeats)

    def _relative(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "relative":
            end = place + 1
            if self.at(end).kind in ("—", "and") and self.at(end + 1).kind == "relative":
                item, end = self.at(end + 1), end + 2
            return end, self._single(self.day + item.value * DAY)
        if item.kind == "relative_adj" and self.at(place + 1).kind in ("unit", "daypart"):
            return place + 2, self._single(self.day + item.value * DAY)
        return None

    def _date(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "dot":
            return self._numeric(place, prep)
        if item.kind not in ("number", "ordinal"):
            return None
        end, number = self._numbers(place)
        named = self.at(end)
        if named.kind == "month" and 1 <= number <= 31:
            end, own_year, repeats = self._year_after(end + 1)
            return self._dated(end, int(number), named.value, own_year, repeats)
        if named.kind == "count" and number <= 31 and self.at(end + 1).kind != "month":
            end += 1
            if self.at(end).kind == "every":
                return None
            if self.kinds(end, "this", "unit") or self.kinds(end, "next", "unit"):
                ahead = self.at(end).kind == "next"
                start = dates.add_months(self.day.replace(day=1), int(ahead))
                return self._in_month(end + 2, int(number), start, "")
            return self._in_month(end, int(number), self.day.replace(day=1), "month")
        last = self.at(end - 1)
        after = self.at(end)
        if (
            last.kind == "ordinal"
            and prep in ("to", "by", "from", "through")
            and 1 <= number <= 31
            and after.kind not in ("other", "unit", "half", "new", "school", "weekday", "season")
        ):
            return self._in_month(end, int(number), self.day.replace(day=1), "month")
        return None

    def _numbers(self, place: int) -> tuple[int, float]:
        """Read «5», «5–7», «5 и 6»: the last one."""
        end, number = place + 1, self.at(place).value
        while (
            self.at(end).kind in _BETWEEN
            and self.at(end + 1).kind in ("number", "ordinal")
            and self.at(end + 1).value <= 31
        ):
            end, number = end + 2, self.at(end + 1).value
        return end, number

    def _dated(self, end: int, day: int, month: int, year: int, repeats: str) -> Read:
        for ahead in range(5 if repeats else 1):  # 29 February waits for its year
            try:
                found = date(year + ahead, month, day)
            except ValueError:
                continue
            if found >= self.day or not repeats:
                return end, self._single(found, repeats)
        return None

    def _in_month(self, end: int, day: int, start: date, repeats: str) -> Read:
        for ahead in range(3):
            first = dates.add_months(start, ahead)
            try:
                found = first.replace(day=day)
            except ValueError:
                continue
            if found >= self.day or not repeats:
                return end, self._single(found, repeats)
        return None

    def _numeric(self, place: int, prep: str) -> Read:
        day, month, year = self.at(place).value
        is_hour = month % 5 == 0 and day <= 24 and (month > 12 or month == 0 or prep == "in")
        if is_hour or not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        if self.at(place + 1).kind == "unit" and not year:
            return None
        full = year + 2000 if 0 < year < 100 else year
        return self._dated(place + 1, day, month, full or self.day.year, "" if year else "year")

    def _weekday(self, place: int, prep: str) -> Read:
        which = self.at(place).kind
        start = place + 1 if which in ("this", "next", "near") else place
        item = self.at(start)
        if item.kind != "weekday":
            return None
        end, number = start + 1, item.value
        while self.at(end).kind in ("—", "and") and self.at(end + 1).kind == "weekday":
            end, number = end + 2, self.at(end + 1).value
        if which == "next":
            return end, self._single(dates.week(self.day, 1).first + number * DAY, "", "weekday")
        ahead = (number - self.day.weekday()) % 7 or (0 if which == "this" else 7)
        return end, self._single(self.day + ahead * DAY, "", "weekday")

    # ---- months, seasons ----

    def _year_after(self, place: int) -> tuple[int, int, str]:
        """Read «2027», «2027 года», «этого года» after a month; the year of the post else."""
        item = self.at(place)
        unit = self.at(place + 1)
        is_year = unit.kind == "unit" and unit.value == "year"
        if item.kind in ("this", "next", "past") and is_year:
            return place + 2, self.day.year + {"this": 0, "next": 1, "past": -1}[item.kind], ""
        if item.kind in ("number", "ordinal") and 2000 <= item.value <= 2100:
            return place + 1 + is_year, int(item.value), ""
        return place, self.day.year, "year"

    def _month(self, place: int, prep: str) -> Read:
        item = self.at(place)
        if item.kind == "month_adj" and self.at(place + 1).kind == "bill":
            return place + 2, dates.month(self.day.year, item.value)._replace(repeats="year")
        if self.kinds(place, "ordinal", "unit", "month"):
            return self._part_of_month(place)
        if item.kind == "ordinal" and self.kinds(place + 1, "count", "month"):
            return self._part_of_month(place)
        start = place + 1 if item.kind in ("this", "near") else place
        if self.at(start).kind != "month":
            return None
        end, number = start + 1, self.at(start).value
        while self.at(end).kind in ("—", "and", ",") and self.at(end + 1).kind == "month":
            end, number = end + 2, self.at(end + 1).value
        end, year, repeats = self._year_after(end)
        first = dates.month(year, self.at(start).value).first
        whole = dates.month(year, number)
        if first > whole.first:
            whole = dates.month(year + 1, number)
        found = whole._replace(first=first) if number != self.at(start).value else whole
        return end, found._replace(repeats=repeats)

    def _part_of_month(self, place: int) -> Read:
        """Read «первой неделе июня», «второй декаде июня», «первых числах июня»."""
        number, unit = self.at(place).value, self.at(place + 1)
        end, year, repeats = self._year_after(place + 3)
        whole = dates.month(year, self.at(place + 2).value)
        length = {"week": 7, "decade": 10, "day": 1}.get(unit.value, 5)
        if unit.kind == "unit" and unit.value not in ("week", "decade", "day"):
            return None
        first = whole.first + (number - 1) * length * DAY
        last = first + (length - 1) * DAY
        if last > whole.last or (unit.value == "decade" and number == 3):
            last = whole.last
        return end, Period(first, last, "day", repeats)

    def _season(self, place: int, prep: str) -> Read:
        which = self.at(place).kind
        start = place + 1 if which in ("this", "next", "near") else place
        item = self.at(start)
        if item.kind not in ("season", "seasonal"):
            return None
        end, year, _ = self._year_after(start + 1)
        if end > start + 1:
            began = year - 1 if item.value == 12 and not prep else year
            return end, dates.months(began, item.value, 3, "season")
        found = dates.season(self.day, item.value, which == "next")
        return end, found._replace(repeats="" if which == "next" else "year")

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
        if item.kind in ("new_year", "may") and self.at(place + 1).kind == "holidays":
            name = (12, 31) if item.kind == "new_year" else (5, 1)
            return self._feast_day(place + 2, name)
        if item.kind == "unit" and item.value == "day" and prep in ("to", "by", "in", "on"):
            if self.at(place + 1).kind == "feast_name":
                name = self.at(place + 1).value  # «народного единства», «защитника Отечества»
                return self._feast_day(place + 2 + (name in ((11, 4), (2, 23))), name)
            if prep in ("to", "by") and self.at(place + 1).kind == "other":
                return place + 2, self._single(self.day, "", "event")
        return None

    def _feast_day(self, end: int, name: str | tuple[int, int]) -> Read:
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
        if item.kind == "part" or (item.kind == "daypart" and prep in ("to", "by", "in")):
            return place + 1, self._part(item.value)
        return None

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
