"""The plot of how it scales: by processes, by size of a page, by size of the archive."""

from collections.abc import Mapping
from pathlib import Path

import matplotlib

from benchmarks.speed.figures import Figures

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "speed"  # the same figures give the same bytes


def plot(parts: Mapping[str, Figures], path: Path) -> None:
    """Draw what has been measured of the three."""
    from matplotlib import pyplot

    figure, (processes, sizes, past) = pyplot.subplots(1, 3, figsize=(12, 3.6))
    if "processes" in parts:
        rows = parts["processes"].rows
        processes.bar([str(row[0]) for row in rows], [float(row[1]) for row in rows])
    processes.set(title="Replay", xlabel="worker processes", ylabel="pages/s")
    if "sizes" in parts:
        rows = parts["sizes"].rows
        for column, name in ((2, "extract_article"), (3, "trafilatura")):
            points = [float(row[column]) for row in rows]
            sizes.loglog([float(row[1]) for row in rows], points, marker="o", label=name)
        sizes.legend()
    sizes.set(title="Extraction", xlabel="KiB a page", ylabel="CPU ms a page")
    if "past" in parts:
        rows = parts["past"].rows
        articles = [float(str(row[0]).replace(",", "")) for row in rows]
        past.semilogx(articles, [float(row[2]) for row in rows], marker="o")
        past.set_ylim(bottom=0)
    past.set(title="Replay", xlabel="articles in the ledger", ylabel="CPU ms a page")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
