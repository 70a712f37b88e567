"""Citations: what of the registry rests on which sources, statements and context events."""

from shared.citing.rows import citation_table_v1
from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(citation_table_v1("registry"))
    run_script(grant_service("registry"))
