"""A page with all that it shows in one file, as browsers save it: MHTML, RFC 2557."""

from datetime import datetime, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from crawler.archive.records import SavedPage, Unreadable


def mhtml_page(content: bytes, where: str, saved: datetime) -> SavedPage:
    """Return the page in a file; saved: when that was, if it does not say so.

    Raises Unreadable.
    """
    message = message_from_bytes(content, policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not parts:
        raise Unreadable(where, "no page in it")
    start = str(message.get_param("start") or "")
    root = next((part for part in parts if part.get("Content-ID") == start), parts[0])
    url = str(message.get("Snapshot-Content-Location") or root.get("Content-Location") or "")
    if not url.startswith(("http:", "https:")):
        raise Unreadable(where, "no address; it names none in Snapshot-Content-Location")
    body = root.get_payload(decode=True)
    kind = str(root.get("Content-Type") or "text/html")
    return SavedPage(url, fetched_at(message, saved), 200, (("Content-Type", kind),), bytes(body))


def fetched_at(message: EmailMessage, saved: datetime) -> datetime:
    """Return when the page was saved, UTC."""
    try:
        stated = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return saved
    return stated.astimezone(timezone.utc)
