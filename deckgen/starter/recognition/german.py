"""German words in the headers of exports, as the English ones that names are listed in."""

from __future__ import annotations

WORDS = {
    "kunde": "customer", "kunden": "customer", "kundennr": "customer number",
    "kundennummer": "customer number", "kundenid": "customer id", "kundenname": "customer name",
    "firma": "customer", "unternehmen": "customer", "branche": "industry", "land": "country",
    "betreuer": "csm", "kundenbetreuer": "csm",
    "monat": "month", "datum": "date", "seit": "since", "von": "from", "bis": "to",
    "beginn": "start", "startdatum": "start", "ende": "end", "enddatum": "end",
    "umsatz": "revenue", "monatsumsatz": "monthly revenue", "betrag": "amount",
    "monatsbetrag": "monthly amount", "jahresbetrag": "annual amount",
    "währung": "currency", "waehrung": "currency",
    "vertrag": "contract", "vertragsnr": "contract number", "vertragsnummer": "contract number",
    "vertragsbeginn": "contract start", "vertragsende": "contract end",
    "vertragswert": "contract value", "laufzeitende": "term end",
    "gekündigt": "cancelled", "kündigung": "cancellation", "kündigungsdatum": "cancellation date",
    "kündigungsgrund": "churn reason", "grund": "reason", "hauptgrund": "main reason",
    "bewertung": "rating", "zufriedenheit": "satisfaction", "kommentar": "comment",
    "antwortdatum": "response date", "weiterempfehlung": "nps",
}  # fmt: skip
