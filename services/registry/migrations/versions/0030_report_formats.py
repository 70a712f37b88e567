"""The formats in which funders want their reports."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0030"
down_revision = "0029"

REPORT_FORMATS = """
CREATE TABLE registry.report_format (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    funder_organization_id uuid,
    name jsonb NOT NULL,
    language text NOT NULL,
    lines jsonb NOT NULL,
    conversion jsonb,
    retired boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, funder_organization_id) REFERENCES registry.organization (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(REPORT_FORMATS)
    run_script(grant_service("registry"))
