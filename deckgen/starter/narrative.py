"""The sentences that people of the sample company wrote before the deck was made.

They interpret; the numbers on the slides are computed. The few numbers here are counted from the
same simulation, so that no text contradicts a slide.
"""

from __future__ import annotations

from deckgen.starter.months import last_day
from deckgen.starter.records import Company

_TEMPLATE = """\
# Text for the slides of 2025-Q2. The summary and each metric have two cells for people:
#   why   what caused the change        next  decision or action, owner, date
# A cell without a text keeps its prompt on the slide. Two short sentences (130 characters) fit.
summary:
  why: New customers start badly since setup is shared, and SMB does not accept the new price.
  next: Decide on the SMB price and on staff for onboarding. Owner CRO, board of 15 July 2025.

metrics:
  net_revenue_retention:
    why: Enterprise added seats and the Insights module; SMB shrank after the January price change.
    next: Freeze the SMB price for renewals until Q4. Owner CRO, decision by 31 July 2025.
  logo_churn:
    why: Customers onboarded since October leave early, and SMB did not accept the new price.
    next: Call every customer in its first nine months. Owner Head of Onboarding, by 15 August 2025.
  csat:
    why: Onboarding fell first, in Q4 2024, when setup moved to a shared queue. Support held.
    next: Named onboarding leads are back since May. Owner Head of Onboarding, review in October.
  csm_account_ratio:
    why: {overloaded} took over {leaver}'s book in September 2024 and looks after {book} accounts.
    next: Move part of that book to {hire}. Owner VP Customer Success, by 31 July 2025.
  product_gaps:
    why: Single sign-on and audit log export are asked for in Enterprise and Mid-market renewals.
    next: Commit a date for single sign-on. Owner CPO, roadmap review on 22 July 2025.

segments:
  segment=Enterprise:
    net_revenue_retention:
      why: Seats and the Insights module carried growth; renewals wait for single sign-on.
      next: Sponsor calls before every renewal due by September. Owner CRO, from 14 July 2025.
  segment=SMB:
    revenue_churn:
      why: The price increase is the churn reason recorded most often since January.
      next: Offer the old price for a two-year term. Owner Head of SMB, pilot in August 2025.
"""


def narrative_text(company: Company, overloaded: str, leaver: str, hire: str) -> str:
    """The narrative file of the company's last quarter, as YAML."""
    today = last_day(company.last_month)
    book = sum(
        stay.value == overloaded and stay.start <= today <= (stay.end or today)
        for customer in company.customers
        if customer.paid(company.last_month) > 0
        for stay in customer.managers
    )
    return _TEMPLATE.format(overloaded=overloaded, leaver=leaver, book=book, hire=hire)
