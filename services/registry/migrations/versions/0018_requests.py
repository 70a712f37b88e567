"""Requests: what other services ask of people and organizations, as the log tells it."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0018"
down_revision = "0017"

REQUESTS = """
CREATE TABLE registry.asked_matter (
    initiative_id uuid NOT NULL,
    kind text NOT NULL,
    matter_id uuid NOT NULL,
    occasion text NOT NULL,
    addressed_to text NOT NULL,
    decision_kind text,
    due_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (initiative_id, kind, matter_id, occasion)
);
CREATE TABLE registry.asked_of (
    initiative_id uuid NOT NULL,
    kind text NOT NULL,
    matter_id uuid NOT NULL,
    occasion text NOT NULL,
    addressee_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    answered_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (initiative_id, kind, matter_id, occasion, addressee_id)
);
CREATE INDEX asked_of_addressee ON registry.asked_of (initiative_id, addressee_id);
CREATE TABLE registry.speaker (
    initiative_id uuid NOT NULL,
    affiliation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    named_by_staff boolean NOT NULL,
    began_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, affiliation_id)
);
CREATE INDEX speaker_person ON registry.speaker (initiative_id, person_id);
CREATE TABLE registry.exemption (
    initiative_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    until date NOT NULL,
    PRIMARY KEY (initiative_id, organization_id)
);
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(REQUESTS)
    run_script(grant_service("registry"))
