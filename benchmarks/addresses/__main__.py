"""Count the connections that lead to private addresses.

    python -m benchmarks.addresses [CHANNEL …]

Each channel, or only those that are named, is crawled with names and addresses of each form, with
both of Scrapy's resolvers, with and without a cache of names; then once with
ALLOW_PRIVATE_ADDRESSES, to show that they would be reached. No connection leaves this machine. Exit
code 1 if a private address is reached.
"""

import sys
from collections.abc import Iterable
from itertools import product

from benchmarks.addresses.channels import CHANNELS, Run, run
from benchmarks.addresses.names import NameServer
from benchmarks.addresses.site import Site

COLUMNS = ("channel", "resolver", "cache", "requests", "refused", "reached", "if allowed")


def row(cells: Iterable[object]) -> str:
    """Return a line of the table."""
    return "".join(f"{cell!s:>11}" for cell in cells)


def main() -> int:
    """Print the table of counts, each row when it is known; return the exit code."""
    reached = 0
    print(row(COLUMNS), flush=True)
    with NameServer() as names, Site() as site:
        channels = sys.argv[1:] or CHANNELS
        for channel, resolver, cache in product(channels, ("Threaded", "Hostname"), (True, False)):
            judged = run(channel, Run(names, site, resolver, cache))
            allowed = run(channel, Run(names, site, resolver, cache, is_allowed=True))
            reached += judged.reached
            counts = (judged.requests, judged.refused, judged.reached, allowed.reached)
            print(row((channel, resolver, "on" if cache else "off", *counts)), flush=True)
    print(f"reached in all: {reached}")
    return int(reached > 0)


if __name__ == "__main__":
    sys.exit(main())
