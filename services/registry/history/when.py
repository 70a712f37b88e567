"""As of which time something is asked: the day on which it held, the moment at which it was recorded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class When:
    """What held on a day, as it was recorded at a moment. Without both it is the plain view: all there is."""

    as_of: date | None = None
    known_at: datetime | None = None

    def asks(self) -> dict[str, bool]:
        """Which of the two are asked about: what a statement is built by."""
        return {"recorded": self.known_at is not None, "on_day": self.as_of is not None}

    def given(self) -> dict[str, date | datetime]:
        """The values of those that are asked about: what a statement is run with."""
        both = {"as_of": self.as_of, "known_at": self.known_at}
        return {name: value for name, value in both.items() if value is not None}

    def day(self, today: date) -> date:
        """The day by which something is said to hold: the one asked about, or that of the moment."""
        if self.as_of is not None:
            return self.as_of
        return today if self.known_at is None else self.known_at.astimezone(UTC).date()

    def of_the_record(self, now: datetime) -> "When":
        """The same of what holds from when it is recorded until it is recorded otherwise.

        Then the day's end, by UTC, is a moment of the record; a day that goes on is as of now.
        """
        if self.as_of is None:
            return self
        if self.as_of >= now.astimezone(UTC).date():
            return When(None, self.known_at)
        end = datetime.combine(self.as_of + timedelta(days=1), time(), UTC)
        return When(None, end if self.known_at is None else min(self.known_at, end))


NOW = When()
