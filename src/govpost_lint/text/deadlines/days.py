"""Reads days, months and seasons from items: «15 сентября», «в следующую пятницу», «весной».

Each method takes the place of the first item and returns the place after the last one and the
period, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from govpost_lint.text.deadlines import dates
from govpost_lint.text.deadlines.dates import DAY, Period
from govpost_lint.text.deadlines.words import Item

Read = tuple[int, Period] | None

_NOTHING = Item("", 0, 0, 0)
_BEYOND = 16
"""Nothing reads farther past the last item: «не позднее чем через» and a term are six."""

_BETWEEN = ("—", "and", ",")


class Days:
    """The items of a sentence, read against the day of the post."""

    def __init__(self, items: Sequence[Item], moment: datetime) -> None:
        self.items = items
        self._padded = (*items, *(_NOTHING,) * _BEYOND)
        self.moment = moment
        self.day = moment.date()

    def at(self, place: int) -> Item:
        """Return the item at ``place``; one of no kind beyond the ends: −1 is the last of those."""
        return self._padded[place]

    def kinds(self, place: int, *kinds: str) -> bool:
        """Whether the items from ``place`` on are of these kinds."""
        for kind in kinds:
            if self.at(place).kind != kind:
                return False
            place += 1
        return True

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
