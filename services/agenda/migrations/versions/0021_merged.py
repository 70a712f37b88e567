"""Which organizations were merged into others."""

from shared.database.migrations import run_script

revision = "0021"
down_revision = "0020"

MERGED = """
ALTER TABLE agenda.organization ADD COLUMN merged_into uuid;
"""


def upgrade() -> None:
    """Add the column."""
    run_script(MERGED)
