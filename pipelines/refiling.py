"""The file of an article that this run has written, under another code or address."""

import re
from dataclasses import replace

import yaml
from scrapy.signalmanager import SignalManager

from crawler.ledger import Entry
from crawler.signals import article_moved
from pipelines.document.front_matter import quoted
from pipelines.document.options import Options
from pipelines.files.shelf import Shelf
from pipelines.files.store import article_path, content_key, held_path

_TITLE = re.compile(r'(?m)^title: ("(?:[^"\\]|\\.)*")$')
_KEY = re.compile(r'(?m)^(code|origin_url): "(?:[^"\\]|\\.)*"$')


def refiled(entry: Entry, shelf: Shelf, options: Options, signals: SignalManager) -> Entry:
    """Return the entry, with the path of its file after that has moved to the entry's code."""
    assert entry.path is not None
    former = shelf.content(entry.path)
    path = held_path(entry.code) if entry.held else published_path(entry, former or b"", options)
    moved = replace(entry, path=path)
    if former is not None:
        values = {"code": entry.code, "origin_url": entry.url}
        content = _KEY.sub(
            lambda line: f"{line[1]}: {quoted(values[line[1]])}", former.decode(), count=2
        ).encode()
        shelf.put(options.output / path, content)
        if path != entry.path:
            shelf.remove(options.output / entry.path)
        moved = replace(moved, content=content_key(content))
    signals.send_catch_log(article_moved, path=entry.path, new=path)
    return moved


def published_path(entry: Entry, content: bytes, options: Options) -> str:
    """Return the path of an article's file outside of held/; content: what it says."""
    stated = _TITLE.search(content.decode())
    title = str(yaml.safe_load(stated[1])) if stated else ""
    return article_path(options.article_path, entry.code, entry.source, entry.url, title)
