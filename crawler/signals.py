"""Our own Scrapy signals."""

# A URL has got its fate: url: str, source: str, fate: Fate, reason: str, article: Article | None,
# path: str of its file relative to OUTPUT_DIR, "" without one, response: Response | None.
url_settled = object()

# A page is left for a later run: url: str, reason: str.
url_left = object()

# A better copy has taken the place of an article that this run had written: entry: ledger.Entry.
article_displaced = object()

# An article that this run had written got its code from an earlier capture: path: str, new: str,
# both relative to OUTPUT_DIR.
article_moved = object()

# A re-extraction says otherwise than an article's file: change: changes.FileChange.
file_reextracted = object()

# A file that was edited by hand has been rewritten: path: Path, kept: Path of the edited one.
edit_replaced = object()
