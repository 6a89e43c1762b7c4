"""What was passed over while reading, counted, with the first place of each kind."""

from __future__ import annotations


class Tally:
    """Counts remarks on reading; nothing is left out of a history silently."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self._plain: list[str] = []

    def count(self, what: str, place: str = "", number: int = 1) -> None:
        """Count one case.

        Args:
            what: Russian words that a number can follow («без даты, пропущено»).
            place: where; that of the first case is shown.
            number: how many cases at once.
        """
        self._counts[what] = self._counts.get(what, 0) + number
        if place:
            self._first.setdefault(what, place)

    def say(self, note: str) -> None:
        """Add a remark that is no count; said twice it is kept once."""
        if note not in self._plain:
            self._plain.append(note)

    def add(self, other: Tally) -> None:
        """Add the remarks of another tally."""
        for what, number in other._counts.items():
            self.count(what, other._first.get(what, ""), number)
        for note in other._plain:
            self.say(note)

    def notes(self) -> tuple[str, ...]:
        """Return all remarks in Russian, plain ones first."""
        counted = []
        for what, number in self._counts.items():
            place = self._first.get(what)
            counted.append(f"{what}: {number}" + (f" (первый случай: {place})" if place else ""))
        return (*self._plain, *counted)
