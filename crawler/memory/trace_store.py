"""Where the traces of a site's pages are kept, so that to learn more needs no old page again."""

import gzip
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.errors import UserError
from crawler.memory.traces import BlockTrace, PageTrace
from crawler.system.whole_files import write_whole

FORM = 3  # of the file: traces in another form are of no use, and their pages are read again


def trace_file(folder: Path, site: str) -> Path:
    """Return where the traces of a site are, in the folder of the models."""
    return folder / f"{site}.pages.gz"


def read_traces(path: Path) -> list[PageTrace]:
    """Return the traces in a file, none if it is of another form; raises UserError."""
    try:
        lines = gzip.decompress(path.read_bytes()).decode().splitlines()
        if not lines or json.loads(lines[0]) != {"form": FORM}:
            return []
        return [_trace(json.loads(line)) for line in lines[1:]]
    except FileNotFoundError:
        return []
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise UserError(f"{path}: damaged ({error}); remove it, and learn again") from error


def write_traces(path: Path, traces: Iterable[PageTrace]) -> None:
    """Write traces to a file, the same bytes for the same traces; raises OSError."""
    rows = [{"form": FORM}, *map(_row, traces)]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, gzip.compress(text.encode(), mtime=0))


def _row(trace: PageTrace) -> dict[str, object]:
    places = sorted({block.place for block in trace.blocks})
    number = {place: n for n, place in enumerate(places)}
    blocks = [[b.line, number[b.place], b.length, b.links, _flags(b)] for b in trace.blocks]
    return {**asdict(trace), "places": places, "blocks": blocks}


def _flags(block: BlockTrace) -> int:
    flags = (block.kept, block.open, block.heading, block.quoted, block.strange)
    return sum(1 << n for n, flag in enumerate(flags) if flag)


def _trace(row: dict[str, Any]) -> PageTrace:
    places, blocks = row.pop("places"), row.pop("blocks")
    made = tuple(
        BlockTrace(line, places[place], length, links, *(bool(flags >> n & 1) for n in range(5)))
        for line, place, length, links, flags in blocks
    )
    authors, filled = tuple(row.pop("authors")), tuple(row.pop("filled"))
    evidence = tuple((field, origin, value) for field, origin, value in row.pop("evidence"))
    return PageTrace(blocks=made, authors=authors, filled=filled, evidence=evidence, **row)
