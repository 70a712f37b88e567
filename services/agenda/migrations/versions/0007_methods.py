"""Options of decisions that order them, and what ballots say of options."""

from shared.database.migrations import run_script

revision = "0007"
down_revision = "0006"

METHODS = """
ALTER TABLE agenda.decision ADD COLUMN options jsonb NOT NULL DEFAULT '[]';
ALTER TABLE agenda.ballot ALTER COLUMN choice DROP NOT NULL;
ALTER TABLE agenda.ballot ADD COLUMN option_ids uuid[];
ALTER TABLE agenda.ballot ADD COLUMN scores int[];
"""


def upgrade() -> None:
    """Add the columns."""
    run_script(METHODS)
