"""The events service: WHAT happened."""

from pathlib import Path

from services.events.catalogue import endpoints as catalogue
from services.events.catalogue.webhooks import documented_webhooks
from services.events.checkpoints import endpoints as checkpoints
from services.events.deletions import endpoints as deletions
from services.events.erasures import endpoints as erasures
from services.events.erasures.service import wait_for_note
from services.events.following import follower
from services.events.log import endpoints as log
from services.events.personal_data import endpoints as personal_data
from services.events.sealing.process import run_sealer
from services.events.sealing.service import refuse_while_alarmed
from services.events.story import endpoints as story
from services.events.stream_links import endpoints as stream_links
from services.events.stream_links.repository import LINKS
from services.events.webhook_deliveries import endpoints as webhook_deliveries
from services.events.webhook_deliveries.service import forget_answers
from services.events.webhook_endpoints import endpoints as webhook_endpoints
from services.events.witnesses import endpoints as witnesses
from services.events.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "events",
    title="Shidra events",
    description="What happened: the log that every member reads, also in words, its types of event, "
    "erasures, webhooks.",
    routers=(
        log.reading,
        log.streaming,
        story.reading,
        checkpoints.reading,
        checkpoints.keys,
        witnesses.reading,
        witnesses.writing,
        webhook_endpoints.reading,
        webhook_endpoints.writing,
        webhook_deliveries.reading,
        webhook_deliveries.writing,
        stream_links.reading,
        stream_links.writing,
        personal_data.reading,
        deletions.router,
        erasures.reading,
        erasures.writing,
        catalogue.router,
    ),
    follower=follower,
    erasers=(wait_for_note, forget_answers, LINKS.erase),
    folder=Path(__file__).parent,
    duties=duties,
    webhooks=documented_webhooks,
    ready=refuse_while_alarmed,
    processes={"sealer": run_sealer},
)
