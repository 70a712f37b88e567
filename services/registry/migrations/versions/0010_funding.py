"""Funding sources, allocations, what is needed in each currency, and the cap of the backbone's share."""

from shared.database.migrations import run_script

revision = "0010"
down_revision = "0009"

FUNDING = """
CREATE TABLE registry.funding_source (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    funder_organization_id uuid,
    funder_name jsonb,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    state text NOT NULL,
    terms jsonb,
    terms_confidential boolean NOT NULL,
    earmarked_for_backbone boolean NOT NULL,
    starts_on date,
    ends_on date,
    withdrawn boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, funder_organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX funding_source_funder ON registry.funding_source (initiative_id, funder_organization_id, id);
CREATE TABLE registry.allocation (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    to_backbone boolean NOT NULL,
    activity_id uuid,
    purpose jsonb NOT NULL,
    withdrawn boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, source_id) REFERENCES registry.funding_source (initiative_id, id),
    FOREIGN KEY (initiative_id, organization_id) REFERENCES registry.organization (initiative_id, id)
);
CREATE INDEX allocation_source ON registry.allocation (initiative_id, source_id, id);
CREATE INDEX allocation_organization ON registry.allocation (initiative_id, organization_id, id);
COMMENT ON COLUMN registry.allocation.to_backbone IS 'whether the organization was the backbone''s then';
CREATE TABLE registry.funding_currency (
    initiative_id uuid NOT NULL,
    currency text NOT NULL,
    needed bigint,
    needed_for_backbone bigint,
    months int,
    version int NOT NULL,
    PRIMARY KEY (initiative_id, currency)
);
CREATE TABLE registry.funding_cap (
    initiative_id uuid PRIMARY KEY,
    decision_id uuid NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL
);
COMMENT ON TABLE registry.funding_cap IS 'projection of agenda.funding_cap.set';
"""


def upgrade() -> None:
    """Add the tables."""
    run_script(FUNDING)
