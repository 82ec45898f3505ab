"""A name server on this machine, and Scrapy's resolvers asking it in place of the system's.

The first label of a name says how it answers: `fails-12-feed.trap.example` fails when it is asked
for the first time, then has the twelfth of FORMS.
"""

import os
import socket
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver, CachingThreadedResolver
from twisted.internet._resolver import GAIResolver
from twisted.names import dns

PUBLIC = "93.184.215.14"  # stands for the open internet; nobody is asked there
FORMS = (
    *("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.88.99.1"),
    *("224.0.0.1", "::1", "fd00::1", "fe80::1", "::ffff:7f00:1", "::127.0.0.1", "2002:7f00:1::1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2001:0:7f00:1::1", "2001:0:5db8:d70e::80ff:fffe"),
)
BEHAVIOURS = ("plain", "fails", "rebinds", "mixed")


class NameServer(ThreadingUDPServer):
    """Answers queries for A and AAAA, and counts them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Query)
        self.asked: Counter[tuple[str, int]] = Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def answers(self, name: str, kind: int) -> list[str] | None:
        """Return the addresses of a name, None if it fails this time."""
        self.asked[name, kind] += 1
        first = self.asked[name, kind] == 1
        if not name.endswith(".trap.example"):
            return [PUBLIC] if kind == dns.A else []
        behaviour, number, *_ = name.split("-")
        form = FORMS[int(number)]
        private = [form] if (":" in form) == (kind == dns.AAAA) else []
        if behaviour == "fails" and first and kind == dns.A:
            return None
        if behaviour == "rebinds" and first:
            return [PUBLIC] if kind == dns.A else []
        if behaviour == "mixed" and kind == dns.A:
            return [*private, PUBLIC]
        return private


class Query(BaseRequestHandler):
    """One question."""

    server: NameServer

    def handle(self) -> None:
        data, sender = self.request
        message = dns.Message()
        message.fromStr(data)
        query = message.queries[0]
        addresses = self.server.answers(query.name.name.decode(), query.type)
        message.answer = 1
        message.rCode = dns.ESERVER if addresses is None else dns.OK
        record = dns.Record_AAAA if query.type == dns.AAAA else dns.Record_A
        for address in addresses or ():
            message.answers.append(
                dns.RRHeader(query.name.name, query.type, ttl=0, payload=record(address))
            )
        sender.sendto(message.toStr(), self.client_address)


def looked_up(name: str, kind: int, port: int) -> list[str]:
    """Return the addresses that the name server has; raises gaierror if it fails."""
    message = dns.Message(id=1, recDes=1)
    message.addQuery(name.encode(), kind)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(5)
        asking.sendto(message.toStr(), ("127.0.0.1", port))
        reply = dns.Message()
        reply.fromStr(asking.recv(4096))
    if reply.rCode:
        raise socket.gaierror(socket.EAI_AGAIN, "the name server failed")
    return [
        answer.payload.dottedQuad()
        if kind == dns.A
        else socket.inet_ntop(socket.AF_INET6, answer.payload.address)
        for answer in reply.answers
    ]


def asking(port: int) -> tuple[Callable[[str], str], Callable[..., list[Any]]]:
    """Return gethostbyname and getaddrinfo that ask the name server of this port."""
    system_host, system_info = socket.gethostbyname, socket.getaddrinfo

    def gethostbyname(name: str) -> str:
        if not name.endswith(".example"):
            return system_host(name)
        found = looked_up(name, dns.A, port)
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        return found[0]

    def getaddrinfo(name: str, service: Any, *rest: Any, **named: Any) -> list[Any]:
        if not name.endswith(".example"):
            return system_info(name, service, *rest, **named)
        kinds = ((dns.A, socket.AF_INET), (dns.AAAA, socket.AF_INET6))
        return [
            (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, service))
            for kind, family in kinds
            for address in looked_up(name, kind, port)
        ]

    return gethostbyname, getaddrinfo


def divert(reactor: Any) -> None:
    """Note the address of each connection that is begun, and let it end at the site."""
    connect, port = reactor.connectTCP, int(os.environ["SITE"])
    log = Path(os.environ["CONNECTIONS"])

    def connect_tcp(host: str, _: int, *rest: Any, **named: Any) -> Any:
        with log.open("a") as lines:
            lines.write(f"{host}\n")
        return connect("127.0.0.1", port, *rest, **{**named, "bindAddress": None})

    reactor.connectTCP = connect_tcp


class Threaded(CachingThreadedResolver):
    """Scrapy's default, which asks for IPv4 alone."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "Threaded":
        socket.gethostbyname, _ = asking(int(os.environ["NAME_SERVER"]))
        divert(reactor)
        return super().from_crawler(crawler, reactor)


class Hostname(CachingHostnameResolver):
    """Scrapy's for IPv6 too."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "Hostname":
        _, getaddrinfo = asking(int(os.environ["NAME_SERVER"]))
        divert(reactor)
        resolver = super().from_crawler(crawler, reactor)
        resolver.original_resolver = GAIResolver(reactor, getaddrinfo=getaddrinfo)
        return resolver
