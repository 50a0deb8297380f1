"""What a proposal is sure of, what it guesses and what it asks: by headers and values."""

from __future__ import annotations

from deckgen.model.feed import Derivation
from tests.support.proposals import ACCOUNTS, Propose


def test_ids_found_among_the_customers_are_evidence_without_a_telling_header(
    propose: Propose,
) -> None:
    rows = "".join(f"A-{n},2025-01,{n}00\n" for n in range(1, 8))
    proposal = propose(accounts=ACCOUNTS, mrr=f"Ref,Month,MRR\n{rows}")
    feed = proposal.feed("revenue", "mrr.csv")
    assert feed.columns["customer_id"] == "Ref"
    comment = proposal.comment(feed, "customer_id")
    assert comment == "guess: 7 of 7 values are ids of accounts.csv, check"


def test_ids_that_the_customers_file_does_not_know_are_not_sure(propose: Propose) -> None:
    rows = "".join(f"K-{n},2025-01,{n}00\n" for n in range(1, 8))
    proposal = propose(accounts=ACCOUNTS, mrr=f"Account ID,Month,MRR\n{rows}")
    comment = proposal.comment(proposal.feed("revenue", "mrr.csv"), "customer_id")
    assert comment.startswith("guess: header says so; none of 7 ids is in accounts.csv: 'K-1' here")


def test_a_customer_id_that_repeats_is_not_sure(propose: Propose) -> None:
    others = "".join(f"B-{n},Other {n},EMEA\n" for n in range(30))
    proposal = propose(accounts=f"{ACCOUNTS}{others}B-1,Other again,EMEA\n")
    feed = proposal.feed("customers", "accounts.csv")
    assert proposal.comment(feed, "customer_id") == "guess: header says so; 38 different in 39 rows"


def test_a_header_is_not_believed_when_the_values_contradict_it(propose: Propose) -> None:
    rows = "".join(f"A-{n},soon,{n}00\n" for n in range(1, 6))
    proposal = propose(mrr=f"Account ID,Month,MRR\n{rows}")
    assert "# month: ???" in proposal.text
    assert "not recognised: 'Month' (always 'soon')" in proposal.text
    assert proposal.mistakes() == ["revenue needs the column 'month'"]


def test_an_order_of_day_and_month_is_sure_when_one_value_decides(propose: Propose) -> None:
    proposal = propose(
        contracts="Contract ID,Account ID,Start,ACV\nC1,A,03/07/2025,10\nC2,B,25/07/2025,20\n"
    )
    assert proposal.config.sources["contracts"].date_format == "%d/%m/%Y"
    assert "# sure: '25/07/2025' can only have the day first" in proposal.line("date_format")


def test_the_american_order_is_found_as_well(propose: Propose) -> None:
    proposal = propose(
        contracts="Contract ID,Account ID,Start,ACV\nC1,A,3/7/25,10\nC2,B,7/25/25,20\n"
    )
    assert proposal.config.sources["contracts"].date_format == "%m/%d/%y"


def test_an_undecided_order_of_day_and_month_is_a_question_and_never_set(
    propose: Propose,
) -> None:
    proposal = propose(
        contracts="Contract ID,Account ID,Start,ACV\nC1,A,03/07/2025,10\nC2,B,04/08/2025,20\n"
    )
    assert proposal.config.sources["contracts"].date_format is None
    line = proposal.line("# date_format")
    assert "question: '03/07/2025' may be %d/%m/%Y or %m/%d/%Y: all 2 values fit both" in line


def test_two_orders_in_one_export_are_a_question(propose: Propose) -> None:
    proposal = propose(
        contracts="Contract ID,Account ID,Start,ACV\nC1,A,25/07/2025,10\nC2,B,07/25/2025,20\n"
    )
    assert "one export, two orders" in proposal.line("# date_format")


def test_a_decimal_comma_and_a_currency_are_found_in_the_amounts(propose: Propose) -> None:
    proposal = propose(mrr='Account ID,Month,MRR\nA,2025-01,"1.200,50 €"\nB,2025-01,"900,00 €"\n')
    config = proposal.config
    assert config.sources["mrr"].decimal == ","
    assert config.money.currency == "EUR"


def test_thousands_or_fraction_is_asked(propose: Propose) -> None:
    proposal = propose(mrr="Account ID,Month,MRR\nA,2025-01,1.200\nB,2025-01,3.500\n")
    assert proposal.config.sources["mrr"].decimal is None
    assert "question: '1.200' is thousands or a fraction" in proposal.line("# decimal")


def test_a_dollar_sign_is_only_a_guess_at_the_currency(propose: Propose) -> None:
    proposal = propose(mrr="Account ID,Month,ARR\nA,2025-01,$12\nB,2025-01,$24\n")
    assert "# guess: amounts carry $" in proposal.line("currency: USD")
    assert proposal.config.money.revenue_unit == "arr"


