"""The charter over HTTP: open to everybody."""

from fastapi import APIRouter, Request, Response

from services.registry.charter.schemas import Charter
from services.registry.charter.service import charter
from shared.http.auth.capabilities import public
from shared.http.dependencies import RuntimeDep
from shared.http.entering import limit_address
from shared.http.languages import language_of

router = APIRouter(prefix="/charter", tags=["charter"])


@router.get("")
@public
async def get_charter(request: Request, response: Response, runtime: RuntimeDep) -> Charter:
    """Read the charter: what a backbone does not do, rule by rule, as the program keeps it."""
    await limit_address(request, runtime)
    language = language_of(request)
    response.headers["Content-Language"] = language.value
    response.headers["Vary"] = "Accept-Language"
    return charter(language)
