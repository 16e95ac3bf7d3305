"""The papers of a neighbourhood with its answers in them, as the builder's page makes them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from macros.content.catalogue import Catalogue
from macros.filling.answers import Answers
from macros.filling.exchange import Content, FilledPack
from macros.filling.questions import no_longer_asked, title_of
from macros.filling.scripts import ScriptError, Scripts
from macros.model.language import Edition, Language
from macros.model.messages import Message, MessageLanguage, chosen_language
from macros.model.problems import GuideError, Problem, language_name
from macros.model.questionnaire import asked_id, asked_in, warnings_in
from macros.model.typography import typeset


def filled_pack(
    answers: Answers, asked: Content, scripts: Scripts, tell_made: Callable[[], object] = lambda: None
) -> FilledPack:
    """The papers of the documents that answers name; `tell_made` is called after each.

    Raises `GuideError`, with the name of their file, when the scripts fail.
    """
    try:
        return scripts.fill(answers.content, asked, tell_made, answers.edition)
    except ScriptError as error:
        raise GuideError([Problem.of("papers-not-made", answers.name, said=error.said)]) from error


def write_pack(pack: FilledPack, folder: Path) -> None:
    """Makes `folder`, which does not exist yet, and writes the papers below it."""
    folder.mkdir()  # and not those above it: when they are gone, so are the papers of others
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(pack.archive))) as archive:
        archive.extractall(folder)


def language_of_notes(edition: Edition) -> Language:
    """That of messages; readers of the page are told the same notes, so there is no English: instead that of papers."""
    chosen = chosen_language()
    return edition.languages[0] if chosen is MessageLanguage.EN else Language(chosen)


def notes_on(answers: Answers, pack: FilledPack, catalogue: Catalogue, language: Language) -> Iterator[str]:
    """Which answers are no longer asked for, of what the rules warn, and what the papers show not at all or amiss.

    That is: what the PDF files lack room or letters for, and words that the file has not in the language of the papers.
    """
    given = answers.content.get("answers") or {}
    for name in filter(given.get, no_longer_asked(catalogue)):
        title = catalogue.labels[f"builder-say-former-{name}"][language]
        yield typeset(catalogue.labels["builder-say-dropped-former"][language].format(name=title), language)
    asked = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for warns in warnings_in(catalogue.rules.values()):
        if warns.id in pack.warnings:
            title = title_of(asked[warns.beside], catalogue)[language]
            yield typeset(f"[{title}] {warns.rule.text[language]}", language)
    shortfalls = ((_field_of(each.entry, catalogue), each.reason) for each in pack.shortfalls)
    for field, reason in dict.fromkeys(shortfalls):
        if field not in asked:  # an answer that a paper tells again is said once
            continue
        name = typeset(catalogue.fields[field].label[language], language)
        if reason == "characters":  # the page also has a preview to print
            yield Message("pdf-lacks-letters", name=name).translated_into(MessageLanguage(language))
        else:
            yield typeset(catalogue.labels[f"builder-say-warning-{reason}"][language].format(name=name), language)
    for lacking, ids in pack.untranslated.items():
        said = Message("answers-untranslated", language=language_name(Language(lacking)), code=lacking)
        titles = (typeset(title_of(asked[each], catalogue)[language], language) for each in ids)
        yield "\n      ".join([said.translated_into(MessageLanguage(language)), *titles])


def _field_of(entry: str, catalogue: Catalogue) -> str:
    """The field of an entry, which may be that of one language."""
    return entry if entry in catalogue.fields else entry.rpartition("-")[0]
