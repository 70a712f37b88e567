"""The documents that are made from the code: `make docs` writes them, `make check` says when they are stale.

The OpenAPI documents, and pages of settings, events, problems, rules and capabilities. What people write
themselves lies beside them in `docs/`.
"""

import json
from pathlib import Path

from services.cli import load_all
from services.documents.capabilities import capabilities_page
from services.documents.charter import charter_page
from services.documents.decisions import decisions_page
from services.documents.events import events_page
from services.documents.problems import problems_page
from services.documents.settings import settings_page
from services.events.catalogue.webhooks import webhooks
from shared.eventlog.catalogue import event_type_catalogue
from shared.http.app import create_app, openapi, operations
from shared.http.openapi_merging import dump_openapi, merge_openapi
from shared.settings import Settings


def generate(root: Path) -> dict[Path, str]:
    """Every generated file under `root` with its text, the same for the same code."""
    services = load_all()
    apps = {service.name: create_app(service, Settings(mode="local")) for service in services}
    documents = {service.name: openapi(apps[service.name], service) for service in services}
    catalogue = event_type_catalogue()
    # The service knows the committed catalogue, which may be about to change.
    documents["events"]["webhooks"] = webhooks(json.loads(catalogue))
    merged = merge_openapi(list(documents.values()))
    docs = root / "docs"
    pages = {
        docs / "openapi" / f"{name}.json": dump_openapi(document) for name, document in documents.items()
    }
    pages[docs / "openapi" / "shidra.json"] = dump_openapi(merged)
    pages[root / "services" / "events" / "catalogue" / "event_types.json"] = catalogue
    pages[docs / "settings.md"] = settings_page()
    pages[docs / "events.md"] = events_page()
    pages[docs / "problems.md"] = problems_page()
    pages[docs / "charter.md"] = charter_page()
    pages[docs / "capabilities.md"] = capabilities_page(
        merged, {name: asked for app in apps.values() for name, asked in operations(app).items()}
    )
    pages[docs / "decisions" / "README.md"] = decisions_page(docs / "decisions")
    return pages
