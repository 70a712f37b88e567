"""Citations of indicators, targets and limits, and what can be cited."""

from shared.citing.rows import citable_table_v1, citation_table_v1
from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(citable_table_v1("metrics"))
    run_script(citation_table_v1("metrics"))
    run_script(grant_service("metrics"))
