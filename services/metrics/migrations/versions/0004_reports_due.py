"""Which reports were said to be due."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0004"
down_revision = "0003"

TABLES = """
CREATE TABLE metrics.report_due (
    initiative_id uuid NOT NULL,
    indicator_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    period_start date NOT NULL,
    PRIMARY KEY (initiative_id, indicator_id, organization_id, period_start),
    FOREIGN KEY (initiative_id, indicator_id) REFERENCES metrics.indicator (initiative_id, id)
);
"""


def upgrade() -> None:
    """Create the table and let the service's role use it."""
    run_script(TABLES)
    run_script(grant_service("metrics"))
