"""Judges every address at the connection: what is connected to is what was judged.

Scrapy's handlers for HTTP/1.1 and HTTP/2 connect through Twisted's HostnameEndpoint, which asks
the reactor's name resolver for the addresses of a host, written out or not, and opens connections
to these and no others. A resolver around the configured one withholds those that are not public:
no second look-up comes between judgement and connection, whatever is cached.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IResolutionReceiver,
    IStreamClientEndpoint,
)
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer

from crawler.downloader.public_addresses import is_public
from crawler.fates import HasFate


class PrivateAddress(IgnoreRequest, HasFate):
    """A host of this machine or its network, to which a page from outside must not lead."""

    reason = "private address; ALLOW_PRIVATE_ADDRESSES is off"


class PublicAddressMiddleware:
    """Puts the judging resolver in its place, in the whole process, before the first connection."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PublicAddressMiddleware":
        """Return the middleware, unless ALLOW_PRIVATE_ADDRESSES says that it is not wanted."""
        if crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"):
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Judge the addresses of this request, too: Scrapy sets its resolver when it starts."""
        from twisted.internet import reactor  # there is none before the crawl starts

        guard(reactor)


def guard(reactor: Any) -> None:
    """Put the judging resolver around the reactor's own, once.

    The resolver of reactor.resolve stays: only tunnels to a proxy look their host up there.
    """
    if not isinstance(reactor.nameResolver, PublicAddressResolver):
        simple = reactor.resolver
        reactor.installNameResolver(PublicAddressResolver(reactor.nameResolver))
        reactor.resolver = simple


@implementer(IHostnameResolver)
class PublicAddressResolver:
    """Passes on the public ones of the addresses that another resolver finds."""

    def __init__(self, resolver: Any) -> None:
        self._resolver = resolver
        self._is_paused = False

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Judge no look-up that begins within."""
        self._is_paused = True
        try:
            yield
        finally:
            self._is_paused = False

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Look up a host; see IHostnameResolver."""
        receiver: Any = resolutionReceiver
        if not self._is_paused:
            receiver = _PublicAddresses(receiver, hostName)
            if is_written_out(hostName) and not is_public(hostName):
                # A resolver of IPv4 alone would not find the host, which says less.
                receiver.resolutionBegan(HostResolution(hostName))
                receiver.addressResolved(IPv4Address("TCP", hostName, portNumber))
                receiver.resolutionComplete()
                return HostResolution(hostName)
        return self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


def is_written_out(host: str) -> bool:
    """Return whether a host is an IP address, as resolvers and URLs write them."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@implementer(IResolutionReceiver)
class _PublicAddresses:
    """Hands over public addresses; where a host has only others, what says so when it is used."""

    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host
        self._has_public = False
        self._refused: list[str] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: IAddress) -> None:
        if not isinstance(address, (IPv4Address, IPv6Address)) or not is_public(address.host):
            self._refused.append(getattr(address, "host", str(address)))
            return
        self._has_public = True
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        if self._refused and not self._has_public:
            self._receiver.addressResolved(_Refusal(self._host, self._refused[0]))
        self._receiver.resolutionComplete()


class _Refusal(IPv4Address):
    """Stands for an address that must not be connected to: to read it raises PrivateAddress.

    A receiver can be given addresses, but no error: without any it would say that there is no
    such host, and be asked again.
    """

    def __init__(self, host: str, address: str) -> None:
        self.__dict__["why"] = f"{host} is {address}"

    @property
    def host(self) -> str:  # type: ignore[override]
        raise PrivateAddress(self.__dict__["why"])


class HttpHandler(HTTP11DownloadHandler):
    """Scrapy's for HTTP/1.1, whose proxies may be on a private address: the user names them."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        pool: HTTPConnectionPool = _Pool(  # type: ignore[no-untyped-call]
            self._pool._reactor, persistent=self._pool.persistent
        )
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        pool._factory = self._pool._factory
        self._pool = pool


class _Pool(HTTPConnectionPool):
    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:
        """Return a connection of the pool, or a new one; see HTTPConnectionPool."""
        if key[0] == b"http-proxy":  # Scrapy's and Twisted's key of plain HTTP through a proxy
            endpoint = _ProxyEndpoint(self._reactor, endpoint)
        return super().getConnection(key, endpoint)


@implementer(IStreamClientEndpoint)
class _ProxyEndpoint:
    def __init__(self, reactor: Any, endpoint: Any) -> None:
        self._reactor = reactor
        self._endpoint = endpoint

    def connect(self, protocolFactory: Any) -> Any:
        """Connect without judgement: HostnameEndpoint begins its look-up before it returns."""
        resolver = self._reactor.nameResolver
        if not isinstance(resolver, PublicAddressResolver):
            return self._endpoint.connect(protocolFactory)
        with resolver.paused():
            return self._endpoint.connect(protocolFactory)
