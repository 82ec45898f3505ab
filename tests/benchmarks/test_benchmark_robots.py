"""The table of robots.txt names what is not obeyed."""

from benchmarks.robots import differences
from benchmarks.robots_sites import PATHS, SITES, Server


def test_what_is_not_obeyed_is_named() -> None:
    servers = {site.name: Server(number, {}) for number, site in enumerate(SITES, 1)}
    try:
        for site in SITES:
            servers[site.name].asked = [(path, 0.0, "") for path in site.is_open.split()]
        assert differences(servers, PATHS) == ([], [])
        servers["closed to us"].asked.append(("/open", 0.0, ""))
        servers["open to us alone"].asked.clear()
        assert differences(servers, PATHS) == (["closed to us"], ["open to us alone"])
        assert differences(servers, ("/open/front",))[0] == []
    finally:
        for server in servers.values():
            server.server_close()
