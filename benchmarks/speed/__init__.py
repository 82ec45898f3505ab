"""How fast the program is, as ratios of one run: `python -m benchmarks.speed`."""
