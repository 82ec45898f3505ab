"""Invented events, as several newsrooms report them. Only benchmarks/likeness.py uses these texts.

An event has facts, numbers, persons and quotations. A newsroom words each fact in one of several
wordings. Nothing of it is shared with tests/likeness_pairs.py, on which the thresholds were tuned.
"""

from collections.abc import Sequence
from random import Random

PLACES = "Alcora Belvar Corrado Dunmoor Estuna Falkonby Grenzau Hollin Iskra Jorvan".split()
LAST = "Abara Bellini Chopra Dahl Eze Farkas Girard Hossain Ivanova Jimenez Kaya Lindqvist".split()
FIRST = "Amina Boris Carla Deniz Elif Farid Greta Hugo Irina Joao Kemal Lucia".split()
AGENCIES = "NWS/Transcontinental/Meridian Press/Unity Wire/Baltic News Desk".split("/")
BODIES = """
regional water board/appeals court/central bank/transport ministry/national teachers' union
state energy regulator/civil aviation office/provincial assembly/league of cities/health agency
"""
ISSUES = """
drought levy/school closures/rail timetable/interest rate/vaccination drive/runway extension
pension reform/power outage/wheat export ban/housing code/fishing quota/data centre permit
"""
# Each fact in three wordings: {b} a body, {i} an issue, {n} and {m} numbers, {p} a person, {c} a
# place.
FACTS = """
The {b} in {c} approved the {i} by {n} votes to {m}
Members of the {b} voted {n} to {m} for the {i} when they met in {c}
By a margin of {n} to {m}, {c}'s {b} has cleared the way for the {i}

Some {n} people marched through {c} against the {i}, according to the {b}
Opponents of the {i} filled the streets of {c}; the {b} counted {n} of them
The {b} put at {n} the number of demonstrators who turned out in {c} over the {i}

{p} resigned from the {b} after {n} months in office
After only {n} months, {p} is leaving the {b}
The {b} is losing {p}, who was named {n} months ago

Costs of the {i} rose {n} per cent to {m} million crowns
The bill for the {i} now stands at {m} million crowns, up {n} per cent
Taxpayers will find that the {i} costs {n} per cent more, {m} million crowns altogether

A court in {c} will hear the complaint of {n} residents in {m} weeks
Judges in {c} have given {n} residents a date {m} weeks from now
{n} people who live near {c} get their day in court in {m} weeks

Engineers checked {n} of {m} sites near {c} and found cracks
Cracks showed up at {n} out of {m} places that were examined around {c}
Of {m} locations inspected close to {c}, {n} turned out to be cracked

{p} met a delegation from {c} behind closed doors for {n} hours
For {n} hours a delegation from {c} sat with {p}; reporters were kept out
Talks between {p} and visitors from {c} went on for {n} hours in private

The {b} published {n} pages of documents on the {i}
{n} pages about the {i} were put on line by the {b}
Anyone can now read the {n} pages that the {b} had kept on the {i}

Shares of the operator fell {n} points on the exchange in {c}
Investors in {c} sold the operator's stock, which lost {n} points
On the {c} exchange the operator was {n} points cheaper at the close

Hospitals around {c} admitted {n} patients, {m} of them children
{n} persons, among them {m} children, were taken to wards near {c}
Doctors in the {c} area are treating {n} people including {m} minors

Flights to {c} were cut from {m} to {n} a day
Only {n} planes a day will serve {c}, where there had been {m}
Airlines are to run {n} daily services to {c} in place of {m}

The last such decision in {c} dates back {n} years
Nothing of the kind had been decided in {c} for {n} years
It is {n} years since {c} saw anything similar

{p} promised an answer to the {i} within {n} days
An answer on the {i} is due in {n} days, if {p} keeps to what was promised
Within {n} days there will be a decision about the {i}, {p} has pledged
"""
QUOTED = """
We have waited {n} years for someone to tell us the truth about the {i}
Nobody in {c} was asked, and nobody in {c} will forget it
If the {b} thinks that this ends the matter, it has not listened to the people here
I signed the papers because the numbers were right, and they are still right today
There is no money for the {i}, there was none last year and there will be none next year
You cannot run a country on announcements, you need {n} engineers and a plan
My children were at home that night and I could not reach them for {n} hours
"""
BACKGROUND = """
{c}, a city of {n}00,000, lies on the border and depends on trade with its northern neighbours.
The {b} was set up {n} years ago to settle quarrels between the provinces.
The {i} has divided the governing coalition since it was first announced {n} months ago.
"""
SPEECH = "{q}, {p} said | {p} told reporters: {q} | Asked about it, {p} answered: {q}"
OPENINGS = "/On Tuesday, /Meanwhile, /Officials confirmed that /Earlier this week, /In addition, "


def phrases(text: str) -> list[str]:
    return [phrase for line in text.strip().splitlines() for phrase in line.split("/")]


def opened(sentence: str, random: Random) -> str:
    """Return the sentence after an opening of the newsroom's, if it likes one."""
    opening = random.choice(OPENINGS.split("/"))
    return f"{opening}{sentence[0].lower()}{sentence[1:]}" if opening else sentence


class Event:
    """What can be reported."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.place = random.choice(PLACES)
        self.persons = [f"{random.choice(FIRST)} {random.choice(LAST)}" for _ in range(4)]
        self.bodies = random.sample(phrases(BODIES), 3)
        self.issues = random.sample(phrases(ISSUES), 2)
        facts = [block.splitlines() for block in FACTS.strip().split("\n\n")]
        self.facts = [
            self.filled(*wordings) for wordings in random.choices(facts, k=random.randint(14, 30))
        ]
        quoted = random.sample(QUOTED.strip().splitlines(), random.randint(2, 5))
        self.quotations = [self.filled(f"“{words}”")[0] for words in quoted]
        self.background = self.filled(random.choice(BACKGROUND.strip().splitlines()))[0]

    def filled(self, *wordings: str) -> list[str]:
        """Return the wordings with the same numbers, names and places in all of them."""
        values = {
            "b": self.random.choice(self.bodies),
            "i": self.random.choice(self.issues),
            "n": self.random.randint(3, 480),
            "m": self.random.randint(3, 980),
            "p": self.random.choice(self.persons),
            "c": self.random.choice([self.place, self.random.choice(PLACES)]),
        }
        return [wording.format(**values) for wording in wordings]

    def report(self, random: Random, wordings: Sequence[int] = (0, 1, 2)) -> list[str]:
        """Return the paragraphs of one newsroom: most facts, in its own order.

        wordings: those that it may choose from.
        """
        facts = random.sample(self.facts, max(8, len(self.facts) * random.randint(60, 95) // 100))
        sentences = [opened(fact[random.choice(wordings)], random) for fact in facts]
        for quotation in self.quotations:
            speech = random.choice(SPEECH.split(" | "))
            said = speech.format(q=quotation, p=random.choice(self.persons))
            sentences.insert(random.randint(1, len(sentences)), said)
        text: list[str] = []
        while sentences:
            size = random.randint(1, 3)
            text.append(". ".join(sentences[:size]) + ".")
            sentences = sentences[size:]
        if random.random() < 0.5:
            text.append(self.background)
        return text