def test_unknown_words_of_a_code_are_listed_for_the_user(propose: Propose) -> None:
    rows = "".join(f"E{n},A,2025-01-0{n},Upgrade,10\n" for n in range(1, 8))
    proposal = propose(
        changes=f"Change ID,Account ID,Effective,Change type,MRR delta\n{rows}"
        "E8,B,2025-02-01,Migration,5\n"
    )
    feed = proposal.feed("movements", "changes.csv")
    assert feed.values["type"] == {"Upgrade": "expansion"}
    assert proposal.comment(feed, "type").startswith("guess: header says so; 7 of 8 values")
    assert "# Migration: ???   1 row; type is one of new, expansion" in proposal.text


def test_rows_of_one_month_with_different_amounts_are_a_question(propose: Propose) -> None:
    proposal = propose(mrr="Account ID,Month,MRR\nA,2025-01,10\nA,2025-01,20\nB,2025-01,5\n")
    assert "1 customer and month has several rows with different amounts" in proposal.text


def test_an_amount_that_does_not_say_per_what_is_asked(propose: Propose) -> None:
    proposal = propose(
        subscriptions="Subscription ID,Customer ID,Start,End,Amount\n"
        "S1,A,2025-01-01,2025-12-31,100\nS2,B,2025-01-01,,200\n"
    )
    comment = proposal.comment(proposal.feed("contracts", "subscriptions.csv"), "acv")
    assert "question: is it per year, as acv is?" in comment
    assert proposal.config.rules.derive_revenue is Derivation.CONTRACTS


def test_movements_alone_give_the_revenue(propose: Propose) -> None:
    proposal = propose(
        changes="Change ID,Account ID,Effective,Change type,MRR delta\n"
        "E1,A,2025-01-01,New,100\nE2,A,2025-03-01,Upgrade,20\n"
    )
    assert proposal.config.rules.derive_revenue is Derivation.MOVEMENTS


def test_a_close_second_table_is_named_and_nothing_is_sure_any_more(propose: Propose) -> None:
    # owner, tier and an interval: a book of a manager as much as a history of tiers
    proposal = propose(export="Account ID,CSM,Tier,From,To\nA,Ann,SMB,2025-01-01,\n")
    heading = next(line for line in proposal.lines if "looked at" in line)
    assert "guess: " in heading
    assert "is close, check" in heading
    (feed,) = proposal.config.feeds
    assert all(proposal.comment(feed, name).startswith("guess") for name in feed.columns)


def test_former_customers_are_not_filtered_away(propose: Propose) -> None:
    kinds = ["Customer", "Prospect", "Former customer", "Customer"] * 2
    rows = "".join(f"A{n},N{n},{kind}\n" for n, kind in enumerate(kinds))
    proposal = propose(accounts=f"Account ID,Account Name,Status\n{rows}")
    assert proposal.feed("customers", "accounts.csv").where == {}
    line = proposal.line("# where: {Status: Customer}")
    assert "question: are these no customers? It keeps 4 of 8 rows" in line


def test_the_scale_of_a_guessed_kind_of_survey_is_a_guess(propose: Propose) -> None:
    proposal = propose(
        nps_2025="Response ID,Account ID,Score,Comment,Responded\nr1,A,9,ok,2025-05-01\n"
    )
    assert "# guess: the file is called 'nps_2025'" in proposal.line("kind: nps")
    assert "# guess: NPS is asked on this scale" in proposal.line("scale_max: 10")


def test_the_way_a_survey_was_sent_is_not_sure_to_be_the_channel(propose: Propose) -> None:
    proposal = propose(
        csat="Response ID,Account ID,CSAT,Responded,Survey channel\n"
        "r1,A,4,2025-05-01,email\nr2,B,5,2025-05-01,sms\n"
    )
    comment = proposal.comment(proposal.feed("surveys", "csat.csv"), "channel")
    assert comment.startswith("guess")


def test_small_numbers_are_not_taken_for_the_customers_numbers(propose: Propose) -> None:
    accounts = "Account ID,Account Name\n" + "".join(f"{n},N{n}\n" for n in range(1, 30))
    rows = "".join(f"{n},2025-01,{n}00\n" for n in range(1, 8))
    proposal = propose(accounts=accounts, mrr=f"Seats,Month,MRR\n{rows}")
    assert proposal.mistakes() == ["revenue needs the column 'customer_id'"]


def test_a_number_of_rows_that_repeats_is_no_contract_id_for_sure(propose: Propose) -> None:
    proposal = propose(
        contracts="Contract,Account ID,Start,End,ACV\n"
        "Standard,A,2025-01-01,2025-12-31,10\nStandard,B,2025-01-01,2025-12-31,20\n"
    )
    comment = proposal.comment(proposal.feed("contracts", "contracts.csv"), "contract_id")
    assert comment.startswith("guess: header says so, but no id: 1 different value in 2 cells")


def test_managers_of_the_customers_are_assignments(propose: Propose) -> None:
    with_manager = propose(accounts="Account ID,Account Name,CSM\nA,Acme,Ann\nB,Bolt,Ben\n")
    assert "#   assignments:" not in with_manager.text
