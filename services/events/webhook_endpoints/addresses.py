"""Which addresses webhooks may be sent to: how a URL is written, and where its name leads.

Pure functions. A URL's spelling is checked when it is saved, what its name resolves to at every connect
(docs/decisions/0017): an address that was harmless yesterday can lead inside today.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

IPAddress: TypeAlias = IPv4Address | IPv6Address
IPNetwork: TypeAlias = IPv4Network | IPv6Network

_WRITTEN = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<rest>[/?][A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?",
)
_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "localdomain")
"""Names and endings that only ever lead inside."""
_REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; the metadata service of one cloud
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the wire server of one cloud
        "169.254.0.0/16",  # link-local; the metadata services of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; the metadata service of one cloud
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_IPV6 = IPv6Network("2000::/3")
"""All that is routed. IPv4-mapped, NAT64, loopback, unique local, link-local and multicast are outside it."""
_REFUSED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What an operator allows beyond HTTPS to public addresses on port 443."""

    ports: frozenset[int] = frozenset({443})
    networks: tuple[IPNetwork, ...] = ()
    """Networks with receivers of their own, however private."""
    loopback: bool = False
    """Whether plain HTTP may go to this very machine, on any port: for trying out."""

    @classmethod
    def of(cls, ports: list[int], networks: list[str], *, loopback: bool) -> "AddressRules":
        """From settings; raises ValueError for what is no network."""
        return cls(frozenset(ports), tuple(ip_network(one) for one in networks), loopback)

    def allows(self, address: IPAddress) -> bool:
        """Whether a connection to an address may be made."""
        if any(address in network for network in self.networks if network.version == address.version):
            return True
        if self.loopback and address.is_loopback:
            return True
        return is_public(address)


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: what to connect to, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public Internet, in no spelling that hides another one."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_IPV4)
    if address not in _GLOBAL_IPV6 or any(address in network for network in _REFUSED_IPV6):
        return False
    # An interface identifier of ISATAP has an IPv4 address in it, to which a router inside would send.
    number = int(address)
    return (number >> 32) & 0xFFFF_FFFF not in _ISATAP or is_public(IPv4Address(number & 0xFFFF_FFFF))


def literal(host: str) -> IPAddress | None:
    """The address a host is spelled as, in its one canonical spelling; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def target_of(url: str, rules: AddressRules) -> Target | None:
    """Take a URL apart; None where webhooks may not go there, as far as its spelling tells.

    There is one spelling of everything: ASCII, no user, no fragment, names in small letters whose last part
    is no number, addresses with four decimal parts or as IPv6 in brackets.
    """
    written = _WRITTEN.fullmatch(url)
    if written is None:
        return None
    host = written["host"].strip("[]")
    port = int(written["port"] or (443 if written["scheme"] == "https" else 80))
    rest = written["rest"] or "/"
    target = Target(written["scheme"], host, port, rest if rest.startswith("/") else f"/{rest}")
    if not _may_go(target, bracketed=written["host"] != host, rules=rules):
        return None
    # Should others take the URL apart differently, it is none of ours.
    return target if urlsplit(url).hostname == host else None


def _may_go(target: Target, *, bracketed: bool, rules: AddressRules) -> bool:
    address = literal(target.host)
    if bracketed is not isinstance(address, IPv6Address):
        return False
    to_itself = target.host == "localhost" or (address is not None and address.is_loopback)
    if rules.loopback and to_itself:
        return target.port < 65536
    if target.scheme != "https" or target.port not in rules.ports:
        return False
    if address is not None:
        return rules.allows(address)
    return _NAME.fullmatch(target.host) is not None and (
        bool(rules.networks) or not _leads_inside(target.host)
    )


def _leads_inside(name: str) -> bool:
    return any(name == ending or name.endswith(f".{ending}") for ending in _INSIDE)
