"""What the builder's scripts know of what is asked, and the phrases that they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from macros.content.catalogue import Catalogue
from macros.filling.exchange import Content, FieldQuestion, Minutes, OptionQuestion, Question, Retelling, Rule
from macros.model import blocks, questionnaire
from macros.model.language import Bilingual, Edition, Language
from macros.model.questionnaire import (
    NO,
    YES,
    AskedCheck,
    AskedChoice,
    AskedField,
    Confirmation,
    asked_id,
    may_stay_open,
)
from macros.model.records import Document
from macros.model.typography import MONTHS, WEEKDAYS, colon, typeset
from macros.papers.paper import Format, Paper, formats_on

FORMAT, VERSION = "plp-bin-answers", 1
"""What a file of answers says it is; the version changes when an older page could not read it."""
LONGEST = 16_000
"""Characters of one answer: a string of PDF/A holds no more than 32 767 bytes, two for most characters."""
MINUTES = Minutes(to_read=3, for_each={"fr": 0.6, "nl": 0.6, "fr-nl": 0.85})
FORMATS = {"pdf": Format.FORM, "docx": Format.WORD, "odt": Format.OPEN, "pptx": Format.SLIDES}
"""The formats in which papers are filled in, by their names in a file of answers; for a PDF, which is set anew with its
answers, stands the form that a blank paper has."""


def formats_of(paper: Document | Paper) -> tuple[str, ...]:
    """The names of the formats in which a paper is filled in."""
    return tuple(name for name, kind in FORMATS.items() if kind in formats_on(paper.orientation))


def content_of(catalogue: Catalogue) -> Content:
    """The questions, the conditions of the rules, and what each document asks."""
    asked = tuple(questionnaire.asked_in(catalogue.parts.values()))
    warnings = questionnaire.warnings_in(catalogue.rules.values())
    return Content(
        format=FORMAT,
        version=VERSION,
        longest=LONGEST,
        questions=tuple(_question(each, catalogue) for each in asked),
        rules=tuple(
            Rule(
                id=each.id,
                beside=each.beside,
                advice=each.rule.advice,
                documents=each.rule.documents,
                when=each.when,
            )
            for each in warnings
        ),
        documents={
            version.id: tuple(_asked_by(document.id, version.blocks, asked))
            for document in catalogue.documents.values()
            for version in document.versions
        },
        on_request=tuple(
            each.id for each in catalogue.document_versions.values() if each.audience is blocks.Audience.SHOPS
        ),
        former=no_longer_asked(catalogue),
        months={language.value: names for language, names in MONTHS.items()},
        weekdays={language.value: names for language, names in WEEKDAYS.items()},
        few={
            edition.value: " / ".join(catalogue.labels["fewer-than-five"][each] for each in edition.languages)
            for edition in Edition
        },
        minutes=MINUTES,
    )


def no_longer_asked(catalogue: Catalogue) -> tuple[str, ...]:
    """What the form once asked: a file of answers that readers kept may still hold it, and it is passed over."""
    former = f"{SAID}former-"
    return tuple(name.removeprefix(former) for name in catalogue.labels if name.startswith(former))


def _question(question: questionnaire.Question, catalogue: Catalogue) -> Question:
    asked, is_optional, given = asked_id(question), may_stay_open(question), question.given
    if not isinstance(question, AskedField):
        return OptionQuestion(
            id=asked,
            optional=is_optional,
            given=given,
            ask=question.ask,
            options=options_of(question, catalogue),
            entries=_option_entries(question, catalogue),
        )
    field = catalogue.fields[question.field]
    return FieldQuestion(
        id=asked,
        optional=is_optional,
        given=given,
        ask="field",
        kind=field.kind,
        translated=field.translated,
        in_each=field.in_each,
        retold=tuple(_retellings(asked, catalogue)),
    )


def _retellings(asked: str, catalogue: Catalogue) -> Iterator[Retelling]:
    """The entries that tell the answer to a field again, and the boxes that it ticks."""
    for field in catalogue.fields.values():
        for part in field.made_of:
            if part.field == asked:
                yield Retelling(entry=field.id, before={each.value: _before(part.before, each) for each in Edition})
    for block in _blocks(catalogue):
        if isinstance(block, blocks.Check) and block.ticked_with == asked:
            yield Retelling(entry=block.id)


def _before(words: Bilingual | None, edition: Edition) -> str:
    """Words and what parts them from an answer; of both languages, one colon stands behind the last."""
    if not words:
        return ""
    return " / ".join(words[each] for each in edition.languages) + colon(edition.languages[-1])


def _option_entries(question: questionnaire.Question, catalogue: Catalogue) -> dict[str, str]:
    """The entry of the box of each answer that has one in the papers."""
    match question:
        case AskedChoice():
            return choice_block(question.choice, catalogue).entries
        case AskedCheck():
            return {YES: question.check}
    return {}


def options_of(question: questionnaire.Question, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the answers from which a question lets one choose; none for a field."""
    if isinstance(question, AskedField):
        return ()
    if isinstance(question, AskedChoice):
        return tuple(option.id for option in choice_block(question.choice, catalogue).options)
    return (YES, NO) if isinstance(question, Confirmation) else (YES,)


def title_of(question: questionnaire.Question, catalogue: Catalogue) -> Bilingual:
    """What a question is called where it is spoken of."""
    match question:
        case AskedField():
            field = catalogue.fields[question.field]
            return field.question or field.label
        case AskedChoice():
            return question.question or choice_block(question.choice, catalogue).question
        case AskedCheck():
            return question.question or check_block(question.check, catalogue).text
    return question.question


def _asked_by(
    document_id: str, content: Iterable[blocks.Block], questions: Iterable[questionnaire.Question]
) -> Iterator[str]:
    """The ids of the questions about the blanks of a paper, in reading order; then those it takes for granted."""
    asked = {asked_id(question) for question in questions}
    yield from (each for each in dict.fromkeys(_entries(content)) if each in asked)
    for question in questions:
        if isinstance(question, Confirmation) and document_id in question.documents:
            yield asked_id(question)


def _entries(content: Iterable[blocks.Block]) -> Iterator[str]:
    """The ids of the fields, choices and checks in a document, in reading order."""
    for block in blocks.inner_blocks(content):
        if isinstance(block, blocks.Choice | blocks.Check):
            yield block.id
        if isinstance(block, blocks.Check) and block.ticked_with:
            yield block.ticked_with
        yield from blocks.fields_of(block)


def choice_block(choice_id: str, catalogue: Catalogue) -> blocks.Choice:
    """The choice of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, blocks.Choice) and block.id == choice_id)


def check_block(check_id: str, catalogue: Catalogue) -> blocks.Check:
    """The box of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, blocks.Check) and block.id == check_id)


def _blocks(catalogue: Catalogue) -> Iterator[blocks.Block]:
    for document in catalogue.documents.values():
        yield from blocks.inner_blocks(document.blocks)


SAID = "builder-say-"
"""How the labels that the scripts say begin; those of what the form once asked go on with `former-`."""


def words_json(catalogue: Catalogue, language: Language) -> str:
    """The phrases of the scripts in a language, with their places unfilled."""
    said = {name.removeprefix(SAID): text for name, text in catalogue.labels.items() if name.startswith(SAID)}
    said["formerly"] = catalogue.labels["formerly"]
    phrases = {name: typeset(text[language], language) for name, text in said.items()}
    return json.dumps(phrases, ensure_ascii=False, separators=(",", ":"))
