"""Connections are opened to addresses that were judged, and to no others."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.interfaces import IHostnameResolver
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from twisted.python.failure import Failure
from zope.interface import implementer

from crawler.downloader.connections import (
    PrivateAddress,
    PublicAddressMiddleware,
    _ProxyEndpoint,
    guard,
)
from crawler.failures import fate_of_failure

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


@implementer(IHostnameResolver)
class NameServer:
    """Resolves every host to the next of some answers, each a list of addresses."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(
        self, receiver: Any, host: str, port: int = 0, types: Any = None, semantics: str = "TCP"
    ) -> Any:
        receiver.resolutionBegan(SimpleNamespace(name=host))
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


class Reactor(MemoryReactorClock):
    """Opens no connections; has a resolver for reactor.resolve, as Twisted's own do."""

    resolver: Any = None


def reactor_with(*answers: Sequence[str]) -> Any:
    """Return a reactor that opens no connections, its names guarded."""
    reactor = Reactor()
    reactor.installNameResolver(NameServer(*answers))
    guard(reactor)
    return reactor


def outcome(reactor: Any, host: str = "paper.example", is_proxy: bool = False) -> Any:
    """Return why a connection failed at once, None if it is under way."""
    endpoint: Any = HostnameEndpoint(reactor, host, 80)
    if is_proxy:
        endpoint = _ProxyEndpoint(reactor, endpoint)
    failures: list[Failure] = []
    endpoint.connect(Factory()).addErrback(failures.append)
    return failures[0] if failures else None


def tried(reactor: Any) -> list[str]:
    """Return the addresses to which connections were begun, all attempts made."""
    reactor.pump([1.0] * 5)
    return [client[0] for client in reactor.tcpClients]


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 169.254.169.254 192.88.99.1 ::1 ::ffff:127.0.0.1 ::127.0.0.1 2002:7f00:1::1 "
    "64:ff9b::7f00:1 64:ff9b:1::7f00:1 2001:0:7f00:1::1".split(),
)
@pytest.mark.parametrize("is_written_out", [False, True])
def test_a_private_address_is_refused_by_its_name(address: str, is_written_out: bool) -> None:
    reactor = reactor_with([address])
    host = address if is_written_out else "paper.example"
    failure = outcome(reactor, host)
    assert failure.check(PrivateAddress)
    assert str(failure.value) == f"{host} is {address}"
    reason = "private address; ALLOW_PRIVATE_ADDRESSES is off"
    assert fate_of_failure(failure) == ("failed", reason)
    assert tried(reactor) == []


def test_a_public_address_is_connected_to() -> None:
    reactor = reactor_with([PUBLIC])
    assert outcome(reactor) is None
    assert tried(reactor) == [PUBLIC]


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_V6])
def test_a_public_address_may_be_written_out(address: str) -> None:
    reactor = reactor_with([address])
    outcome(reactor, address)
    assert tried(reactor) == [address]


def test_of_mixed_addresses_only_public_ones_are_connected_to() -> None:
    reactor = reactor_with(["127.0.0.1", PUBLIC, "::1", PUBLIC_V6, "64:ff9b::7f00:1"])
    outcome(reactor)
    assert tried(reactor) == [PUBLIC, PUBLIC_V6]


def test_each_connection_is_judged_by_its_own_look_up() -> None:
    reactor = reactor_with([PUBLIC], ["127.0.0.1"], [PUBLIC])
    outcome(reactor)
    assert outcome(reactor).check(PrivateAddress)
    outcome(reactor)
    assert tried(reactor) == [PUBLIC, PUBLIC]


def test_a_host_without_an_address_is_not_found() -> None:
    failure = outcome(reactor_with([]))
    assert fate_of_failure(failure) == ("failed", "host not found")


def test_a_proxy_may_be_on_a_private_address_and_no_other_host() -> None:
    reactor = reactor_with(["127.0.0.1"], ["127.0.0.1"])
    outcome(reactor, "proxy.example", is_proxy=True)
    assert outcome(reactor).check(PrivateAddress)
    assert tried(reactor) == ["127.0.0.1"]


def test_names_are_guarded_once() -> None:
    reactor = reactor_with()
    before = reactor.nameResolver
    guard(reactor)
    assert reactor.nameResolver is before


def test_private_addresses_can_be_allowed() -> None:
    crawler = get_crawler(settings_dict={"ALLOW_PRIVATE_ADDRESSES": True})
    with pytest.raises(NotConfigured):
        PublicAddressMiddleware.from_crawler(crawler)
