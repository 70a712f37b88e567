"""What was found to be something else: its old address leads on to the other's."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response


class MovedError(Exception):
    """What a path names by an id is found under another one; answered with 308, so that methods stay."""

    def __init__(self, old: UUID, new: UUID) -> None:
        super().__init__()
        self.old = old
        self.new = new


async def lead_on(request: Request, error: Exception) -> Response:
    """The address asked for, with the new id in the place of the old."""
    assert isinstance(error, MovedError)
    path = request.scope["path"].replace(str(error.old), str(error.new))
    query = request.scope["query_string"].decode("ascii", "ignore")
    return Response(status_code=308, headers={"Location": f"{path}?{query}" if query else path})
