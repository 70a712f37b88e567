"""What can be cited from everywhere, and what of each service can cite."""

from enum import StrEnum


class CitedKind(StrEnum):
    """What is cited: things of the registry, which other services know from the log."""

    SOURCE = "source"
    STATEMENT = "statement"
    """Once its organization stands by it, or as documented where it is of nobody on the map."""
    CONTEXT_EVENT = "context_event"
