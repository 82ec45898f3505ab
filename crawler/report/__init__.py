"""What a run leaves behind for its reader: `reports/<run>.json`, and the same as a page."""

from crawler.report.figures import Figures
from crawler.report.page import html_page

__all__ = ["Figures", "html_page"]
