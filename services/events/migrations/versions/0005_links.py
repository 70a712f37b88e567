"""Capability links: addresses for clients that cannot send a header, the stream of events first."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service, link_tables_v1

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table and let the service's role use it."""
    run_script(link_tables_v1("events"))
    run_script(grant_service("events"))
