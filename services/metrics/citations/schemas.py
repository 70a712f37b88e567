"""Bodies of the metrics' citations: what of them can cite. The rest every service says alike."""

from enum import StrEnum

from shared.citing.schemas import CitedThing


class MetricsCitingKind(StrEnum):
    """What of the metrics can cite."""

    INDICATOR = "indicator"
    TARGET = "target"
    LIMIT = "limit"
    """A known limit of an indicator."""


class MetricsCitationCreate(CitedThing):
    """Something of the metrics that is to cite a source, a statement or a context event."""

    citing_kind: MetricsCitingKind
