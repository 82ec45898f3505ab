"""How the pages have something decided, and say what has come of it."""

from flask import current_app, flash

from crawler.review.desk.clerk import Clerk, Request, Waits


def clerk() -> Clerk:
    """Return the clerk of the application that serves the request."""
    found: Clerk = current_app.extensions["clerk"]
    return found


def ask(request: Request, sentence: str) -> None:
    """Have a decision carried out, now or when a run has ended, and say which.

    sentence: what it does, as an order, such as "publish 3 articles". Raises Undecidable,
    LedgerError or OSError, and then nothing is done.
    """
    outcome = clerk().ask(request, sentence)
    if isinstance(outcome, Waits):
        flash(
            f"A run is at work. It waits, and is carried out when the run has ended: {sentence}.",
            "waits",
        )
        return
    if outcome.act is not None:
        flash(f"{outcome.sentence}.|{outcome.act}", "done")
    elif not outcome.problems:
        flash(f"{outcome.sentence}.", "done")
    for problem in outcome.problems:
        flash(f"Left as it is: {problem}", "bad")
