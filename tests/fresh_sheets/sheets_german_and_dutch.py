"""Sheets in German and Dutch."""

import datetime as dt

from written_sheet import COMPANY, ROLE, Sheet

C, R = COMPANY, ROLE
CARE = ["Pflegefachkraft", "Stationsleitung Geriatrie", "Medizinische Fachangestellte", "Praxisanleiterin"]
TRAINEE = ["Ausbildung Mechatroniker", "Ausbildung Kauffrau für Büromanagement", "Duales Studium Logistik"]
OFFICE = ["Sachbearbeitung Einkauf", "Teamassistenz", "Controllerin", "Lagerdisponent"]
DUTCH = ["Wijkverpleegkundige", "Magazijnmedewerker", "Administratief medewerker", "Beleidsadviseur"]
TEACHER = ["Docent Wiskunde", "Groepsleerkracht", "Onderwijsassistent", "Remedial teacher"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def stages() -> Sheet:
    s = Sheet(
        "stufen", "csv", "de", OFFICE, ["one row a stage", "semicolons", "3. Juni 2026"], one_row_per="event", separator=";"
    )
    s.header("Firma", "Stelle", "Schritt", "Tag")
    s.thread(
        "a",
        applied="2026-06-03",
        status="rejected",
        events="acknowledgement 2026-06-05, interview 2026-06-17, rejection 2026-06-24",
    )
    s.thread("b", applied="2026-06-08", status="interviewing", events="interview 2026-06-22, interview 2026-07-01")
    s.thread("c", applied="2026-06-10", status="withdrawn", events="withdrawal 2026-06-29")
    s.thread("d", applied="2026-06-15", status="offer", events="interview 2026-06-30, offer 2026-07-09")
    s.thread("e", applied="2026-06-16", status="active")
    lines = [
        ("a", "Bewerbung abgeschickt", "3. Juni 2026"),
        ("a", "Eingangsbestätigung", "5. Juni 2026"),
        ("a", "Vorstellungsgespräch", "17. Juni 2026"),
        ("a", "Absage erhalten", "24. Juni 2026"),
        ("b", "Bewerbung abgeschickt", "8. Juni 2026"),
        ("b", "Erstgespräch", "22. Juni 2026"),
        ("b", "Zweites Gespräch", "1. Juli 2026"),
        ("c", "Bewerbung abgeschickt", "10. Juni 2026"),
        ("c", "Bewerbung zurückgezogen", "29. Juni 2026"),
        ("d", "Bewerbung abgeschickt", "15. Juni 2026"),
        ("d", "Vorstellungsgespräch", "30. Juni 2026"),
        ("d", "Zusage bekommen", "9. Juli 2026"),
        ("e", "Bewerbung abgeschickt", "16. Juni 2026"),
    ]
    for key, what, when in lines:
        s.event(key, C, R, what, when)
    return s


def care() -> Sheet:
    s = Sheet(
        "pflege", "xlsx", "de", CARE, ["Letzter Kontakt", "Nächster Schritt", "Rückmeldung bis", "Passwort", "header again"]
    )
    s.worksheet, s.day_format = "Stellensuche", "dd.mm.yyyy"
    head = (
        "Einrichtung",
        "Position",
        "Beworben am",
        "Stand",
        "Letzter Kontakt",
        "Nächster Schritt",
        "Rückmeldung bis",
        "Passwort Portal",
    )
    s.header(*head)
    s.app(
        C,
        R,
        day("2026-06-01"),
        "abgesagt",
        day("2026-06-12"),
        None,
        None,
        "Mohn-Blume-1",
        applied="2026-06-01",
        status="rejected",
    )
    s.app(
        C,
        R,
        day("2026-06-03"),
        "warte noch",
        day("2026-06-03"),
        "anrufen 18.06.2026",
        day("2026-06-17"),
        "Mohn-Blume-2",
        applied="2026-06-03",
        status="active",
    )
    s.app(
        C,
        R,
        day("2026-06-09"),
        "Probearbeiten vereinbart",
        day("2026-06-15"),
        "Unterlagen mitnehmen",
        None,
        "Mohn-Blume-3",
        applied="2026-06-09",
        status="interviewing",
    )
    s.other("wish", "Haus Lerchenruh", "Pflegefachkraft", None, "noch nicht beworben", None, "Anschreiben bis 30.06.2026")
    s.other("repeated header", *head)
    s.app(
        C,
        R,
        day("2026-07-02"),
        "keine Rückmeldung",
        day("2026-07-02"),
        None,
        day("2026-07-23"),
        "Mohn-Blume-4",
        applied="2026-07-02",
        status="closed",
    )
    s.app(
        C,
        R,
        day("2026-07-06"),
        "Zusage",
        day("2026-07-20"),
        "antworten",
        day("2026-07-27"),
        "Mohn-Blume-5",
        applied="2026-07-06",
        status="offer",
    )
    s.app(
        C,
        R,
        day("2026-07-08"),
        "beworben, noch keine Antwort",
        day("2026-07-08"),
        None,
        None,
        "Mohn-Blume-6",
        applied="2026-07-08",
        status="active",
    )
    s.app(
        C,
        R,
        day("2026-07-13"),
        "selbst abgesagt",
        day("2026-07-21"),
        None,
        None,
        "Mohn-Blume-7",
        applied="2026-07-13",
        status="withdrawn",
    )
    return s


def trainee() -> Sheet:
    s = Sheet(
        "ausbildung",
        "csv",
        "de",
        TRAINEE,
        ["months as titles", "days without a year between days with one", "only a month"],
    )
    s.separator = ";"
    s.header("Betrieb", "Ausbildungsplatz", "Weggeschickt", "Ergebnis", "Bemerkung")
    s.other("section title", "Mai")
    s.app(C, R, "4.5.2026", "Absage", "", applied="2026-05-04", status="rejected")
    s.app(C, R, "11.5.", "Einladung zum Gespräch", "", applied="2026-05-11", status="interviewing", or_told=True)
    s.app(C, R, "19.5.2026", "wartet", "", applied="2026-05-19", status="active")
    s.other("blank")
    s.other("section title", "Juni")
    s.app(
        C,
        R,
        "2.6.",
        "Einstellungstest bestanden",
        "",
        applied="2026-06-02",
        status="active",
        status_also=["interviewing"],
        or_told=True,
    )
    s.app(C, R, "9.6.2026", "Platz schon vergeben", "", applied="2026-06-09", status="closed", status_also=["rejected"])
    s.app(C, R, "Juni 2026", "wartet", "Tag vergessen", applied=None, status="active", report=True)
    s.app(
        C,
        R,
        "24.6.2026",
        "genommen!!",
        "unterschrieben",
        applied="2026-06-24",
        status="accepted",
        status_also=["offer"],
        or_told=True,
    )
    return s


def decided() -> Sheet:
    s = Sheet(
        "entscheid",
        "xlsx",
        "de",
        OFFICE,
        ["two status columns", "01.01.1970 as default", "the day of the rejection"],
    )
    s.worksheet, s.day_format = "2026", "dd.mm.yyyy"
    s.ambiguous = "A default of 1970 is no interview; it may be named."
    s.header("Nr", "Unternehmen", "Funktion", "Datum Versand", "Phase", "Entscheid", "Entscheid vom", "Gespräch am")
    none = day("1970-01-01")
    s.app(
        1,
        C,
        R,
        day("2026-08-03"),
        "Unterlagen verschickt",
        "Absage",
        day("2026-08-14"),
        none,
        applied="2026-08-03",
        status="rejected",
        events="rejection 2026-08-14",
    )
    s.app(
        2,
        C,
        R,
        day("2026-08-05"),
        "Gespräch geführt",
        "Absage",
        day("2026-09-01"),
        day("2026-08-20"),
        applied="2026-08-05",
        status="rejected",
        events="interview 2026-08-20, rejection 2026-09-01",
    )
    s.app(3, C, R, day("2026-08-10"), "Unterlagen verschickt", "ausstehend", None, none, applied="2026-08-10", status="active")
    s.app(
        4,
        C,
        R,
        day("2026-08-12"),
        "Gespräch geführt",
        "ausstehend",
        None,
        day("2026-08-27"),
        applied="2026-08-12",
        status="interviewing",
        events="interview 2026-08-27",
    )
    s.app(5, C, R, day("2026-08-17"), "Unterlagen verschickt", "ausstehend", None, none, applied="2026-08-17", status="active")
    s.other("wish", 6, "Birnbaum Logistik", "Lagerdisponent", None, "Unterlagen noch nicht verschickt", "ausstehend", None, none)
    s.app(
        7,
        C,
        R,
        day("2026-08-24"),
        "Gespräch geführt",
        "Angebot",
        day("2026-09-11"),
        day("2026-09-03"),
        applied="2026-08-24",
        status="offer",
        events="interview 2026-09-03, offer 2026-09-11",
    )
    return s


def dutch_applications() -> Sheet:
    s = Sheet("sollicitaties", "csv", "nl", DUTCH, ["semicolons", "3 juni 2026", "Uiterlijk reageren is a deadline", "a wish"])
    s.separator = ";"
    s.header("Organisatie", "Vacature", "Verstuurd op", "Stand van zaken", "Gesprek", "Uiterlijk reageren", "Opmerkingen")
    s.app(C, R, "3 juni 2026", "afgewezen", "", "", "standaardmail", applied="2026-06-03", status="rejected")
    s.app(C, R, "5 juni 2026", "in afwachting", "", "", "", applied="2026-06-05", status="active")
    s.app(
        C,
        R,
        "9 juni 2026",
        "op gesprek geweest",
        "23 juni 2026",
        "",
        "",
        applied="2026-06-09",
        status="interviewing",
        events="interview 2026-06-23",
    )
    s.other("wish", "Zonnedauw", "Teamleider", "", "nog niet gesolliciteerd", "", "30 juni 2026", "")
    s.app(
        C,
        R,
        "15 juni 2026",
        "aanbod gekregen",
        "25 juni 2026",
        "6 juli 2026",
        "",
        applied="2026-06-15",
        status="offer",
        events="interview 2026-06-25",
    )
    s.app(
        C,
        R,
        "17 juni 2026",
        "niets meer gehoord",
        "",
        "",
        "",
        applied="2026-06-17",
        status="closed",
        status_also=["active"],
        or_told=True,
    )
    s.app(C, R, "22 juni 2026", "zelf teruggetrokken", "", "", "te ver weg", applied="2026-06-22", status="withdrawn")
    s.app(
        C,
        R,
        "24 juni 2026",
        "uitgenodigd voor gesprek",
        "8 juli 2026 afgezegd",
        "",
        "",
        applied="2026-06-24",
        status="interviewing",
        report=True,
    )
    s.app(C, R, "29 juni 2026", "vacature ingetrokken", "", "", "", applied="2026-06-29", status="closed")
    return s


def dutch_no_days() -> Sheet:
    s = Sheet("scholen", "ods", "nl", TEACHER, ["no column of days at all", "ticks"])
    s.worksheet = "Blad1"
    s.header("School", "Functie", "Plaats", "Brief weg", "Gesprek gehad", "Uitslag")
    s.app(C, R, "Assen", "x", "x", "afgewezen", applied=None, status="rejected")
    s.app(C, R, "Tilburg", "x", "", "", applied=None, status="active")
    s.app(C, R, "Delft", "x", "x", "", applied=None, status="interviewing")
    s.app(C, R, "Venlo", "x", "x", "aangenomen", applied=None, status="accepted", status_also=["offer"])
    s.app(C, R, "Hoorn", "x", "", "afgewezen", applied=None, status="rejected")
    s.app(C, R, "Breda", "x", "", "", applied=None, status="active")
    return s


MAKERS = [stages, care, trainee, decided, dutch_applications, dutch_no_days]
