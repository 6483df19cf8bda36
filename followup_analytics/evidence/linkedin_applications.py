"""Applications that were sent by LinkedIn: those of the log, and those that it does not have."""

from collections.abc import Iterable

from followup_analytics.evidence.directory import Directory, firm_words, role_words, same_firm
from followup_analytics.evidence.heads import digest
from followup_analytics.evidence.linkedin import LinkedInApplication
from followup_analytics.evidence.proposals import Proposal

SOURCE = "Job Applications.csv"


def application_rows(lines: Iterable[LinkedInApplication], directory: Directory) -> list[Proposal]:
    """A row for each line: of the application with the same firm and role, or of one that is missing in the log."""
    rows = [_row(line, directory) for line in lines]
    return list({row.evidence_id: row for row in rows}.values())


def _row(line: LinkedInApplication, directory: Directory) -> Proposal:
    firm, role = firm_words(line.company), role_words(line.role)
    same = [number for number, words in enumerate(directory.firm_words) if words == firm and directory.role_words[number] == role]
    # Of several rows with one firm and role, the one that was sent nearest to it.
    same.sort(key=lambda number: abs((directory.applied_at[number] or 0) - line.at))
    near = [number for number, words in enumerate(directory.firm_words) if firm and same_firm(words, firm)]
    near = [number for number in near if not role or directory.role_words[number] in ((), role)]
    identity = digest(f"application {line.at} {line.company} {line.role}")
    certainty = "sure" if same else "ask"
    return Proposal(
        evidence_id=f"linkedin:{identity}",
        application_id=directory.ids[same[0]] if same else "",
        at=line.at,
        precision="minute",
        kind="application",
        direction="outbound",
        medium="linkedin",
        stage="",
        contact="",
        contact_email="",
        reply_expected_by="",
        subject=", ".join(filter(None, (line.role, line.company))),
        source=SOURCE,
        message_id="",
        certainty=certainty,
        candidates=() if same else tuple(directory.ids[number] for number in near[:6]),
        why="The list of applications names the firm and the role." if same else "The sheet has no such firm and role.",
        known=False,
        starts_application=not same and not near,
        conversation=f"conversation:{identity}",
        remembered=f"conversation:{identity}",
    )
