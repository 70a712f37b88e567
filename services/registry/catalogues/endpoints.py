"""The catalogues over HTTP: open to everybody, the same for every initiative."""

from fastapi import APIRouter, Request

from services.registry.catalogues.schemas import CatalogueAnswer
from services.registry.catalogues.service import CatalogueName, catalogue
from shared.http.auth.capabilities import public
from shared.http.dependencies import RuntimeDep
from shared.http.entering import limit_address

router = APIRouter(prefix="/catalogues", tags=["catalogues"])


@router.get("/{name}")
@public
async def get_catalogue(name: CatalogueName, request: Request, runtime: RuntimeDep) -> CatalogueAnswer:
    """Read a catalogue: the codes of a field with their names in all languages, and where they come from."""
    await limit_address(request, runtime)
    return catalogue(name)
