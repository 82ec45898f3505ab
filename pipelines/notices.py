"""A notice that was taken for an article, as a site shows one wall on many pages.

One of these pages has a file, the others were copies of it. As soon as one of those shows an
article of its own, the text is known to be none: what the first page shows then is no loss.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.ledger import Entry, Ledger
from pipelines.files.shelf import Shelf
from pipelines.former import are_of_one_story, headline_and_text
from pipelines.identity import Version, loss
from pipelines.text.likeness import fingerprint, words_of

_CAPTIONED = re.compile(rb"^!\[.*\n\n.+\n", re.M)  # a picture and the paragraph below it


def without_notice(
    version: Version, entry: Entry, former: bytes | None, ledger: Ledger, shelf: Shelf
) -> Version:
    """Return a version of an article, not measured by its file if that holds a notice.

    former: what the file holds.
    """
    if former is None or version.change is None or not loss(version.change):
        return version
    return replace(version, change=None) if is_notice(entry, former, ledger, shelf) else version


def is_notice(entry: Entry, former: bytes, ledger: Ledger, shelf: Shelf) -> bool:
    """Return whether the text of a file has stood in the place of another article of its site."""
    headline = headline_and_text(former)[0]
    files = (
        shelf.content(other.path)
        for mark in fingerprints(former)
        for other in ledger.with_text(mark)
        if other.url != entry.url and host(other) == host(entry)
    )
    return any(
        not are_of_one_story(headline, headline_and_text(file)[0])
        for file in files
        if file is not None
    )


def fingerprints(file: bytes) -> set[int]:
    """Return what may be the fingerprint of a file's text, which its caption is no part of."""
    texts = (headline_and_text(one)[1] for one in (file, _CAPTIONED.sub(b"", file)))
    return {mark for text in texts if (mark := fingerprint(words_of(text))) is not None}


def host(entry: Entry) -> str | None:
    """Return the host of an article, without the www. that some of its addresses have."""
    name = urlsplit(entry.url).hostname
    return name and name.removeprefix("www.")
