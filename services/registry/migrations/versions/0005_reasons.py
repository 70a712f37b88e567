"""Whose words the reasons for stages and phases are: they go with the person who wrote them."""

from shared.database.migrations import run_script

revision = "0005"
down_revision = "0004"

REASONS = """
ALTER TABLE registry.stage_change ADD COLUMN author_id uuid, ALTER COLUMN reason DROP NOT NULL;
ALTER TABLE registry.phase_transition ADD COLUMN author_id uuid, ALTER COLUMN reason DROP NOT NULL;
"""


def upgrade() -> None:
    """Add the authors, and let a reason be empty."""
    run_script(REASONS)
