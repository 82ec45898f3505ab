"""The benchmark of addresses in short: a name server that lies leads nowhere."""

import pytest

from benchmarks.addresses.channels import Run, run
from benchmarks.addresses.names import NameServer
from benchmarks.addresses.site import Site

FORMS = ("127.0.0.1", "2002:7f00:1::1", "64:ff9b::7f00:1")


@pytest.mark.parametrize("resolver", ["Threaded", "Hostname"])
def test_a_redirect_leads_to_no_private_address(resolver: str) -> None:
    with NameServer() as names, Site() as site:
        judged = run("302", Run(names, site, resolver, has_cache=False, forms=FORMS))
        assert names.asked, "the name server was not asked"
        assert judged.reached == 0
        assert judged.refused >= len(FORMS)


def test_what_is_not_reached_would_be_if_it_were_allowed() -> None:
    with NameServer() as names, Site() as site:
        allowed = run("302", Run(names, site, "Hostname", is_allowed=True, forms=FORMS))
        assert allowed.reached >= len(FORMS)
