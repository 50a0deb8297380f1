"""The two sheets of the survey tool's workbook."""

from __future__ import annotations

from deckgen.starter.ids import account_id
from deckgen.starter.records import Company
from deckgen.starter.tables import Cell, Export


def nps(company: Company) -> Export:
    """The relationship survey, with the title and the empty line that its tool puts on top."""
    rows: list[tuple[Cell, ...]] = []
    for answer in company.answers:
        if answer.survey == "NPS" and answer.sent.date() <= company.as_of:
            rows.append(
                (
                    f"N-{len(rows) + 1:05d}",
                    account_id(answer.customer),
                    answer.contact,
                    answer.sent,
                    answer.answered,
                    answer.score,
                    answer.comment or None,
                    answer.followed_up,
                )
            )
    header = (
        "Response", "Account ID", "Contact", "Sent", "Answered", "Likelihood to recommend (0-10)",
        "Comment", "Followed up",
    )  # fmt: skip
    title = (f"Relationship survey, all responses, exported {company.as_of:%d/%m/%Y}",)
    return Export("NPS", header, rows, preamble=(title, ()))


def csat(company: Company) -> Export:
    """The surveys after onboarding steps, success reviews and support tickets, 1 to 5."""
    rows: list[tuple[Cell, ...]] = []
    for answer in company.answers:
        if answer.survey != "NPS" and answer.sent.date() <= company.as_of:
            rows.append(
                (
                    f"S-{len(rows) + 1:05d}",
                    account_id(answer.customer),
                    answer.contact,
                    answer.survey,
                    answer.interaction,
                    answer.sent,
                    answer.answered,
                    answer.score,
                    answer.comment or None,
                    answer.theme or None,
                )
            )
    header = (
        "Survey", "Account ID", "Contact", "Touchpoint", "Case", "Requested", "Replied",
        "Rating (1-5)", "Comment", "Theme",
    )  # fmt: skip
    return Export("CSAT", header, rows)
