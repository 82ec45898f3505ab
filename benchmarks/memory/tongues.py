"""Prose in eight languages that nobody has written: invented words between real small ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Tongue:
    """How a language looks on a page."""

    code: str  # ISO 639-1
    syllables: Sequence[str]
    small: Sequence[str]  # words of which a sentence has every third
    stop: str = "."
    space: str = " "
    months: Sequence[str] = ()


TONGUES = (
    Tongue(
        "en", "bar len tor mi sha der wick ston ha pel rin gow".split(),
        "the a of and to in was that for with on had from by".split(),
        months="January February March April May June".split(),
    ),
    Tongue(
        "de", "ber schlo gen rau ten hei lich ung for zim kel stra".split(),
        "der die das und in zu den mit von auf ist im nicht ein".split(),
        months="Januar Februar März April Mai Juni".split(),
    ),
    Tongue(
        "fr", "ma lou ré tier cha ven dri eau pon sel ti bour".split(),
        "le la les de des et à en un une dans pour que sur".split(),
        months="janvier février mars avril mai juin".split(),
    ),
    Tongue(
        "es", "ca ri to men lla do ña ver gor pi sal mon".split(),
        "el la los de y a en un una que por con para se".split(),
        months="enero febrero marzo abril mayo junio".split(),
    ),
    Tongue(
        "pl", "sza ko wie dro mil na rzy czu pło gor ska ben".split(),
        "w i na z do że się nie jest o po od dla jak".split(),
        months="stycznia lutego marca kwietnia maja czerwca".split(),
    ),
    Tongue(
        "ru", "ма лов ре тин да све го пол кар ни вес бор".split(),
        "в и на с по не что к из для он за от как".split(),
        months="января февраля марта апреля мая июня".split(),
    ),
    Tongue(
        "el", "μα λος ρε τιν κα σο δι πολ γα νη βε θρο".split(),
        "ο η το και του της να σε με για από στην που δεν".split(),
        months="Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου".split(),
    ),
    Tongue(
        "zh", "港 桥 城 河 山 工 船 市 路 塔 林 田 湖 海 岸 灯".split(),
        "的 了 在 是 和 有 不 这 为 以 上 与 从 到".split(),
        stop="。", space="", months="1月 2月 3月 4月 5月 6月".split(),
    ),
)  # fmt: skip


class Writer:
    """Writes in one language, the same for the same seed."""

    def __init__(self, tongue: Tongue, seed: str) -> None:
        self.tongue = tongue
        self.random = Random(seed)
        self._words = ["".join(self._syllables()) for _ in range(300)]

    def _syllables(self) -> list[str]:
        return [self.random.choice(self.tongue.syllables) for _ in range(self.random.randint(1, 3))]

    def words(self, count: int) -> str:
        """Return so many words, without a full stop."""
        sources = (self._words, self._words, self.tongue.small)
        line = self.tongue.space.join(self.random.choice(sources[n % 3]) for n in range(count))
        return line[0].upper() + line[1:]

    def sentence(self) -> str:
        count = self.random.randint(9, 20)
        return self.words(count) + self.tongue.stop

    def paragraph(self) -> str:
        return (self.tongue.space or "").join(
            self.sentence() for _ in range(self.random.randint(1, 4))
        )

    def name(self) -> str:
        made = ("".join(self._syllables()).capitalize() for _ in range(2))
        return " ".join(made)
