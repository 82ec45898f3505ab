"""Packed bodies that broke off: for each coding, at each byte; and gzip that nobody names."""

import gzip
import zlib
from functools import partial

import brotli
import pytest

from crawler.downloader.content_codings import WHOLE, undeclared_gzip, zstd

PAGE = b"".join(b"<p>The night bus number %d came at last.</p>" % n for n in range(400))
PACKED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:900]) + gzip.compress(PAGE[900:]),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE[:900]) + zstd.compress(PAGE[900:]),
}
LIMIT = 1 << 20


@pytest.mark.parametrize("coding", PACKED)
def test_whole_body_is_whole_whatever_follows_it(coding: str) -> None:
    is_whole = WHOLE[coding]
    assert is_whole(PACKED[coding], LIMIT)
    assert is_whole(PACKED[coding] + b"\r\n", LIMIT)


def test_deflate_without_a_header_is_whole_or_cut_too() -> None:
    packing = zlib.compressobj(wbits=-15)
    packed = packing.compress(PAGE) + packing.flush()
    assert WHOLE["deflate"](packed, LIMIT)
    assert not WHOLE["deflate"](packed[:-9], LIMIT)


@pytest.mark.parametrize("coding", PACKED)
def test_cut_body_is_noticed_wherever_it_is_cut(coding: str) -> None:
    packed = PACKED[coding]
    between = {len(gzip.compress(PAGE[:900])), len(zstd.compress(PAGE[:900]))}  # members end there
    for end in {*range(20, len(packed), 7), len(packed) - 1} - between:
        assert not WHOLE[coding](packed[:end], LIMIT), f"cut at {end} of {len(packed)}"


@pytest.mark.parametrize("coding", PACKED)
def test_body_that_is_not_packed_as_it_says_is_left_to_scrapy(coding: str) -> None:
    assert WHOLE[coding](b"<!doctype html>" + PAGE, LIMIT)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_bomb_is_unpacked_to_the_limit_only(coding: str) -> None:
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": partial(brotli.compress, quality=1),
    }
    bomb = pack.get(coding, zstd.compress)(bytes(20 << 20))
    assert WHOLE[coding](bomb, 2 << 20)


@pytest.mark.parametrize(
    ("body", "codings", "more"),
    [
        (PAGE, [], 0),
        (PAGE, ["gzip"], 0),
        (PACKED["gzip"], [], 1),
        (PACKED["gzip"], ["gzip"], 0),
        (PACKED["gzip"], ["x-gzip"], 0),
        (gzip.compress(PACKED["gzip"]), ["gzip"], 1),
        (gzip.compress(PACKED["gzip"]), [], 2),
        (gzip.compress(PACKED["gzip"]), ["gzip", "gzip"], 0),
        (b"\x1f\x8bno gzip", [], 1),  # which Scrapy says
        (PACKED["br"], ["br"], 0),
        (b"", [], 0),
    ],
)
def test_layers_of_gzip_that_nobody_names_are_counted(
    body: bytes, codings: list[str], more: int
) -> None:
    assert undeclared_gzip(body, codings) == more
