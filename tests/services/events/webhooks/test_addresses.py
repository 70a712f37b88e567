"""Where webhooks may go: a table of spellings that hide an inside address, and what must stay possible."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.events.webhook_dispatcher.connecting import (
    AddressNotAllowedError,
    CheckedBackend,
    NameNotFoundError,
    Resolver,
)
from services.events.webhook_endpoints.addresses import AddressRules, IPAddress, is_public, target_of

STRICT = AddressRules()
TRYING_OUT = AddressRules(loopback=True)

HOSTILE = [
    # loopback, in every way it can be written
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://127.0.0.01/",
    "https://[::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::127.0.0.1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001::7f00:1]/",
    "https://[2a00:1450::5efe:7f00:1]/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://api.localhost/",
    "https://①②⑦.0.0.1/",
    "https://127。0。0。1/",
    "https://ⓛocalhost/",
    # other places inside
    "https://0.0.0.0/",
    "https://0/",
    "https://10.0.0.1/",
    "https://172.16.5.4/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.100.100.200/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[ff02::1]/",
    "https://[::]/",
    "https://[::ffff:169.254.169.254]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[2002:a9fe:a9fe::]/",
    "https://[2001:db8::1]/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://database/",
    "https://router.home.arpa/",
    # spellings that readers and programs take apart differently
    "https://partner.example@127.0.0.1/",
    "https://127.0.0.1@partner.example/",
    "https://user:secret@partner.example/",
    "https://partner.example\\@127.0.0.1/",
    "https://partner.example#@127.0.0.1/",
    "https://partner.example/#fragment",
    "https://partner.example%2e127.0.0.1/",
    "https://partner.example:443:80/",
    "https://partner.example:99999/",
    "https://partner.example:0443/",
    "https://partner.example:/",
    "https://partner.example..evil.example/",
    "https://-partner.example/",
    "https://partner.example.1/",
    "https://partner.example.0x7f/",
    "https:///partner.example/",
    "https:partner.example/",
    "//partner.example/",
    "https://partner.example/\r\nX: y",
    "https://partner.example/\tpath",
    " https://partner.example/",
    "https://partner.example /",
    "https://[partner.example]/",
    "https://[127.0.0.1]/",
    "https://1.2.3.4.5/",
    # other schemes and ports
    "http://partner.example/",
    "ftp://partner.example/",
    "file:///etc/passwd",
    "gopher://partner.example/",
    "https://partner.example:22/",
    "https://partner.example:8443/",
    "https://partner.example:80/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_a_spelling_that_may_lead_inside_is_refused(url: str) -> None:
    assert target_of(url, STRICT) is None


@pytest.mark.parametrize("url", [one for one in HOSTILE if "127" not in one and ":1]" not in one])
def test_trying_out_opens_this_machine_and_nothing_else(url: str) -> None:
    if url != "https://localhost/":
        assert target_of(url, TRYING_OUT) is None


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://partner.example/", "partner.example", 443, "/"),
        ("https://partner.example", "partner.example", 443, "/"),
        ("https://partner.example:443/a/b?c=d&e=%20", "partner.example", 443, "/a/b?c=d&e=%20"),
        ("https://partner.example?c=d", "partner.example", 443, "/?c=d"),
        ("https://xn--4dbrk0ce.example/hooks", "xn--4dbrk0ce.example", 443, "/hooks"),
        ("https://93.184.216.34/", "93.184.216.34", 443, "/"),
        ("https://[2606:2800:220:1::1]/", "2606:2800:220:1::1", 443, "/"),
    ],
)
def test_what_is_public_is_taken_as_it_is_written(url: str, host: str, port: int, path: str) -> None:
    target = target_of(url, STRICT)
    assert target is not None
    assert (target.host, target.port, target.path) == (host, port, path)


def test_an_operator_can_open_ports_and_networks_of_their_own() -> None:
    rules = AddressRules.of([443, 8443], ["10.20.0.0/16", "fd12::/16"], loopback=False)
    assert target_of("https://10.20.3.4:8443/", rules) is not None
    assert target_of("https://receiver.internal/", rules) is not None
    assert target_of("https://[fd12::1]/", rules) is not None
    assert target_of("https://10.21.0.1/", rules) is None
    assert target_of("http://10.20.3.4/", rules) is None
    assert target_of("https://127.0.0.1/", rules) is None


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_becomes_public_by_being_wrapped(address: IPv4Address) -> None:
    number = int(address)
    wrapped = [
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    ]
    assert not any(is_public(one) for one in wrapped)


@given(st.ip_addresses())
def test_whatever_python_knows_to_be_private_is_not_public(address: IPAddress) -> None:
    inside = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
    )
    if any(inside):
        assert not is_public(address)


async def _leads_to(*addresses: str) -> CheckedBackend:
    async def resolve(_: str) -> list[IPAddress]:
        return [ip_address(one) for one in addresses]

    return CheckedBackend(STRICT, resolve)


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("93.184.216.34", "10.0.0.1"),
        ("10.0.0.1", "93.184.216.34"),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::a9fe:a9fe",),
        ("fe80::1",),
    ],
)
async def test_a_name_that_leads_inside_is_not_dialled(addresses: tuple[str, ...]) -> None:
    with pytest.raises(AddressNotAllowedError):
        await (await _leads_to(*addresses)).connect_tcp("partner.example", 443)


async def test_a_name_that_leads_nowhere_is_told_apart() -> None:
    with pytest.raises(NameNotFoundError):
        await (await _leads_to()).connect_tcp("partner.example", 443)


async def test_the_address_that_was_checked_is_the_one_that_is_dialled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rebinding: the name leads elsewhere at every look-up; there is only one."""
    dialled: list[str] = []
    answers = iter(["93.184.216.34", "127.0.0.1"])

    async def resolve(_: str) -> list[IPAddress]:
        return [ip_address(next(answers))]

    async def connect(_: object, host: str, *__: object) -> None:
        dialled.append(host)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    backend = CheckedBackend(STRICT, resolve)
    await backend.connect_tcp("partner.example", 443)
    with pytest.raises(AddressNotAllowedError):
        await backend.connect_tcp("partner.example", 443)
    assert dialled == ["93.184.216.34"]


async def test_names_are_asked_of_the_system_and_addresses_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver()
    assert IPv4Address("127.0.0.1") in await resolver("localhost")
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    assert await resolver("93.184.216.34") == [IPv4Address("93.184.216.34")]
    resolver.close()
