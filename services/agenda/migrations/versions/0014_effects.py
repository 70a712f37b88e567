"""What had gone of what a decision is about when it was to take effect."""

from shared.database.migrations import run_script

revision = "0014"
down_revision = "0013"

EFFECTS = """
ALTER TABLE agenda.decision ADD COLUMN effect_gone jsonb NOT NULL DEFAULT '[]';
"""


def upgrade() -> None:
    """Add the column."""
    run_script(EFFECTS)
