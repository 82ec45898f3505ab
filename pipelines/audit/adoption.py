"""Files that are there before their ledger: they are the earlier truth, and keep their codes."""

import logging
from datetime import datetime
from itertools import chain

from crawler.ledger import Ledger
from pipelines.audit.audit import Audit
from pipelines.audit.looks import looks
from pipelines.audit.remedies import Remedies
from pipelines.document.options import Options
from pipelines.files.inventory import held_inventory, inventory

logger = logging.getLogger(__name__)


def adopt_files(chosen: Options, ledger: Ledger, now: datetime) -> None:
    """Take the articles of an earlier ledger, which was lost, into one that is new.

    So `scrapy check --fix` does; but a run that came before it would give pages without a date a
    second code.
    """
    remedies = Remedies(chosen.output, ledger, now)
    audit = Audit(chosen.output, ledger, remedies, "", None)
    there = chain(
        inventory(chosen.output, chosen.article_path, ledger),
        held_inventory(chosen.output, ledger),
    )
    number = 0
    for finding in audit.findings(looks(chosen.output, there)):
        if finding.kind == "unknown" and finding.remedy:
            finding.remedy()
            number += 1
    if number:
        ledger.commit()
        logger.warning("the ledger is new: it has taken in %d articles that were there", number)
