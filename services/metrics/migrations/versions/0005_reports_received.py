"""Which of the reports that were said to be due have come."""

from shared.database.migrations import run_script

revision = "0005"
down_revision = "0004"

TABLES = """
ALTER TABLE metrics.report_due ADD COLUMN received boolean NOT NULL DEFAULT false;
CREATE INDEX report_due_not_received ON metrics.report_due (initiative_id) WHERE NOT received;
"""


def upgrade() -> None:
    """Add the column. What has come before is found by the worker, which says so in the log."""
    run_script(TABLES)
