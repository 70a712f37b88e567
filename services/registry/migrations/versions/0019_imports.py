"""Imports that were made, and the templates by which files are read."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0019"
down_revision = "0018"

IMPORTS = """
CREATE TABLE registry.import (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    imported text NOT NULL,
    mode text NOT NULL,
    rows int NOT NULL,
    created int NOT NULL,
    updated int NOT NULL,
    unchanged int NOT NULL,
    merge_candidates int NOT NULL,
    rejected int NOT NULL,
    conflicts jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.import_template (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    imported text NOT NULL,
    name jsonb NOT NULL,
    columns text[] NOT NULL,
    constants text[] NOT NULL,
    labels text[] NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(IMPORTS)
    run_script(grant_service("registry"))
