"""Answers of servers that nobody vouches for: read so far, and no further.

How long it may take is for whoever asks to say, over all of it and by `asyncio.timeout`: the time-outs of
reading never fire on a server that drips.
"""

import httpx

NOT_PACKED = {"Accept-Encoding": "identity"}
"""What to ask with: then what is counted is what came, and a little cannot become a lot."""


class AnswerError(ValueError):
    """An answer is longer than anything it can be, or packed; the message says which, after "it is"."""


async def content_of(response: httpx.Response, most: int) -> bytes:
    """What an answer holds that is being streamed, `most` bytes of it; raises AnswerError."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise AnswerError("packed, which was not asked for")
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > most:
            raise AnswerError(f"longer than {most:,} bytes")
    return bytes(content)
