"""Citations, and what can be cited: statements and context events besides sources.

The projection of sources goes; the follower, at its next version, builds the new one from the log.
"""

from shared.citing.rows import citable_table_v1, citation_table_v1
from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the tables, drop the earlier one, and let the service's role use them."""
    run_script("DROP TABLE agenda.source;")
    run_script(citable_table_v1("agenda"))
    run_script(citation_table_v1("agenda"))
    run_script(grant_service("agenda"))
