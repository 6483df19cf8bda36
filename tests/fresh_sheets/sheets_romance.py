"""Sheets in French, Spanish, Portuguese and Italian."""

import datetime as dt

from written_sheet import COMPANY, ROLE, Sheet

C, R = COMPANY, ROLE
FRENCH = ["Chargée de clientèle", "Comptable", "Cheffe de rang", "Technicien de maintenance"]
TRAINEE = ["Alternance développeur web", "Alternance RH", "Apprenti boulanger"]
SPANISH = ["Enfermera de urgencias", "Auxiliar de farmacia", "Fisioterapeuta", "Celador"]
SPANISH_OFFICE = ["Administrativo contable", "Diseñadora gráfica", "Técnico de soporte"]
PORTUGUESE = ["Desenvolvedora Backend", "Analista de Dados", "Engenheiro de Software Sênior|senior", "Product Owner"]
ITALIAN = ["Impiegata amministrativa", "Cameriere", "Grafico", "Infermiera di reparto"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def french() -> Sheet:
    s = Sheet("recherche", "csv", "fr", FRENCH, ["semicolons", "3 juin 2026", "Relance prévue is a plan", "notes with days"])
    s.separator = ";"
    s.header("Boîte", "Intitulé", "Envoyé le", "Où ça en est", "Entretien", "Relance prévue le", "Remarques")
    s.app(C, R, "3 juin 2026", "refus", "", "", "", applied="2026-06-03", status="rejected")
    s.app(C, R, "5 juin 2026", "en attente", "", "19 juin 2026", "", applied="2026-06-05", status="active")
    s.app(
        C,
        R,
        "8 juin 2026",
        "entretien passé",
        "18 juin 2026",
        "",
        "",
        applied="2026-06-08",
        status="interviewing",
        events="interview 2026-06-18",
    )
    s.app(
        C,
        R,
        "1er juillet 2026",
        "en attente",
        "",
        "",
        "réponse promise avant le 15 juillet",
        applied="2026-07-01",
        status="active",
        or_told=True,
    )
    s.other("wish", "Le Moulin Bleu", "Pâtissière", "", "à postuler", "", "", "annonce vue au salon")
    s.app(
        C,
        R,
        "6 juillet 2026",
        "sans nouvelles",
        "",
        "",
        "",
        applied="2026-07-06",
        status="closed",
        status_also=["active"],
        or_told=True,
    )
    s.app(
        C,
        R,
        "9 juillet 2026",
        "embauchée !",
        "16 juillet 2026",
        "",
        "",
        applied="2026-07-09",
        status="accepted",
        events="interview 2026-07-16",
    )
    s.app(C, R, "10 juillet 2026", "j'ai décliné leur offre", "", "", "", applied="2026-07-10", status="withdrawn")
    return s


def alternance() -> Sheet:
    s = Sheet("alternance", "ods", "fr", TRAINEE, ["a default interview day of 1970", "mars 4, 2026 as text", "totals"])
    s.worksheet = "Feuille1"
    s.header("Entreprise visée", "Poste", "Date d'envoi", "Date entretien", "Réponse")
    s.app(C, R, "mars 2, 2026", day("1970-01-01"), "négative", applied="2026-03-02", status="rejected")
    s.app(
        C,
        R,
        "mars 4, 2026",
        day("2026-03-18"),
        "en cours",
        applied="2026-03-04",
        status="interviewing",
        events="interview 2026-03-18",
    )
    s.app(C, R, "mars 9, 2026", day("1970-01-01"), "pas encore", applied="2026-03-09", status="active")
    s.app(C, R, "mars 12, 2026", day("1970-01-01"), "pas encore", applied="2026-03-12", status="active")
    s.app(
        C,
        R,
        "mars 16, 2026",
        day("2026-03-30"),
        "positive",
        applied="2026-03-16",
        status="offer",
        status_also=["interviewing", "accepted"],
        events="interview 2026-03-30",
        or_told=True,
    )
    s.app(C, R, "mars 20, 2026", day("1970-01-01"), "négative", applied="2026-03-20", status="rejected")
    s.other("totals", "Nombre d'envois", None, 6)
    return s


def spanish_history() -> Sheet:
    s = Sheet(
        "busqueda", "csv", "es", SPANISH_OFFICE, ["status phrases", "dd/mm/yyyy", "a promise in the notes", "a repeated row"]
    )
    s.header("Empresa", "Vacante", "Enviado el", "Cómo va", "Comentario")
    s.app(C, R, "03/06/2026", "sin respuesta todavía", "", applied="2026-06-03", status="active", or_told=True)
    s.app(C, R, "16/06/2026", "me descartaron", "", applied="2026-06-16", status="rejected")
    s.app(
        C,
        R,
        "17/06/2026",
        "entrevista hecha",
        "entrevista el 25/06/2026 con Marta",
        applied="2026-06-17",
        status="interviewing",
        also="interview 2026-06-25",
        or_told=True,
    )
    s.lines.append(list(s.lines[-2]))
    s.why_not[str(len(s.lines))] = "duplicate"
    s.app(
        C,
        R,
        "22/06/2026",
        "oferta recibida",
        "contestar antes del 3 de julio",
        applied="2026-06-22",
        status="offer",
        or_told=True,
    )
    s.app(C, R, "24/06/2026", "rechacé la oferta", "", applied="2026-06-24", status="withdrawn")
    s.app(C, R, "29/06/2026", "no me han rechazado, sigue abierto", "", applied="2026-06-29", status="active", or_told=True)
    s.other("wish", "Papelera del Norte", "Diseñadora gráfica", "", "pendiente de enviar", "")
    return s


def spanish_two_tables() -> Sheet:
    s = Sheet("enfermeria", "xlsx", "es", SPANISH, ["two status columns", "a table of contacts below", "Próximo paso"])
    s.worksheet, s.day_format = "Hoja1", "dd/mm/yyyy"
    s.header("Centro", "Puesto", "Fecha de solicitud", "Fase", "Resultado", "Fecha resultado", "Próximo paso")
    s.app(
        C,
        R,
        day("2026-05-04"),
        "Solicitud enviada",
        "No seleccionada",
        day("2026-05-20"),
        None,
        applied="2026-05-04",
        status="rejected",
        events="rejection 2026-05-20",
    )
    s.app(
        C, R, day("2026-05-06"), "Entrevista", "Pendiente", None, "llamar 25/05/2026", applied="2026-05-06", status="interviewing"
    )
    s.app(C, R, day("2026-05-11"), "Solicitud enviada", "Pendiente", None, None, applied="2026-05-11", status="active")
    s.app(
        C,
        R,
        day("2026-05-13"),
        "Entrevista",
        "Contratada",
        day("2026-06-10"),
        None,
        applied="2026-05-13",
        status="accepted",
        also="acceptance 2026-06-10, offer 2026-06-10",
    )
    s.app(C, R, day("2026-05-18"), "Solicitud enviada", "Plaza cancelada", None, None, applied="2026-05-18", status="closed")
    s.other("blank")
    s.other("other table", "Contacto", "Centro", "Teléfono", "Última llamada")
    s.other("other table", "Sra. Luz", "Clínica Arroyo", "600 000 001", day("2026-05-12"))
    return s


def portuguese_developer() -> Sheet:
    s = Sheet("vagas_dev", "csv", "pt", PORTUGUESE, ["emoji before the status", "the day of the answer", "dd/mm/yyyy"])
    s.header("Empresa", "Cargo", "Candidatura em", "Situação", "Resposta em")
    s.app(
        C, R, "03/06/2026", "❌ Reprovada", "15/06/2026", applied="2026-06-03", status="rejected", events="rejection 2026-06-15"
    )
    s.app(C, R, "05/06/2026", "⏳ Aguardando", "", applied="2026-06-05", status="active")
    s.app(
        C,
        R,
        "08/06/2026",
        "🗣️ Entrevista",
        "17/06/2026",
        applied="2026-06-08",
        status="interviewing",
        also="reply 2026-06-17, interview_invitation 2026-06-17, interview 2026-06-17",
    )
    s.app(C, R, "18/06/2026", "❌ Reprovada", "", applied="2026-06-18", status="rejected")
    s.app(C, R, "19/06/2026", "👻 Sumiram", "", applied="2026-06-19", status="closed")
    s.app(
        C, R, "22/06/2026", "🎉 Proposta recebida", "06/07/2026", applied="2026-06-22", status="offer", events="offer 2026-07-06"
    )
    s.app(C, R, "23/06/2026", "🚪 Desisti", "", applied="2026-06-23", status="withdrawn")
    s.app(C, R, "24/06/2026", "⏳ Ainda sem retorno", "", applied="2026-06-24", status="active", or_told=True)
    return s


def portuguese_adverts() -> Sheet:
    s = Sheet("anuncios", "tsv", "pt", PORTUGUESE, ["adverts beside applications", "seen and sent", "state is a place"])
    s.separator = "\t"
    s.header("Vi a vaga em", "Empresa", "Função", "UF", "Enviei em", "Status", "Prazo")
    s.app("2026-05-30", C, R, "SP", "2026-06-03", "enviado", "2026-06-20", applied="2026-06-03", status="active")
    s.other("wish", "2026-06-01", "Buritizal Games", "QA", "RJ", "", "quero me candidatar", "2026-06-30")
    s.app("2026-06-04", C, R, "MG", "2026-06-05", "não fui selecionada", "", applied="2026-06-05", status="rejected")
    s.other("wish", "2026-06-07", "Carnaúba Bank", "Analista", "PE", "", "vou pular", "", or_ask=True)
    s.app("2026-06-09", C, R, "PR", "2026-06-10", "fase de entrevistas", "", applied="2026-06-10", status="interviewing")
    s.other("wish", "2026-06-11", "Açaí Móveis", "Dev Mobile", "PA", "", "salva", "2026-07-01", or_ask=True)
    s.app("2026-06-12", C, R, "SC", "2026-06-15", "vaga encerrada", "", applied="2026-06-15", status="closed")
    s.app("2026-06-15", C, R, "SP", "2026-06-16", "contratada", "", applied="2026-06-16", status="accepted")
    return s


def italian() -> Sheet:
    s = Sheet("ricerca", "csv", "it", ITALIAN, ["3 giugno 2026", "a comma without quotes", "status phrases"], raw_lines=True)
    s.header("Azienda", "Mansione", "Città", "Inviata il", "Esito")
    s.app(C, R, "Pisa", "3 giugno 2026", "nessuna risposta finora", applied="2026-06-03", status="active", or_told=True)
    s.app(C, R, "Lecce", "5 giugno 2026", "scartata", applied="2026-06-05", status="rejected")
    s.app(
        C,
        "Magazziniere, turno di notte",
        "Udine",
        "9 giugno 2026",
        "in attesa",
        applied="2026-06-09",
        status="active",
        report=True,
        role="Magazziniere, turno di notte",
        role_also=["Magazziniere", ""],
        applied_also=[None],
    )
    s.app(C, R, "Pavia", "16 giugno 2026", "colloquio fissato", applied="2026-06-16", status="interviewing")
    s.app(C, R, "Siena", "18 giugno 2026", "assunta", applied="2026-06-18", status="accepted")
    s.app(C, R, "Bari", "22 giugno 2026", "mi sono ritirata", applied="2026-06-22", status="withdrawn")
    s.app(C, R, "Como", "23 giugno 2026", "offerta ricevuta", applied="2026-06-23", status="offer")
    s.app(C, R, "Enna", "24 giugno 2026", "posizione annullata", applied="2026-06-24", status="closed")
    return s


def italian_hours() -> Sheet:
    s = Sheet(
        "colloqui",
        "xlsx",
        "it",
        ITALIAN,
        ["several interviews on a day", "clock times", "rejection without a day", "Prossimo passo"],
    )
    s.worksheet = "Foglio1"
    s.header(
        "Datore di lavoro", "Posizione", "Candidatura inviata", "Primo colloquio", "Secondo colloquio", "Stato", "Prossimo passo"
    )
    at = dt.datetime.fromisoformat
    s.app(
        C,
        R,
        day("2026-06-03"),
        at("2026-06-16T09:30"),
        at("2026-06-16T15:00"),
        "In valutazione",
        None,
        applied="2026-06-03",
        status="interviewing",
        events="interview 2026-06-16, interview 2026-06-16",
        or_told=True,
    )
    s.app(
        C,
        R,
        day("2026-06-05"),
        at("2026-06-18T11:00"),
        None,
        "Rifiutata",
        None,
        applied="2026-06-05",
        status="rejected",
        events="interview 2026-06-18",
    )
    s.app(C, R, day("2026-06-08"), None, None, "Inviata", "sollecitare il 22/06/2026", applied="2026-06-08", status="active")
    s.app(
        C,
        R,
        day("2026-06-10"),
        "24 giugno 2026 ore 10:00",
        None,
        "Colloquio",
        None,
        applied="2026-06-10",
        status="interviewing",
        events="interview 2026-06-24",
        or_told=True,
    )
    s.app(
        C,
        R,
        day("2026-06-15"),
        at("2026-06-25T14:00"),
        at("2026-07-02T10:00"),
        "Offerta",
        "rispondere entro il 10/07/2026",
        applied="2026-06-15",
        status="offer",
        events="interview 2026-06-25, interview 2026-07-02",
    )
    s.app(C, R, day("2026-06-17"), "rinviato", None, "Colloquio", None, applied="2026-06-17", status="interviewing", or_told=True)
    return s


MAKERS = [
    french,
    alternance,
    spanish_history,
    spanish_two_tables,
    portuguese_developer,
    portuguese_adverts,
    italian,
    italian_hours,
]
