"""Makes pairs of invented reports: cuts of one text by two papers, and two reports of one event."""

from collections.abc import Iterator
from random import Random

WHO = """
the harbour master/a spokesman for the port/the mayor of Northport/the ferry company/local traders
a union official/the fire brigade/the finance ministry/two eyewitnesses/the coast guard
"""
DID = "said/told reporters/denied/confirmed/explained/warned/announced/insisted/admitted/added"
THING = """
quay/pier/crane/market/bridge/school/road/warehouse/ferry/budget/strike/vote/contract/tunnel/railway
hospital/stadium/reservoir/lighthouse/festival
"""
FATE = """
would stay closed/had been saved/could not be paid for/was nearly finished/had cost millions
would be moved up the river/had to wait/was sound/must be rebuilt/had surprised everybody
belonged to the town/would open in spring/had been sold/was in danger/needed more staff
"""
WHEN = """
on Monday/after a meeting that lasted all night/in a statement/at a news conference in the town hall
before the vote/late in the evening/as the crews were still at work/for the first time since spring
while hundreds waited outside/according to people who were there
"""
WHY = """
because the insurers had not answered/since there was no money left/as the law demands it
which many had feared/a step that the opposition calls a mistake/but gave no date
although the experts had advised against it/and thanked the volunteers/with a view to the winter
to the surprise of the council
"""
NAMES = "Brook Castell Dorn Elster Fenwick Gales Hartog Ingram Jansen Kettle Lund Marsh".split()


def one_of(random: Random, phrases: str) -> str:
    return random.choice(phrases.strip().replace("\n", "/").split("/"))


def sentence(random: Random) -> str:
    """Return a sentence that could stand in a report."""
    claim = f"that the {one_of(random, THING)} {one_of(random, FATE)}"
    parts = [one_of(random, WHO), one_of(random, DID), claim]
    parts += [one_of(random, ending) for ending in (WHEN, WHY) if random.random() < 0.6]
    if random.random() < 0.5:
        parts.append(f"and spoke of {random.randint(2, 900)} {one_of(random, THING)}s")
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:]}, {random.choice(NAMES)} wrote."


def report(random: Random, sentences: int) -> list[str]:
    return [sentence(random) for _ in range(sentences)]


def edited(random: Random, text: list[str], rate: float) -> list[str]:
    """Return the text after a sub-editor: a word in so many is another one."""
    return [
        " ".join(
            random.choice(NAMES).lower() if random.random() < rate else word
            for word in line.split()
        )
        for line in text
    ]


def copies(seed: int, pairs: int) -> Iterator[tuple[str, str]]:
    """Yield what two papers made of one agency's text: cut, edited, with words of their own."""
    random = Random(seed)
    for _ in range(pairs):
        wire = report(random, random.randint(12, 40))
        start = random.randint(0, len(wire) // 5)
        end = max(len(wire) * random.randint(40, 100) // 100, start + 8)
        one, other = wire, edited(random, wire[start:end], random.choice([0, 0.01, 0.03]))
        if random.random() < 0.5:
            one = edited(random, one[: len(one) * 9 // 10], 0.02)
        own = report(random, random.randint(0, 2))
        yield "\n".join(one), "\n".join([*own, *other])


def two_reports(seed: int, pairs: int) -> Iterator[tuple[str, str]]:
    """Yield two newsrooms' reports of one event: the same quotations and the same background."""
    random = Random(seed)
    for _ in range(pairs):
        length = random.randint(12, 40)
        quotations = report(random, random.randint(1, max(1, length // 6)))
        background = report(random, random.randint(0, max(1, length // 8)))
        reports = []
        for _ in range(2):
            own = report(random, length - len(quotations))
            for quotation in quotations:
                own.insert(random.randint(0, len(own)), f"“{quotation}”")
            reports.append("\n".join([*own, *background]))
        yield reports[0], reports[1]
