"""A rule on its way into the model or the profile of a source: first tried, then written."""

from dataclasses import replace
from hashlib import blake2b

from crawler.output import folder_of
from crawler.profiles.editing import StandingFile, replace_profile, stamp_of
from crawler.profiles.files import ProfileError, profile_folders, profile_of
from crawler.profiles.model_document import model_of
from crawler.profiles.model_editing import model_to_edit, with_overrule
from crawler.profiles.profile import SourceProfile
from crawler.review.catalogue.choosing import holding_words
from crawler.review.desk.desk import Desk
from crawler.review.desk.rules import Rule
from crawler.review.desk.trials import Trial
from crawler.system.whole_files import write_whole
from pipelines.decisions.holding import Undecidable
from pipelines.decisions.journal import Notes
from pipelines.files.shelf import Shelf, shelf_of


def profile_text(desk: Desk, source: str) -> StandingFile:
    """Return a source's profile; a changed one goes to the person's own folder, if there is one.

    Raises ProfileError if there is none.
    """
    folders = profile_folders(desk.settings)
    files = [folder / f"{source}.yml" for folder in folders]
    if not any(source in profiles for profiles in desk.readable_profiles()):
        raise ProfileError(f"no profile is named {source!r}")
    standing = next(file for file in reversed(files) if file.is_file())
    content = files[-1].read_bytes() if files[-1].is_file() else b""
    return StandingFile(files[-1], standing.read_text("utf-8-sig"), stamp_of(content))


def file_of_rule(desk: Desk, source: str, rule: Rule) -> StandingFile:
    """Return the file that a rule goes into; raises ProfileError, Undecidable or OSError."""
    if rule.target == "profile":
        return profile_text(desk, source)
    learned = folder_of(desk.options.output, "models")
    found = model_to_edit(source, learned, profile_folders(desk.settings))
    if found is None:
        raise Undecidable(f"{source} has no model: scrapy learn {source} makes one")
    path, content = found
    return StandingFile(path, content.decode("utf-8"), stamp_of(content))


def add_to_profile(desk: Desk, source: str, rule: Rule, stamp: str) -> tuple[str, int]:
    """Have the profile say so; return what was done, and its number in the journal.

    Raises StaleProfile if the profile was changed since its stamp was taken, ProfileError.
    """
    before = profile_text(desk, source)
    notes = Notes(Shelf(desk.options.output))
    notes.file(before.path)
    replace_profile(before.path, rule.added_to(before.text).encode(), stamp)
    of = f"for {rule.place} " if rule.place else ""
    sentence = f"{source}: {rule.key} has {of}{rule.value}"
    return sentence, desk.journal.record(sentence, notes, desk.now())


def add_to_model(desk: Desk, source: str, rule: Rule) -> tuple[str, int]:
    """Have the model say so; return what was done, and its number in the journal.

    Learning, which is a run too, may write the same file: what it has learned meanwhile stays.
    Raises RunLocked, Undecidable, ModelError, LedgerError or OSError.
    """
    with desk.changing() as ledger:
        before = file_of_rule(desk, source, rule)
        notes = Notes(shelf_of(ledger, desk.options.output))
        notes.file(before.path)
        line = rule.value or None
        content = with_overrule(before.text.encode(), before.path, rule.place, line, rule.overrule)
        write_whole(before.path, content)
        what = "keeps" if rule.overrule == "keep" else "drops"
        sentence = f"{source}: its model {what} {rule.value or rule.place}"
        return sentence, desk.journal.record(sentence, notes, desk.now())


def trial_of(desk: Desk, source: str, rule: Rule, line: str, file: StandingFile) -> Trial:
    """Return a trial at its beginning; line: the text that a person has pointed at.

    file: that is to have the rule. Raises ProfileError or ModelError if it would be none with it.
    """
    old = desk.profile(source)
    new = changed(old, rule, file)
    with desk.keeper.catalogue.open() as connection:
        codes, articles = holding_words(connection, source, line)
    number, basis = named(source, rule, file.text, old), named(old, rule.about)
    return Trial(number, basis, source, rule, old, new, codes, articles)


def named(*values: object) -> str:
    """Return a short name of values, the same whenever they are."""
    said = repr(values).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=12).hexdigest()


def changed(profile: SourceProfile, rule: Rule, file: StandingFile) -> SourceProfile:
    """Return a profile as it is with a rule in its file or in that of its model."""
    if rule.target == "profile":
        text = rule.added_to(file.text)
        return replace(profile_of(text.encode(), file.path), model=profile.model)
    line = rule.value or None
    content = with_overrule(file.text.encode(), file.path, rule.place, line, rule.overrule)
    return replace(profile, model=model_of(content, file.path))
