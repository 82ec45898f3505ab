"""What tests share: articles, clocks, servers, and the command as a person runs it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
