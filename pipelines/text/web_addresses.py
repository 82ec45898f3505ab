"""Addresses as they may stand in a file: nothing in them that HTML or Markdown would read."""

import re

from pipelines.text.characters import readable

_WEB = re.compile(r"https?://[^/?#]", re.I)
_ILLEGAL = re.compile(r"""[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})""")  # in any URL: RFC 3986
_MARKDOWN = re.compile(r"['()\[\]]|&(?=#?[\w:][\w:.-]*;)")


def web_address(url: str) -> str | None:
    """Return an http(s) address with its illegal characters encoded; None for any other."""
    url = readable(url).strip()
    return _ILLEGAL.sub(_encoded, url) if _WEB.match(url) else None


def destination(address: str) -> str:
    """Return an address or a path as Markdown's destination of a picture that stands alone."""
    return _MARKDOWN.sub(_encoded, _ILLEGAL.sub(_encoded, address))


def link_destination(address: str) -> str:
    """Return the same for a link within a paragraph, where kramdown pairs a * with the text's."""
    return destination(address).replace("*", "%2A")


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
