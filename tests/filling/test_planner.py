"""The calendar of a creation: which dates follow from which, what is told of them, and the file that calendars take."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.easter import easter
from ical.calendar_stream import IcsCalendarStream

from macros.content.site import Site
from macros.filling.exchange import Plan, Planner
from macros.filling.planner import planner_of
from macros.filling.scripts import Scripts
from macros.model.language import Language
from macros.model.planning import APPROVAL, EVENING, LAUNCH
from macros.model.references import cited
from tests.building import SITE_URL
from tests.filling.functions import Functions

TODAY, NOW = "2026-11-27", "2026-11-27T13:00:00Z"
BRUSSELS = ZoneInfo("Europe/Brussels")
HOSTILE = {
    "long": "é" * 80,
    "right to left": "שכונת הטירה",
    "turned around": "\u202eab\u2066cd",
    "emoji": "🏘️👩‍👩‍👧" * 6,
    "markup": "<b onclick='x'>;,\\n\\\\\"\nEND:VCALENDAR",
    "quotes": "L'Été; rue A, B : «C»",
    "control": "a\x00b\x07c\rd\te",
}


@pytest.fixture(scope="module")
def planner(site: Site) -> Planner:
    return planner_of(site, Language.FR, SITE_URL)


def planned(
    scripts: Scripts, planner: Planner, dates: Mapping[str, str], *, name: str = "", hour: str = "19:30", now: str = NOW
) -> Plan:
    wishes = {"name": name, "time": hour, "dates": dates}
    return Plan.model_validate(scripts.ask("plan", planner=planner.plain, wishes=wishes, today=TODAY, now=now))


def dates_in(plan: Plan) -> dict[str, str]:
    return {each.id: each.date for each in plan.dates}


def notes_in(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {each.id: each.notes for each in plan.dates if each.notes}


def events_in(plan: Plan) -> dict[str, Any]:
    """The entries of a calendar file by the id of the step."""
    calendar = icalendar.Calendar.from_ical(plan.calendar)
    assert isinstance(calendar, icalendar.Calendar)
    assert calendar.errors == []
    return {str(event["UID"]).split("-", 3)[3]: event for event in calendar.walk("VEVENT")}


# ---- days


def test_easter_is_that_of_dateutil_for_three_centuries(functions: Functions) -> None:
    for year in range(1900, 2200):
        assert functions.call("days", "easterOf", year) == str(easter(year)), year


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2027, "01-01 03-29 05-01 05-06 05-17 07-21 08-15 11-01 11-11 12-25"),
        (2028, "01-01 04-17 05-01 05-25 06-05 07-21 08-15 11-01 11-11 12-25"),
        (2035, "01-01 03-26 05-01 05-03 05-14 07-21 08-15 11-01 11-11 12-25"),
    ],
)
def test_the_ten_legal_holidays_of_a_year_and_no_other(
    functions: Functions, planner: Planner, year: int, expected: str
) -> None:
    legal = [each.plain for each in planner.closed_days if not each.community]
    days = [dt.date(year, 1, 1) + dt.timedelta(each) for each in range(366)]
    found = [f"{day:%m-%d}" for day in days if day.year == year and functions.call("days", "closedOn", str(day), legal)]
    assert found == expected.split()


@pytest.mark.parametrize(
    ("day", "days", "months", "expected"),
    [
        ("2027-12-31", 1, 0, "2028-01-01"),
        ("2028-02-28", 1, 0, "2028-02-29"),
        ("2027-01-31", 0, 1, "2027-02-28"),
        ("2027-08-31", 0, 6, "2028-02-29"),
        ("2027-03-28", -21, 0, "2027-03-07"),
    ],
)
def test_days_and_months_are_counted_as_calendars_do(
    functions: Functions, day: str, days: int, months: int, expected: str
) -> None:
    assert functions.call("days", "shifted", day, days, months) == expected


# ---- dates


def test_all_dates_follow_from_that_of_the_evening(scripts: Scripts, planner: Planner) -> None:
    plan = planned(scripts, planner, {EVENING: "2027-03-18"})
    assert dates_in(plan) == {
        "consultation": "2026-12-17",
        "survey-out": "2026-12-31",
        "survey-back": "2027-01-21",
        "room": "2027-01-28",
        "candidates": "2027-02-18",
        "invitations": "2027-02-25",
        "evening": "2027-03-18",
        "screening": "2027-03-19",
        "minutes": "2027-03-25",
        "draft": "2027-04-29",
        "decision": "2027-05-27",
        "signatures": "2027-06-10",
        "sending": "2027-06-17",
        "approval": "",
        "launch": "2027-09-09",
        "erasure": "2027-10-08",
        "evaluation": "2028-03-09",
    }
    assert notes_in(plan).keys() == {"survey-out", "erasure"}, "what is to be erased is never erased later"
    assert "Noël" in " ".join(notes_in(plan)["survey-out"]), "letters on New Year's Eve find nobody at home"


def test_all_dates_follow_from_that_of_the_launch(scripts: Scripts, planner: Planner) -> None:
    dates = dates_in(planned(scripts, planner, {LAUNCH: "2027-09-09"}))
    assert dates == dates_in(planned(scripts, planner, {EVENING: "2027-03-18"}))


def test_a_date_of_the_reader_stays_and_those_that_count_from_it_follow(scripts: Scripts, planner: Planner) -> None:
    before = dates_in(planned(scripts, planner, {EVENING: "2027-03-18"}))
    own = {EVENING: "2027-03-18", "survey-back": "2027-01-14", "signatures": "2027-06-24"}
    dates = dates_in(planned(scripts, planner, own))
    assert {name: dates[name] for name in own} == own
    changed = {name for name in dates if dates[name] != before[name]}
    assert changed == {*own, "consultation", "survey-out", "sending", "launch", "erasure", "evaluation"} - {EVENING}
    assert dates["launch"] == "2027-09-23"
    both = dates_in(planned(scripts, planner, {**own, LAUNCH: "2027-09-09"}))
    assert (both["launch"], both["sending"]) == ("2027-09-09", "2027-07-01")
    moved = dates_in(planned(scripts, planner, {**own, EVENING: "2027-04-15", LAUNCH: "2027-09-09"}))
    assert {name: moved[name] for name in ("survey-back", "signatures", "launch")} == {
        "survey-back": "2027-01-14",
        "signatures": "2027-06-24",
        "launch": "2027-09-09",
    }


def test_whatever_the_evening_what_is_counted_is_in_order_on_working_days_and_told_of_when_moved(
    scripts: Scripts, planner: Planner, functions: Functions
) -> None:
    closed = [each.plain for each in planner.closed_days]
    for day in range(0, 700, 3):
        evening = str(dt.date(2027, 1, 1) + dt.timedelta(day))
        plan = planned(scripts, planner, {EVENING: evening})
        counted = [each for each in plan.dates if each.id != EVENING and each.date]
        assert [each.date for each in counted] == sorted(each.date for each in counted)
        for each in counted:
            assert functions.call("days", "isWorkingDay", each.date, closed), (evening, each)
            assert not any("vient avant" in note or "week-end" in note for note in each.notes), (evening, each)
        assert dates_in(plan)["launch"] <= dates_in(plan)["erasure"] <= dates_in(plan)["evaluation"]


@pytest.mark.parametrize(
    ("dates", "step", "note"),
    [
        ({EVENING: "2026-11-26"}, EVENING, "Cette date est passée."),
        ({EVENING: "2027-03-20"}, EVENING, "Cette date tombe un week-end."),
        ({EVENING: "2027-05-06"}, EVENING, "Jour férié\u202f: Ascension."),
        (
            {EVENING: "2028-07-11"},
            EVENING,
            "Certains services peuvent être fermés (fête de la Communauté flamande).",
        ),
        (
            {EVENING: "2027-03-18", "screening": "2027-03-15"},
            "screening",
            "Cette date vient avant «\u202fSoirée d’information\u202f», le jeudi 18\u00a0mars 2027.",
        ),
        (
            {EVENING: "2027-03-18", LAUNCH: "2027-05-03"},
            LAUNCH,
            "Cette date vient avant «\u202fDossier envoyé au SPF Intérieur\u202f», le jeudi 17\u00a0juin 2027.",
        ),
        (
            {EVENING: "2027-03-18", "decision": "2027-06-22", "signatures": "2027-06-10"},
            "signatures",
            "Cette date vient avant « Décision de la commune et, s’il le faut, de la zone », le mardi 22 juin 2027.",
        ),
        (
            {EVENING: "2027-03-18", APPROVAL: "2027-12-01", LAUNCH: "2027-09-16"},
            LAUNCH,
            "Impossible à cette date : « Approbation du SPF Intérieur » ne vient que le mercredi 1er décembre 2027.",
        ),
        ({EVENING: "2072-03-18"}, EVENING, "Vérifiez l’année : cette date est dans plus de 3 ans."),
        (
            {EVENING: "2027-03-18", "signatures": "2072-06-25"},
            "signatures",
            "Vérifiez l’année : cette date est dans plus",
        ),
        (
            {EVENING: "2027-03-18", "signatures": "2028-06-22"},
            "signatures",
            "Vérifiez l’année : cette date vient plus d’un an après « Décision de la commune et, s’il le faut,",
        ),
        (
            {EVENING: "2027-03-18", "erasure": "2029-01-01"},
            "erasure",
            "Après le délai proposé : effacez plus tôt si possible, et jamais après la date promise aux voisins.",
        ),
        (
            {EVENING: "2027-03-18"},
            "erasure",
            "Déplacée à un jour ouvrable : le délai donnait le samedi 9 octobre 2027.",
        ),
        (
            {EVENING: "2027-03-22"},
            "minutes",
            "Déplacée à un jour ouvrable\u202f: le délai donnait le lundi 29\u00a0mars 2027 (lundi de Pâques).",
        ),
    ],
)
def test_what_is_to_be_seen_about_a_date_is_told(
    scripts: Scripts, planner: Planner, dates: Mapping[str, str], step: str, note: str
) -> None:
    plan = planned(scripts, planner, dates)
    assert plan.faults == ()
    assert plan.calendar, "it warns, and forbids nothing"
    assert any(spaced(each).startswith(spaced(note)) for each in notes_in(plan)[step]), plan
    (told,) = (each for each in plan.dates if each.id == step)
    assert told.is_to_check != note.startswith("Déplacée"), "a move to a working day asks nothing"


def test_signatures_follow_the_day_on_which_the_municipality_decides(scripts: Scripts, planner: Planner) -> None:
    dates = dates_in(planned(scripts, planner, {EVENING: "2027-03-18", "decision": "2027-06-22"}))
    assert (dates["draft"], dates["signatures"], dates["launch"]) == ("2027-05-25", "2027-07-06", "2027-10-05")


def test_what_may_be_done_earlier_holds_up_none(scripts: Scripts, planner: Planner) -> None:
    notes = notes_in(planned(scripts, planner, {EVENING: "2027-03-18", "erasure": "2029-01-01"}))
    assert "evaluation" not in notes


def spaced(text: str) -> str:
    return re.sub(r"\s", " ", text)


@pytest.mark.parametrize(
    ("wishes", "faults"),
    [
        ({"dates": {}}, {EVENING: "Écrivez la date de la soirée, ou celle du lancement."}),
        ({"dates": {EVENING: "2027-02-30"}}, {EVENING: "Cette date n’existe pas."}),
        ({"dates": {EVENING: "12/13/2027"}}, {EVENING: "Cette date n’existe pas."}),
        ({"dates": {LAUNCH: "?"}}, {LAUNCH: "Cette date n’existe pas."}),
        ({"dates": {EVENING: "0000-01-01"}}, {EVENING: "Choisissez une année de 2000 à 2099."}),
        ({"dates": {EVENING: "9999-12-31", LAUNCH: "2027-09-09"}}, {EVENING: "Choisissez une année de 2000 à 2099."}),
        ({"dates": {EVENING: "2027-03-18\nX"}}, {EVENING: "Cette date n’existe pas."}),
        ({"dates": {EVENING: "2027-03-18"}, "time": "25:00"}, {"time": "Cette heure n’existe pas."}),
        ({"dates": {EVENING: "2027-03-18"}, "time": ""}, {"time": "Cette heure n’existe pas."}),
        ({"dates": {EVENING: "2027-03-18"}, "name": "x" * 10_000}, {"name": "Ce nom compte plus de 80 lettres"}),
    ],
)
def test_a_wish_that_cannot_be_is_told_in_words_and_gives_no_file(
    scripts: Scripts, planner: Planner, wishes: Mapping[str, Any], faults: Mapping[str, str]
) -> None:
    asked = {"name": "", "time": "19:30"} | dict(wishes)
    told = scripts.ask("plan", planner=planner.plain, wishes=asked, today=TODAY, now=NOW)
    plan = Plan.model_validate(told)
    assert {fault.id for fault in plan.faults} == faults.keys()
    assert all(fault.text.startswith(faults[fault.id]) for fault in plan.faults), plan.faults
    assert plan.calendar == ""


def test_from_consultation_to_launch_it_takes_about_nine_months_as_page_and_form_say(
    scripts: Scripts, planner: Planner, site: Site
) -> None:
    dates = dates_in(planned(scripts, planner, {EVENING: "2027-03-18"}))
    days = (dt.date.fromisoformat(dates["launch"]) - dt.date.fromisoformat(dates["consultation"])).days
    assert 258 < days < 290
    told = site.catalogue.fields["interest-erased-on"].help
    assert told
    for language, term in ((Language.FR, "environ neuf mois"), (Language.NL, "ongeveer negen maanden")):
        assert term in told[language]
        assert term in site.page("create/planner.md", language).body


# ---- the calendar file


def test_two_parsers_find_the_same_dates(scripts: Scripts, planner: Planner) -> None:
    plan = planned(scripts, planner, {EVENING: "2027-03-18"}, name="Kasteelwijk", hour="20:00")
    expected: dict[str, object] = {name: dt.date.fromisoformat(day) for name, day in dates_in(plan).items() if day}
    expected[EVENING] = dt.datetime(2027, 3, 18, 20, tzinfo=BRUSSELS)
    events = events_in(plan)
    assert {name: event["DTSTART"].dt for name, event in events.items()} == expected
    assert events[EVENING]["DTEND"].dt - events[EVENING]["DTSTART"].dt == dt.timedelta(minutes=90)
    others = IcsCalendarStream.calendar_from_ics(plan.calendar).events
    assert {event.uid: event.dtstart for event in others} == {
        str(each["UID"]): each["DTSTART"].dt for each in events.values()
    }
    assert {event.summary for event in others} == {str(each["SUMMARY"]) for each in events.values()}
    titles = {each.id: each.title for each in plan.dates}
    for name, event in events.items():
        assert event["SUMMARY"] == f"{titles[name]} – Projet de partenariat local de prévention – Kasteelwijk"
        assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 27, 13, tzinfo=dt.UTC)
        lines = str(event["DESCRIPTION"]).split("\n")
        assert lines[-1] == event["URL"]
        assert str(event["URL"]).startswith(SITE_URL)


@pytest.mark.parametrize(
    ("day", "offset"), [("2027-03-25", 1), ("2027-03-29", 2), ("2027-10-28", 2), ("2027-11-04", 1), ("2044-07-07", 2)]
)
def test_the_evening_keeps_its_hour_in_summer_and_in_winter(
    scripts: Scripts, planner: Planner, day: str, offset: int
) -> None:
    """Also by the time zone in the file alone, which is what a calendar without a list of zones has."""
    plan = planned(scripts, planner, {EVENING: day})
    begins = events_in(plan)[EVENING]["DTSTART"].dt
    assert f"{begins:%Y-%m-%d %H:%M}" == f"{day} 19:30"
    assert begins.utcoffset() == dt.timedelta(hours=offset)
    calendar = icalendar.Calendar.from_ical(plan.calendar)
    (zone,) = calendar.walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    assert begins.replace(tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == dt.timedelta(hours=offset)
    (other,) = [
        each for each in IcsCalendarStream.calendar_from_ics(plan.calendar).events if EVENING in (each.uid or "")
    ]
    assert isinstance(other.dtstart, dt.datetime)
    assert other.dtstart.utcoffset() == dt.timedelta(hours=offset)


def test_a_plan_that_is_taken_in_twice_is_not_doubled_and_a_later_one_replaces_it(
    scripts: Scripts, planner: Planner, site: Site
) -> None:
    def kept(*plans: Plan) -> dict[str, tuple[int, object]]:
        """What a calendar holds that has taken in these files: of each UID the one with the highest number."""
        held: dict[str, tuple[int, object]] = {}
        for plan in plans:
            for event in events_in(plan).values():
                entry = (int(event["SEQUENCE"]), event["DTSTART"].dt)
                held[str(event["UID"])] = max(entry, held.get(str(event["UID"]), entry), key=lambda each: each[0])
        return held

    first = planned(scripts, planner, {EVENING: "2027-03-18"}, name="Château")
    assert kept(first, first) == kept(first)
    later = planned(scripts, planner, {EVENING: "2027-04-22"}, name="cha\u0302teau", now="2026-11-27T13:00:05Z")
    assert kept(first, later) == kept(later), "the same name, written otherwise, is the same plan"
    dutch = planned(scripts, planner_of(site, Language.NL, SITE_URL), {EVENING: "2027-03-18"}, name="Château")
    assert kept(first, dutch).keys() == kept(first).keys(), "so it is in the other language"
    other = planned(scripts, planner, {EVENING: "2027-03-18"}, name="Parc")
    assert len(kept(first, other)) == 2 * len(kept(first)), "another neighbourhood has its own dates"


@pytest.mark.parametrize("name", HOSTILE)
def test_no_line_is_too_long_no_letter_is_cut_and_every_name_arrives(
    scripts: Scripts, planner: Planner, functions: Functions, name: str
) -> None:
    plan = planned(scripts, planner, {EVENING: "2027-03-18"}, name=HOSTILE[name])
    assert plan.faults == ()
    content = plan.calendar.encode()
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() is not None for line in lines), "no letter is cut"
    assert max(map(len, lines)) == 75
    for text in re.findall(r"^(?:SUMMARY|DESCRIPTION|X-WR-CALNAME):(.*)\r$", plan.calendar.replace("\r\n ", ""), re.M):
        assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;n])*", text), text
    whole = re.sub("[\u202a-\u202e\u2066-\u2069]", "", functions.clean(HOSTILE[name], lines=False))
    for event in events_in(plan).values():
        assert str(event["SUMMARY"]).endswith(f" – {whole}")
    others = IcsCalendarStream.calendar_from_ics(plan.calendar).events
    assert {str(event.summary).split(" – ", 2)[2] for event in others} == {whole}


def test_a_calendar_reminds_in_the_morning_of_a_whole_day_and_at_the_hour_of_the_evening(
    scripts: Scripts, planner: Planner
) -> None:
    events = events_in(planned(scripts, planner, {EVENING: "2027-03-18"}))
    for step in planner.steps:
        alarms = events[step.id].walk("VALARM") if step.id in events else []
        assert len(alarms) == (1 if step.reminder else 0), step.id
        for alarm in alarms:
            begins = events[step.id]["DTSTART"].dt
            if isinstance(begins, dt.datetime):
                assert alarm["TRIGGER"].dt == -dt.timedelta(days=step.reminder)
            else:
                at = dt.datetime.combine(begins, dt.time()) + alarm["TRIGGER"].dt
                assert (at.time(), (begins - at.date()).days) == (dt.time(9), step.reminder)


def test_what_nobody_knows_is_no_date_until_the_reader_gives_one(scripts: Scripts, planner: Planner) -> None:
    assert "approval" not in events_in(planned(scripts, planner, {EVENING: "2027-03-18"}))
    given = planned(scripts, planner, {EVENING: "2027-03-18", "approval": "2027-08-12"})
    assert events_in(given)["approval"]["DTSTART"].dt == dt.date(2027, 8, 12)


def test_the_launch_is_a_wish_until_the_approval_of_the_ministry_has_a_date(
    scripts: Scripts, planner: Planner, site: Site
) -> None:
    for language, (wished, firm) in {
        Language.FR: ("Lancement (souhaité), pas avant l’approbation du SPF Intérieur", "Lancement"),
        Language.NL: ("Start (gewenst), niet vóór de goedkeuring door de FOD Binnenlandse Zaken", "Start"),
    }.items():
        spoken = planner_of(site, language, SITE_URL)
        for dates, title in (
            ({EVENING: "2027-03-18"}, wished),
            ({EVENING: "2027-03-18", LAUNCH: "2027-09-09"}, wished),
            ({EVENING: "2027-03-18", APPROVAL: "2027-09-20", LAUNCH: "2027-09-09"}, wished),
            ({EVENING: "2027-03-18", APPROVAL: "2027-08-20", LAUNCH: "2027-09-09"}, firm),
            ({EVENING: "2027-03-18", APPROVAL: "2027-11-22"}, firm),
        ):
            plan = planned(scripts, spoken, dates)
            event = events_in(plan)[LAUNCH]
            assert {each.id: each.title for each in plan.dates}[LAUNCH] == spaced(title)
            assert str(event["SUMMARY"]).split(" – ")[0] == title
            (alarm,) = event.walk("VALARM")
            assert (alarm["DESCRIPTION"] == title) == (title == firm), "it asks whether the ministry approved"
    late = planned(scripts, planner, {EVENING: "2027-03-18", APPROVAL: "2027-11-22"})
    assert dates_in(late)[LAUNCH] == "2027-12-20", "it is counted from the letter"
    assert "4 semaines après « Approbation du SPF" in spaced(str(events_in(late)[LAUNCH]["DESCRIPTION"]))
    before = planned(scripts, planner, {EVENING: "2027-03-18", APPROVAL: "2027-11-22", LAUNCH: "2027-09-09"})
    assert "Impossible à cette date" in str(events_in(before)[LAUNCH]["DESCRIPTION"]), "the file says so, too"


def test_of_a_date_of_the_reader_the_distance_is_named_as_what_was_proposed(scripts: Scripts, planner: Planner) -> None:
    plan = planned(scripts, planner, {EVENING: "2027-03-18", "invitations": "2027-03-01"})
    distances = {each.id: spaced(each.distance) for each in plan.dates}
    assert distances["invitations"] == "Votre date. Le guide proposait 3 semaines avant « Soirée d’information »."
    assert distances[EVENING] == "Votre date."
    assert distances["minutes"] == "7 jours après « Soirée d’information »."
    told = {name: spaced(str(event["DESCRIPTION"])) for name, event in events_in(plan).items()}
    assert told["invitations"].startswith(distances["invitations"])
    assert "Délai proposé par le guide : 7 jours après" in told["minutes"]
    assert "Délai proposé" not in told["invitations"] + told[EVENING]


def test_every_term_is_marked_as_a_proposal_and_every_source_named(planner: Planner, site: Site) -> None:
    assert all(bool(step.term) == bool(step.counted_from) for step in planner.steps)
    for step, record in zip(planner.steps, site.catalogue.steps.values(), strict=True):
        for citation in record.sources:
            assert spaced(site.catalogue.sources[cited(citation).source].title.fr.replace("'", "’")) in spaced(
                step.told
            )


def test_a_place_in_a_phrase_that_has_no_value_stays(functions: Functions) -> None:
    """So that what a script forgot is seen, and no `undefined` is read."""
    planner = {"words": {"left": "{count} / {total}"}}
    assert functions.call("plan", "phraseOf", planner, "left", {"count": 0}) == "0 / {total}"
