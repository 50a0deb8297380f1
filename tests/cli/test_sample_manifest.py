"""The decks of the sample company: all that is drawn is in their manifests."""

from __future__ import annotations

from pathlib import Path

from tests.support.manifests import manifest_findings, manifest_of


def test_every_mark_of_the_company_and_segment_decks_is_in_the_manifest(sample_decks: Path) -> None:
    paths = sorted(sample_decks.glob("*.pptx"))
    chosen = [min(paths, key=lambda path: len(path.name)), paths[0], paths[-1]]
    for path in chosen:
        assert list(manifest_findings(path)) == []


def test_every_deck_has_an_id_of_its_own_and_one_mark_per_element(sample_decks: Path) -> None:
    manifests = [manifest_of(path) for path in sorted(sample_decks.glob("*.pptx"))]
    assert len({one["deck_id"] for one in manifests}) == len(manifests) > 5
    keys: dict[str, str] = {}
    for one in manifests:
        for mark, element in one["elements"].items():
            assert keys.setdefault(mark, element["key"]) == element["key"]
