"""Which IP addresses are of the public internet."""

import pytest

from crawler.downloader.public_addresses import is_public

PUBLIC = """
93.184.215.14 1.1.1.1 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.88.98.1 223.255.255.255
2606:2800:21f:cb07:6820:80da:af6b:8b2c 2a00:1450:4001:80f::200e 2001:4860:4860::8888
::ffff:93.184.215.14 64:ff9b::93.184.215.14
""".split()

PRIVATE = """
0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.0.1
192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.88.99.255 192.168.0.1 198.18.0.1 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 fd00::1 fc00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 100::1 100:0:0:1::1
2001:db8::1 2001:2::1 2001:10::1 3fff::1 5f00::1 4000::1
""".split()

EMBEDDED = """
::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.1.2.3 ::ffff:169.254.169.254 ::ffff:224.0.0.1
::ffff:192.88.99.1 ::ffff:0:127.0.0.1 ::127.0.0.1 ::10.1.2.3 ::93.184.215.14
64:ff9b::127.0.0.1 64:ff9b::7f00:1 64:ff9b::169.254.169.254 64:ff9b::192.88.99.1
64:ff9b:1::127.0.0.1 64:ff9b:1:7f00:0:100:: 64:ff9b:1::93.184.215.14
2002:7f00:1::1 2002:a01:203::1 2002:c0a8:1::c0a8:1
2001:0:7f00:1::1 2001:0:5db8:d70e:8000:63bf:80ff:fffe 2001:0:7f00:1:0:0:a247:28f1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_of_a_network_of_ones_own_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", EMBEDDED)
def test_an_ipv4_address_within_ipv6_is_no_way_round(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "[::1]"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)
