"""The lines of what is needed, grants with their instalments and reporting dates, and what was spent."""

from shared.database.migrations import run_script
from shared.database.service_tables import grant_service

revision = "0029"
down_revision = "0028"

GRANTS = """
CREATE TABLE registry.budget_line (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    currency text NOT NULL,
    name jsonb NOT NULL,
    needed bigint NOT NULL CHECK (needed >= 0),
    for_backbone boolean NOT NULL,
    retired boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id)
);
CREATE TABLE registry.funding_grant (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    pledged_amount bigint,
    currency text NOT NULL,
    agreed_on date NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    restricted_to jsonb,
    conditions jsonb,
    closed_on date,
    closing_reason jsonb,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    UNIQUE (initiative_id, source_id),
    FOREIGN KEY (initiative_id, source_id) REFERENCES registry.funding_source (initiative_id, id)
);
CREATE TABLE registry.grant_line (
    initiative_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    budget_line_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (initiative_id, grant_id, budget_line_id),
    FOREIGN KEY (initiative_id, grant_id) REFERENCES registry.funding_grant (initiative_id, id),
    FOREIGN KEY (initiative_id, budget_line_id) REFERENCES registry.budget_line (initiative_id, id)
);
CREATE INDEX grant_line_of ON registry.grant_line (initiative_id, budget_line_id);
CREATE TABLE registry.instalment (
    initiative_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    due_on date NOT NULL,
    status text NOT NULL,
    received_on date,
    condition jsonb,
    moves jsonb NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, grant_id) REFERENCES registry.funding_grant (initiative_id, id)
);
CREATE INDEX instalment_of ON registry.instalment (initiative_id, grant_id, id);
CREATE TABLE registry.reporting_date (
    initiative_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    id uuid NOT NULL,
    due_on date NOT NULL,
    covers_from date NOT NULL,
    covers_until date NOT NULL,
    status text NOT NULL,
    delivered_on date,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, grant_id) REFERENCES registry.funding_grant (initiative_id, id)
);
CREATE INDEX reporting_date_of ON registry.reporting_date (initiative_id, grant_id, id);
CREATE TABLE registry.spending (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    allocation_id uuid NOT NULL,
    source_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    spent_on date NOT NULL,
    category text NOT NULL,
    budget_line_id uuid,
    text jsonb NOT NULL,
    outside text[] NOT NULL,
    explanation jsonb,
    withdrawn boolean NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, allocation_id) REFERENCES registry.allocation (initiative_id, id),
    FOREIGN KEY (initiative_id, source_id) REFERENCES registry.funding_source (initiative_id, id),
    FOREIGN KEY (initiative_id, budget_line_id) REFERENCES registry.budget_line (initiative_id, id)
);
CREATE INDEX spending_of_allocation ON registry.spending (initiative_id, allocation_id, id);
CREATE INDEX spending_of_source ON registry.spending (initiative_id, source_id, id);
CREATE INDEX spending_on_line ON registry.spending (initiative_id, budget_line_id, id);
CREATE TABLE registry.spending_before (
    initiative_id uuid NOT NULL,
    id uuid NOT NULL,
    spending_id uuid NOT NULL,
    version int NOT NULL,
    amount bigint NOT NULL,
    spent_on date NOT NULL,
    category text NOT NULL,
    budget_line_id uuid,
    text jsonb NOT NULL,
    outside text[] NOT NULL,
    explanation jsonb,
    reason jsonb NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (initiative_id, id),
    FOREIGN KEY (initiative_id, spending_id) REFERENCES registry.spending (initiative_id, id)
);
CREATE INDEX spending_before_of ON registry.spending_before (initiative_id, spending_id, id);
COMMENT ON TABLE registry.spending_before IS 'what an entry said before it was corrected or withdrawn';
"""


def upgrade() -> None:
    """Add the tables and let the service's role use them."""
    run_script(GRANTS)
    run_script(grant_service("registry"))
