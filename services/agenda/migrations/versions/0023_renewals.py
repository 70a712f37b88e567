"""Which mandate a mandate would continue."""

from shared.database.migrations import run_script

revision = "0023"
down_revision = "0022"

RENEWALS = """
ALTER TABLE agenda.mandate ADD COLUMN renews uuid;
"""


def upgrade() -> None:
    """Add the column; the projection is built again."""
    run_script(RENEWALS)
