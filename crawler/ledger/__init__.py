"""What earlier runs know: the fate of URLs, the code and file of articles, the runs."""

from crawler.ledger.database import LedgerError
from crawler.ledger.keeper import LedgerKeeper, ledger_of
from crawler.ledger.ledger import Ledger
from crawler.ledger.tables import Entry, Harvest, Visit

__all__ = ["Entry", "Harvest", "Ledger", "LedgerError", "LedgerKeeper", "Visit", "ledger_of"]
