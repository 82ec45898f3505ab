"""Which IP addresses are of the public internet, and which lead into a network of our own."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Python 3.10 takes part of the first for global, and every version the second.
SPECIAL_V4 = (
    ip_network("192.0.0.0/24"),  # protocol assignments (RFC 6890)
    ip_network("192.88.99.0/24"),  # relays of 6to4, deprecated (RFC 7526)
)
GLOBAL_UNICAST = ip_network("2000::/3")  # all that IANA gives out of IPv6; the rest is special
SPECIAL_V6 = (
    ip_network("2001::/23"),  # protocol assignments, among them Teredo (2001::/32, RFC 4380)
    ip_network("2001:db8::/32"),  # documentation (RFC 3849)
    # 6to4, which has an IPv4 address in it and is deprecated (RFC 7526): no paper is there.
    ip_network("2002::/16"),
    ip_network("3fff::/20"),  # documentation (RFC 9637)
)
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052; 64:ff9b:1::/48 (RFC 8215) is for local use


def is_public(address: str) -> bool:
    """Return whether a textual IP address is one of the public internet.

    What can't be read as an address is not. An IPv4 address within an IPv6 one that leads to it,
    mapped (RFC 4291, 2.5.5.2) or translated by NAT64 (RFC 6052), is judged in its place; other
    forms that carry one (compatible, 6to4, Teredo, local NAT64) are refused whatever they carry.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = embedded_ipv4(parsed)
        if inner is None:
            return parsed in GLOBAL_UNICAST and not any(parsed in net for net in SPECIAL_V6)
        parsed = inner
    special = any(parsed in network for network in SPECIAL_V4)
    return parsed.is_global and not parsed.is_multicast and not special


def embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one leads to, None if it leads to none."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
