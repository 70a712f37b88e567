"""Whether ballots have to say why."""

from shared.database.migrations import run_script

revision = "0009"
down_revision = "0008"

REASONS = """
ALTER TABLE agenda.decision ADD COLUMN reasons text NOT NULL DEFAULT 'required_for_objection';
"""


def upgrade() -> None:
    """Add the column."""
    run_script(REASONS)
