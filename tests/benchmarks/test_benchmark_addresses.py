"""The benchmark of addresses in short: a name server that lies leads nowhere."""

import pytest

from benchmarks.addresses.channels import ALONE, Run, run
from benchmarks.addresses.names import NameServer
from benchmarks.addresses.site import Site

FORMS = ("127.0.0.1", "2002:7f00:1::1", "64:ff9b::7f00:1")


@pytest.mark.parametrize(
    ("channel", "resolver"),
    [
        ("302", "Threaded"),
        ("302", "Hostname"),
        ("tls", "Threaded"),
        ("tls-302", "Hostname"),
        ("savepage", "Hostname"),
        ("newsource", "Hostname"),
    ],
)
def test_no_way_leads_to_a_private_address(channel: str, resolver: str) -> None:
    forms = FORMS[:1] if channel in ALONE else FORMS  # of which each is several commands
    with NameServer() as names, Site() as site:
        judged = run(channel, Run(names, site, resolver, has_cache=False, forms=forms))
        assert names.asked, "the name server was not asked"
        assert judged.reached == 0
        assert judged.refused >= len(forms)


@pytest.mark.parametrize("channel", ["302", "tls"])
def test_what_is_not_reached_would_be_if_it_were_allowed(channel: str) -> None:
    with NameServer() as names, Site() as site:
        allowed = run(channel, Run(names, site, "Hostname", is_allowed=True, forms=FORMS))
        assert allowed.reached >= len(FORMS)
