"""Publishers in five folds: what a page is judged by has seen no page of its publisher."""

import hashlib
from pathlib import Path

from tldextract import TLDExtract

FOLDS = 5
MODELS = Path(__file__).with_name("models")  # FOLD.json.gz: trained without that fold

_PUBLISHER = TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that the package brings


def fold_of(host: str) -> int:
    """Return the fold of the publisher of a host, the same one everywhere."""
    name = _PUBLISHER(host).domain or host  # example.co.uk and example.com are one publisher's
    return hashlib.sha256(name.encode()).digest()[0] % FOLDS
