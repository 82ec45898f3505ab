"""Addresses of pictures: which are ones, what they say of the picture, what a proxy wraps."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

_PLAIN = re.compile(r"https?://[\w.-]+((?:/[!-\"$->@-~]*)?)(?:[?#][!-~]*)?", re.A)
_NO_ADDRESS = re.compile(
    r"[{}<>\"\\^`\n]|^(?:data|blob|javascript|about):|^#|^\d+(?:\.\d+)?[wxh]$|^this\.|^\w+\(",
    re.I,
)
_SUFFIX = re.compile(r"\.\w{3,4}$")
_CROP = re.compile(r"(?:[-_.@](?:\d{2,4}x\d{2,4}|scaled|\d{3,4}w))*\.\w{3,4}$")
_PREVIEW = 200  # pixels: what is narrower is shown until the picture is there
_WIDTH = re.compile(
    r"/(?:max|fit|w|width|resize|thumb(?:nail)?s?)[/:_=](\d{1,4})(?=[/x_,:])|[?&,/](?:w|width|sw|resize)[=_](\d{1,4})"
    r"(?=[&,/x]|$)|[-_](\d{2,4})x\d{2,4}(?=\.\w{3,4}$)|[-_]w?(\d{2,3})(?:px|w)(?=[-_.])"
)
_PROXY = re.compile(
    r"(?:/_next/image|/_vercel/image|/\.netlify/images|/_image|/(?:tim)?thumb\.php)/?$"
)
_PROXY_HOSTS = frozenset(("images.weserv.nl", "wsrv.nl"))
_PATH_PROXY = re.compile(r"/(?:cdn-cgi/image|_ipx)/[^/]+/(https?:/{1,2}[^?]+)$")
# Words in the names of what a site has made for sharing its pages, and those beside them.
_SHARED = frozenset(
    "og opengraph open graph share shared sharing social default fb facebook twitter tw card seo "
    "meta fallback generic placeholder brand sitewide".split()
)
_BESIDE = frozenset(
    "image images img pic picture photo thumb thumbnail cover banner preview large small big main "
    "header home site website news post article page".split()
)
_WORD = re.compile(r"[a-z]+")
_HASH = re.compile(r"[._-](?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{4,}(?=\.\w{3,4}$)|\d+x\d+")
_WRAPPED = ("url", "src", "href")
_LONGEST = 4000  # characters of an address


def is_address(link: str | None) -> bool:
    """Return whether what stands in a picture's attribute may be an address: no JSON, no `150w`."""
    return bool(link and len(link) <= _LONGEST and not _NO_ADDRESS.search(link.strip()))


def unwrapped(url: str) -> str:
    """Return the address that an image proxy's address wraps, else the address itself."""
    if "url=" not in url and "src=" not in url and "http" not in url[8:]:
        return url
    parts = urlsplit(url)
    if found := _PATH_PROXY.search(parts.path):
        return re.sub(r"^(https?):/+", r"\1://", unquote(found[1]))
    if not _PROXY.search(parts.path) and parts.hostname not in _PROXY_HOSTS:
        return url
    inner = next((value for key, value in parse_qsl(parts.query) if key in _WRAPPED), "")
    if parts.hostname in _PROXY_HOSTS and inner and "//" not in inner:
        inner = f"https://{inner}"
    address = urljoin(url, inner) if is_address(inner) else url
    return address if address.startswith(("http://", "https://")) else url


def is_preview(url: str) -> bool:
    """Return whether an address says that its picture is a thumbnail, or a blurred stand-in."""
    found = _WIDTH.search(url)
    width = next((group for group in found.groups() if group), None) if found else None
    return width is not None and int(width) < _PREVIEW


def is_made_for_sharing(url: str, names: Collection[str]) -> bool:
    """Return whether a picture's file is called as one that a site has for all of its pages.

    names are the site's own, by letters(): `herald.jpg`, `share-default.png`, `fb_1200x630.png`.
    """
    stem = _SUFFIX.sub("", _HASH.sub("", file_name(url).lower()))
    if any(char.isdigit() for char in stem):
        return False
    said = _WORD.findall(stem)
    others = "".join(word for word in said if word not in _SHARED | _BESIDE)
    return (others in names) if others else not _SHARED.isdisjoint(said)


def file_name(url: str) -> str:
    """Return the last part of a URL's path."""
    return unquote(url_path(url)).rstrip("/").rsplit("/", 1)[-1]


@lru_cache(maxsize=5_000)
def picture_name(url: str) -> str:
    """Return what the renditions of one picture have in common."""
    name = file_name(url)
    return _CROP.sub("", name) if _SUFFIX.search(name) else url


def url_path(url: str) -> str:
    """Return a URL's path as it is."""
    plain = _PLAIN.fullmatch(url)
    return plain[1] if plain else urlsplit(url).path
