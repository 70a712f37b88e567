"""Connections to receivers: a name is resolved once, what it leads to is checked, and that is dialled.

Nothing can lead elsewhere between the check and the connection, because there is no second look-up. TLS still
asks for the name's certificate.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import TypeAlias

import httpcore

from services.events.webhook_endpoints.addresses import AddressRules, IPAddress, literal

_RESOLVERS = 32
"""Threads that ask for names. The loop's own few would all wait for one slow name server."""
_RESOLVING = 5.0
"""Seconds a name may take."""
CONNECTING = 5.0
"""Seconds a connection may take, TLS not included."""

Resolve: TypeAlias = Callable[[str], Awaitable[list[IPAddress]]]


class NameNotFoundError(Exception):
    """A receiver's name leads nowhere."""


class AddressNotAllowedError(Exception):
    """A receiver's name leads, perhaps among others, to an address webhooks are not sent to."""


class Resolver:
    """Asks the system for the addresses of names, in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolver")

    async def __call__(self, name: str) -> list[IPAddress]:
        """The addresses of a name; raises NameNotFoundError."""
        if (address := literal(name)) is not None:
            return [address]
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_RESOLVING):
                return await loop.run_in_executor(self._threads, _addresses, name)
        except (OSError, TimeoutError, UnicodeError):
            raise NameNotFoundError from None

    def close(self) -> None:
        """Ask for nothing more; a look-up under way ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses(name: str) -> list[IPAddress]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    # A scope (`fe80::1%eth0`) would be refused anyway; without it the address can be looked at.
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """The network as httpcore uses it, with only the addresses that are allowed."""

    def __init__(self, rules: AddressRules, resolve: Resolve) -> None:
        self._rules = rules
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a name that takes a connection.

        Raises NameNotFoundError, AddressNotAllowedError, and httpcore's own errors.
        """
        addresses = await self._resolve(host)
        if not addresses:
            raise NameNotFoundError
        if not all(self._rules.allows(address) for address in addresses):
            raise AddressNotAllowedError
        failure: Exception = NameNotFoundError()
        for address in addresses[:4]:
            try:
                return await self._network.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - httpcore's interface
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's interface
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """Never: a receiver is no socket of this machine."""
        raise AddressNotAllowedError

    async def sleep(self, seconds: float) -> None:
        """Wait between attempts to connect."""
        await asyncio.sleep(seconds)
