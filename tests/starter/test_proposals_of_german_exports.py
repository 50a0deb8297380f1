"""`deckgen init --from` for exports with German headers, numbers and dates."""

from __future__ import annotations

from tests.support.proposals import Propose


def test_german_revenue_is_mapped_with_its_comma_and_currency(propose: Propose) -> None:
    proposal = propose(
        umsatz="Kundennr.;Kunde ;Monat;MRR (\u20ac)\n"
        '00123;Acme GmbH;03.2025;"1.200,50 \u20ac"\n00124;Bolt AG;03.2025;"900,00 \u20ac"\n'
    )
    columns = proposal.columns("revenue", "umsatz.csv")
    assert columns == {"customer_id": "Kundennr.", "month": "Monat", "amount": "MRR (\u20ac)"}
    assert proposal.config.sources["umsatz"].decimal == ","
    assert proposal.config.money.currency == "EUR"


def test_german_contracts_are_mapped_by_their_compound_words(propose: Propose) -> None:
    proposal = propose(
        vertraege="Vertragsnummer;Kundennummer;Vertragsbeginn;Vertragsende;Jahresbetrag\n"
        "V1;00123;01.03.2024;28.02.2025;12.000,00\nV2;00124;15.01.2024;;9.600,50\n"
    )
    feed = proposal.feed("contracts", "vertraege.csv")
    assert feed.columns == {
        "contract_id": "Vertragsnummer",
        "customer_id": "Kundennummer",
        "start_date": "Vertragsbeginn",
        "end_date": "Vertragsende",
        "acv": "Jahresbetrag",
    }
    assert proposal.config.sources["vertraege"].date_format == "%d.%m.%Y"
    assert "per year by its name" in proposal.comment(feed, "acv")
