"""The rows of this service's links: their statements are those of every service's links."""

from shared.http.auth.link_rows import CapabilityLinks

LINKS = CapabilityLinks("events")
