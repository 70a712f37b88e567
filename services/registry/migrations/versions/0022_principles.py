"""Breaches of principles, and which principle: a wording that the partners adopted."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0022"
down_revision = "0021"

PRINCIPLES = """
ALTER TABLE registry.interaction ADD COLUMN principle_id uuid;
ALTER TABLE registry.interaction_correction ADD COLUMN principle_id uuid;
CREATE INDEX interaction_principle ON registry.interaction (initiative_id, principle_id)
    WHERE principle_id IS NOT NULL;
CREATE TABLE registry.known_principle (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    section_id uuid NOT NULL,
    adopted boolean NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
"""


def upgrade() -> None:
    """Add the columns and the table, and let the service's role use it."""
    run_script(PRINCIPLES)
    run_script(grant_service("registry"))
