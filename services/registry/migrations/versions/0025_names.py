"""What organizations are searched and compared by; the worker fills the rows of those there are already."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0025"
down_revision = "0024"

# What waits to be sorted into the index is read through by every search, so that it is kept short.
NAMES = """
CREATE TABLE registry.organization_name (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    grams int[] NOT NULL,
    length int NOT NULL,
    marks bigint[] NOT NULL,
    form smallint NOT NULL,
    PRIMARY KEY (initiative_id, organization_id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX organization_name_grams ON registry.organization_name USING gin (grams)
    WITH (gin_pending_list_limit = 256);
CREATE INDEX organization_name_marks ON registry.organization_name USING gin (marks)
    WITH (gin_pending_list_limit = 256);
CREATE INDEX organization_name_form ON registry.organization_name (form);
INSERT INTO registry.organization_name (initiative_id, organization_id, grams, length, marks, form)
SELECT initiative_id, id, '{}', 0, '{}', 0 FROM registry.organization;
"""


def upgrade() -> None:
    """Add the table and let the service's role use it."""
    run_script(NAMES)
    run_script(grant_service("registry"))
