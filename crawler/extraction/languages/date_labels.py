"""What pages call their dates: published, updated, in their languages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CHANGED = (
    r"updat|modif|chang|edited|aktualis|geändert|mis(?:e)? à jour|màj|actualiz|atualiz|aggiornat|"
    r"bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|zaktualizowan|aktualizov|aktualizirano|"
    r"ažurirano|posodobljeno|обновлен|оновлен|ажурирано|обновена|ενημ[εέ]ρωση|güncelle|frissítve|"
    r"diperbarui|dikemas ?kini|cập nhật|更新|수정|최종|آخر تحديث|تم التحديث|به‌روز|עודכן|עדכון|"
    r"अपडेट|អាប់ដេត|อัปเดต|แก้ไข|ปรับปรุง|(?<![^\W\d_])stand\s*:"
)
_PUBLISHED = (
    r"publish|posted|veröffentlicht|erschienen|publié|mis en ligne|publicad|publicat|pubblicat|"
    r"gepubliceerd|publicer|publiser|julkaistu|opublikowan|publikov|zveřejněn|objavljeno|"
    r"објављено|опубликован|опубліковано|δημοσίευση|yayın|közzététel|diterbitkan|đăng|发布|發布|"
    r"公開|掲載|投稿|게시|입력|등록|승인|نشر|منتشر|פורסם|प्रकाशित|เผยแพร่|"
    r"(?<![^\W\d_])(?:date|datum|fecha|data|дата)\s*:"
)
_LABEL = re.compile(f"(?P<changed>{_CHANGED})|{_PUBLISHED}", re.I)
_ONLY_PUBLISHED = re.compile(_PUBLISHED, re.I)
_REST = re.compile(r"\w*(?:\s+(?:on|at|am|le|el|em|il|op|den))?\s*:?\s*")
_DIGIT = re.compile(r"\d")
_NAMED_CHANGED = re.compile(
    r"(?:^|[\s_-])(?:last-?)?(?:updated?|modified)(?:$|[\s_-])|datemodified"
)


class Labelled(NamedTuple):
    """A part of a text with what its label calls it."""

    text: str  # without the label
    is_change: bool
    start: int  # in the whole


def labelled_parts(text: str) -> Iterator[Labelled]:
    """Yield the parts of a text that labels divide: Published: 3 May 2023 Updated: 12 June 2025.

    A label stands before its date or, where the text begins with a date and ends with a label,
    behind it.
    """
    labels = list(_LABEL.finditer(text))
    if not labels:
        yield Labelled(text, False, 0)
        return
    behind = _DIGIT.search(text, 0, labels[0].start()) and not _DIGIT.search(text, labels[-1].end())
    if behind:
        start = 0
        for label in labels:
            yield Labelled(text[start : label.start()], bool(label["changed"]), start)
            start = label.end()
        return
    yield Labelled(text[: labels[0].start()], False, 0)
    stops = [*(label.start() for label in labels[1:]), len(text)]
    for label, stop in zip(labels, stops, strict=True):
        rest = _REST.match(text, label.end(), stop)
        start = rest.end() if rest else label.end()
        yield Labelled(text[start:stop], bool(label["changed"]), start)


def is_called_published(text: str) -> bool:
    """Return whether a text calls something published."""
    return bool(_ONLY_PUBLISHED.search(text))


def is_called_changed(text: str) -> bool:
    """Return whether a text calls something changed."""
    return any(label["changed"] for label in _LABEL.finditer(text))


def is_named_changed(names: str) -> bool:
    """Return whether class, id and itemprop of an element are those of a last change alone."""
    names = names.lower()
    return bool(_NAMED_CHANGED.search(names)) and "publish" not in names
