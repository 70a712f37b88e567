"""Moves between stages that the partners decided on."""

from shared.database.migrations import run_script

revision = "0016"
down_revision = "0015"

PARTNERSHIP = """
ALTER TABLE registry.stage_change ADD COLUMN decision_id uuid;
"""


def upgrade() -> None:
    """Add the column."""
    run_script(PARTNERSHIP)
