"""Facts of the metrics' citations."""

from typing import Final

from shared.citing.events import CitationWithdrawn, Cited
from shared.eventlog.event_types import each_services_own

TOLD: Final = (
    each_services_own(Cited, "metrics", "citation.added"),
    each_services_own(CitationWithdrawn, "metrics", "citation.withdrawn"),
)
"""That something was cited, and that it no longer is."""
