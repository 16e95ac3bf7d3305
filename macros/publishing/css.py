"""Makes the one style sheet of a kind of page: of all rules, those that these pages can use.

A rule stays when every class, id, attribute and element that its selector names stands in a page, or is named in a
script, which may set it, and each element with that class. See decisions/theme.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import lxml.etree
import tinycss2

from macros.model.problems import GuideError, Problem

Tag = tuple[str, tuple[tuple[str, str], ...]]
"""The name of an element, and its attributes: `("p", (("class", "lead"), ("hidden", "")))`."""
_FUNCTION = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_PSEUDO = re.compile(r"::?[\w-]+(?:\([^)]*\))?")
_ELEMENT = re.compile(r"(?:^|[\s>+~])([a-zA-Z][\w-]*)((?:\.[\w-]+)*)")
_HTML = lxml.etree.HTMLParser()
_NO_CLASS = "-"
"""Stands for the class of an element that has none."""
_IN_BRACKETS = re.compile(r"\[([\w:-]+)(?:=[\"']?([\w-]+))?[^\]]*\]")
"""The name of an attribute, with its value where a selector asks for exactly one."""


@dataclass(frozen=True)
class Used:
    """What pages hold, and what scripts name: all that a selector may match."""

    elements: frozenset[str]
    """Names of elements, and names with each class that one has: `ol`, `ol.way`; `ol.-` for one without a class."""
    classes: frozenset[str]
    ids: frozenset[str]
    attributes: frozenset[str]
    """Names, and names with their values: `role`, `role=note`."""
    words: frozenset[str]
    """The words of scripts, which may be any of the above."""

    def named_in(self, sheets: Iterable[str]) -> Used:
        """What of it the sheets name: all that their rules depend on, so that a new text or link changes nothing."""
        named = {name for sheet in sheets for name in re.findall(r"[\w-]+", sheet)} | {""}
        elements = (each for each in self.elements if {*each.split(".")} <= named | {_NO_CLASS})
        attributes = (each for each in self.attributes if {*re.split("[:=]", each)} <= named)
        return Used(frozenset(elements), self.classes & named, self.ids & named, frozenset(attributes), self.words)


@lru_cache(maxsize=4096)  # a page is asked for its sheets, then for each sheet what it uses
def tags_in(page: str) -> frozenset[Tag]:
    """The different tags of an HTML page, in small letters; not what stands in comments, scripts and text areas."""
    root = lxml.etree.fromstring(page, _HTML)
    return frozenset((element.tag, tuple(element.items())) for element in root.iter("*"))


def used_in(pages: Iterable[str], scripts: Iterable[str]) -> Used:
    """The elements, classes, ids and attributes of HTML pages; every word of a script counts as any of them."""
    elements, classes, ids, attributes = set[str](), set[str](), set[str](), set[str]()
    for element, inside in frozenset[Tag]().union(*map(tags_in, pages)):
        named = dict(inside)
        own = named.get("class", "").split()
        elements.update((element, *(f"{element}.{each}" for each in own or [_NO_CLASS])))
        classes.update(own)
        ids.add(named.get("id", ""))
        attributes.update(named, (f"{name}={value}" for name, value in named.items()))
    words = {word for script in scripts for word in re.findall(r"[\w-]+", script)}
    return Used(*map(frozenset, (elements, classes | words, ids | words, attributes, words)))


def needed_rules(sheets: Mapping[str, str], used: Used) -> str:
    """The rules of the sheets, by their files, that can match something in `used`, as one, without comments.

    Raises `GuideError` for a fault, and for a rule of a kind that is not known here: it would be left out unseen.
    """
    rules = [rule for file, sheet in sheets.items() for rule in _matching(_parsed(file, sheet), used)]
    while True:  # a variable may be used only by a variable that goes
        kept = list(_without_unused_variables(rules, set(re.findall(r"var\(\s*(--[\w-]+)", _text(rules)))))
        if kept == rules:
            return _text(kept)
        rules = kept


@lru_cache(maxsize=4)  # the same sheets are part of several
def _parsed(file: str, sheet: str) -> tuple[_Rule, ...]:
    return tuple(_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), file))


@dataclass(frozen=True)
class _Rule:
    """A rule, or a group of rules under a condition, or an at-rule that stays as it is."""

    heads: tuple[str, ...]
    """Its selectors, or the one line of an at-rule."""
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple[_Rule, ...] = ()


def _text(rules: Iterable[_Rule]) -> str:
    return "".join(_rule_text(rule) for rule in rules)


def _rule_text(rule: _Rule) -> str:
    head = ",".join(rule.heads)
    if rule.rules:
        return f"{head}{{{_text(rule.rules)}}}"
    if rule.declarations:
        return f"{head}{{{';'.join(f'{name}:{value}' for name, value in rule.declarations)}}}"
    return head


def _rules(nodes: Sequence[Any], file: str) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            if declarations := tuple(_declarations(node.content, file)):
                yield _Rule(tuple(_selectors(node.prelude)), declarations)
        elif node.type == "at-rule" and node.content and node.lower_at_keyword in {"media", "supports", "container"}:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            if rules := tuple(_rules(inner, file)):
                yield _Rule((f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}",), rules=rules)
        elif node.type == "at-rule" and node.lower_at_keyword in {"font-face", "page"}:
            yield _Rule((node.serialize(),))
        else:
            raise _refusal(node, file)


def _refusal(node: Any, file: str) -> GuideError:
    """What says where a fault is, or a rule of a kind that is not known here."""
    if node.type == "error":
        return GuideError([Problem.of("style-wrong", file, node.source_line, said=node.message)])
    rule = f"@{node.at_keyword}" if node.type == "at-rule" else tinycss2.serialize(node.prelude).strip()
    return GuideError([Problem.of("style-unknown", file, node.source_line, rule=rule)])


def _matching(rules: Iterable[_Rule], used: Used) -> Iterator[_Rule]:
    """The rules that can match something in `used`, with those of their selectors that can."""
    for rule in rules:
        if rule.declarations:
            if selectors := tuple(selector for selector in rule.heads if _may_match(selector, used)):
                yield _Rule(selectors, rule.declarations)
        elif rule.rules:
            if inner := tuple(_matching(rule.rules, used)):
                yield _Rule(rule.heads, rules=inner)
        else:
            yield rule


def _declarations(content: Sequence[Any], file: str) -> Iterator[tuple[str, str]]:
    """Each property with its value."""
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            raise _refusal(node, file)
        value = tinycss2.serialize(node.value).strip()
        yield node.name, value + ("!important" if node.important else "")


def _selectors(prelude: Sequence[Any]) -> Iterator[str]:
    """The selectors of a rule; a comma inside brackets does not part them."""
    current: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(current).strip()
            current = []
        else:
            current.append(token)
    yield tinycss2.serialize(current).strip()


def _may_match(selector: str, used: Used) -> bool:
    plain = _FUNCTION.sub("", selector.replace(":not([class])", f".{_NO_CLASS}"))
    bare = _IN_BRACKETS.sub("", plain)
    names = _PSEUDO.sub("", bare)
    return (
        used.classes.issuperset(each for each in re.findall(r"\.([\w-]+)", names) if each != _NO_CLASS)
        and used.ids.issuperset(re.findall(r"#([\w-]+)", names))
        and all(_may_be_set(name, value, used) for name, value in _IN_BRACKETS.findall(plain))
        and all(_may_stand(name.lower(), classes, used) for name, classes in _ELEMENT.findall(names))
    )


def _may_stand(name: str, classes: str, used: Used) -> bool:
    """Whether an element with these classes (`.way.open`) stands in a page or may be made by a script."""
    if name not in used.elements and name not in used.words:
        return False
    return all(f"{name}.{each}" in used.elements or each in used.words for each in classes.split(".")[1:])


def _may_be_set(attribute: str, value: str, used: Used) -> bool:
    """Whether an attribute, with exactly this value if one is asked for, stands in a page or may be set by a script."""
    first, *others = attribute.split("-")
    in_scripts = {attribute, first + "".join(map(str.title, others))}  # aria-invalid, or ariaInvalid
    is_known = not (used.attributes.isdisjoint(in_scripts) and used.words.isdisjoint(in_scripts))
    if not (is_known or used.words.issuperset(attribute.removeprefix("data-").split("-"))):
        return False
    return not value or f"{attribute}={value}" in used.attributes or value in used.words


def _without_unused_variables(rules: Iterable[_Rule], referred: set[str]) -> Iterator[_Rule]:
    for rule in rules:
        if rule.rules:
            inner = tuple(_without_unused_variables(rule.rules, referred))
            if inner:
                yield _Rule(rule.heads, rules=inner)
        elif rule.declarations:
            kept = tuple(
                (name, value) for name, value in rule.declarations if not name.startswith("--") or name in referred
            )
            if kept:
                yield _Rule(rule.heads, kept)
        else:
            yield rule
