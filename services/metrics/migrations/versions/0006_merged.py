"""Which organizations were merged into others."""

from shared.database.migrations import run_script

revision = "0006"
down_revision = "0005"

MERGED = """
ALTER TABLE metrics.organization ADD COLUMN merged_into uuid;
"""


def upgrade() -> None:
    """Add the column."""
    run_script(MERGED)
