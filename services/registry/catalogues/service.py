"""Which catalogues there are, and each as it is answered."""

from enum import StrEnum
from functools import cache

from services.registry.catalogues.backbone_types import BACKBONE_TYPES
from services.registry.catalogues.decision_maker_kinds import DECISION_MAKER_KINDS
from services.registry.catalogues.engagement_stages import ENGAGEMENT_STAGES
from services.registry.catalogues.entries import Catalogue, Entry
from services.registry.catalogues.identifier_schemes import IDENTIFIER_SCHEMES
from services.registry.catalogues.indicators_27 import INDICATORS_27
from services.registry.catalogues.interaction_types import INTERACTION_TYPES
from services.registry.catalogues.offer_kinds import OFFER_KINDS
from services.registry.catalogues.roles import ROLES
from services.registry.catalogues.schemas import CatalogueAnswer, CatalogueEntry, RoleTitles
from services.registry.catalogues.sectors import SECTORS
from services.registry.catalogues.spending_categories import SPENDING_CATEGORIES
from services.registry.catalogues.staff_roles import STAFF_ROLES
from services.registry.catalogues.success_keys import SUCCESS_KEYS
from shared.localization.messages import Message


class CatalogueName(StrEnum):
    """A catalogue by its name in the address."""

    SECTORS = "sectors"
    BACKBONE_TYPES = "backbone_types"
    ROLES = "roles"
    STAFF_ROLES = "staff_roles"
    SUCCESS_KEYS = "success_keys"
    INDICATORS_27 = "indicators_27"
    ENGAGEMENT_STAGES = "engagement_stages"
    INTERACTION_TYPES = "interaction_types"
    IDENTIFIER_SCHEMES = "identifier_schemes"
    OFFER_KINDS = "offer_kinds"
    SPENDING_CATEGORIES = "spending_categories"
    DECISION_MAKER_KINDS = "decision_maker_kinds"


CATALOGUES: dict[CatalogueName, Catalogue] = {
    CatalogueName.SECTORS: SECTORS,
    CatalogueName.BACKBONE_TYPES: BACKBONE_TYPES,
    CatalogueName.ROLES: ROLES,
    CatalogueName.STAFF_ROLES: STAFF_ROLES,
    CatalogueName.SUCCESS_KEYS: SUCCESS_KEYS,
    CatalogueName.INDICATORS_27: INDICATORS_27,
    CatalogueName.ENGAGEMENT_STAGES: ENGAGEMENT_STAGES,
    CatalogueName.INTERACTION_TYPES: INTERACTION_TYPES,
    CatalogueName.IDENTIFIER_SCHEMES: IDENTIFIER_SCHEMES,
    CatalogueName.OFFER_KINDS: OFFER_KINDS,
    CatalogueName.SPENDING_CATEGORIES: SPENDING_CATEGORIES,
    CatalogueName.DECISION_MAKER_KINDS: DECISION_MAKER_KINDS,
}


@cache
def catalogue(name: CatalogueName) -> CatalogueAnswer:
    """A catalogue in all languages."""
    found = CATALOGUES[name]
    return CatalogueAnswer(
        name=name.value,
        title=found.title.in_all_languages(),
        entries=[_answered(number, entry) for number, entry in enumerate(found.entries, 1)],
    )


def _answered(number: int, entry: Entry) -> CatalogueEntry:
    titles = entry.titles
    return CatalogueEntry(
        number=number,
        code=entry.code,
        name=entry.name.in_all_languages(),
        description=entry.description.in_all_languages() if entry.description else None,
        group=entry.group,
        titles=RoleTitles(
            feminine=titles.feminine.in_all_languages(), masculine=titles.masculine.in_all_languages()
        )
        if titles
        else None,
        roles=list(entry.roles),
        advantages=_localized(entry.advantages),
        disadvantages=_localized(entry.disadvantages),
        example=entry.example,
        source=entry.source,
    )


def _localized(messages: tuple[Message, ...]) -> list[dict[str, str]]:
    return [message.in_all_languages() for message in messages]
