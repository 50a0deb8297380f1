"""YAML is read with places, stricter than YAML, and its errors say what to do."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from config_samples import place
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import yamlfile
from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, ScalarNode, SequenceNode
from deckgen.config.yamlfile import read_yaml, scalar_value
from deckgen.errors import ConfigError, Issue


def read(tmp_path: Path, text: str | bytes) -> tuple[MappingNode, list[Issue]]:
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    findings = Findings()
    return read_yaml(path, findings), findings.issues


def failure(tmp_path: Path, text: str | bytes) -> Issue:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    (issue,) = caught.value.issues
    assert "\n" not in issue.message
    return issue


def scalar(node: MappingNode, key: str) -> ScalarNode:
    found = node.entries[key].node
    assert isinstance(found, ScalarNode)
    return found


def test_every_key_and_value_knows_its_line_and_column(tmp_path: Path) -> None:
    root, _ = read(tmp_path, "a: 1\nlist:\n  - x\n  - {k: v}\n")
    assert str(root.entries["a"].location).endswith("file.yaml:1:1")
    assert str(scalar(root, "a").location).endswith("file.yaml:1:4")
    items = root.entries["list"].node
    assert isinstance(items, SequenceNode)
    inner = items.items[1]
    assert isinstance(inner, MappingNode)
    assert str(inner.entries["k"].node.location).endswith("file.yaml:4:9")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("-3", -3), ("1.50", 1.5), ("true", True), ("No", False), ("~", None),
        ("", None),
        # what YAML 1.1 would turn into something else stays text
        ("007", "007"), ("12:30", "12:30"), ("2025-07-03", "2025-07-03"), ("0x1F", "0x1F"),
        ("1e3", "1e3"), (".inf", ".inf"), (".nan", ".nan"), ("20..35", "20..35"), ("y", "y"),
    ],
)  # fmt: skip
def test_plain_scalars_are_numbers_only_when_they_look_like_it(text: str, value: object) -> None:
    assert scalar_value(text) == value
    assert type(scalar_value(text)) is type(value)


@given(st.integers())
def test_every_whole_number_is_read_back(number: int) -> None:
    assert scalar_value(str(number)) == number


def test_scalars_keep_their_text_and_keys_are_always_text(tmp_path: Path) -> None:
    root, issues = read(tmp_path, "no: 1.10\nNO: 'off'\n2025: x\n")
    assert list(root.entries) == ["no", "NO", "2025"]
    assert scalar(root, "no").text == "1.10"
    assert scalar(root, "NO").value == "off"
    assert not issues


def test_anchors_and_merge_keys_work_and_own_keys_win(tmp_path: Path) -> None:
    text = "base: &b {a: 1, b: 2}\nother: &o {b: 5, c: 6}\nboth: {<<: [*b, *o], a: 9}\nsame: *b\n"
    root, issues = read(tmp_path, text)
    both = root.entries["both"].node
    assert isinstance(both, MappingNode)
    assert {entry.key: scalar(both, entry.key).value for entry in both} == {"a": 9, "b": 2, "c": 6}
    assert root.entries["same"].node is root.entries["base"].node
    assert not issues


def test_duplicate_keys_are_errors_with_both_places(tmp_path: Path) -> None:
    root, issues = read(tmp_path, "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n")
    assert [place(issue) for issue in issues] == [("config-104", 5, 3), ("config-104", 6, 1)]
    assert "line 3" in issues[0].message
    assert "file.yaml:1:1" in (issues[1].hint or "")
    assert scalar(root, "a").value == 1


@pytest.mark.parametrize(
    ("text", "where", "cause", "hint"),
    [
        ("deck:\n\ttitle: x\n", (2, 1), "a tab is used for indentation", "two spaces"),
        ("deck:\n  a: 1\n \tb: 2\n", (3, 2), "a tab is used for indentation", "two spaces"),
        ("deck:\n  title: a: b\n", (2, 11), "a second ':' on one line", "in quotes"),
        ("deck:\n  a: 1\n   b: 2\n", (3, 5), "the line does not fit", "same column"),
        ("deck:\n    a: 1\n  b: 2\n", (3, 3), "the line does not fit", "same column"),
        ("  a: 1\nb: 2\n", (2, 1), "the line does not fit", "same column"),
        ('a: 1\ntitle: "abc\nx: 1\n', (2, 8), "a quote that begins here is never closed", None),
        (
            'a: "x\nb: 1\nc: "%d/%m"\n',
            (1, 4),
            "a quote that begins here is not closed on its line",
            "reads on to line 3",
        ),
        (
            "deck:\n  - 'x\n  - 'y'\n",
            (2, 5),
            "a quote that begins here is not closed on its line",
            "reads on to line 3",
        ),
        ('a: "x\n  y"\nb: %d\n', (3, 4), "a value cannot begin with %", "in quotes"),
        ("a: [1, 2\nb: 3\n", (2, 2), "a list in [ ] is not closed", "begins on line 1"),
        ("a: {b: 1\nc: 3\n", (2, 2), "a mapping in { } is not closed", "begins on line 1"),
        ("a: %d/%m\n", (1, 4), "a value cannot begin with %", "in quotes"),
        ("a: @x\n", (1, 4), "a value cannot begin with @", "in quotes"),
        ("a: *\n", (1, 5), "* and & begin a reference", "in quotes"),
        ('a: "C:\\data"\n', (1, 8), "a backslash in double quotes", "single quotes"),
        ("wh: {url: ${X}}\n", (1, 12), "a mapping in { } is not closed", '"${NAME}"'),
        ("a: - b\n", (1, 4), "a list cannot begin here", "in quotes"),
    ],
)
def test_syntax_errors_say_where_and_what_to_do(
    tmp_path: Path, text: str, where: tuple[int, int], cause: str, hint: str | None
) -> None:
    issue = failure(tmp_path, text)
    assert place(issue) == ("config-103", *where)
    assert issue.message.startswith(cause)
    assert hint is None or hint in (issue.hint or "")


def test_both_yaml_parsers_report_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    for text in ("a: [1\nb: 2\n", "a: b: c\n", "a:\n\tb: 1\n", 'a: "x\n'):
        fast = failure(tmp_path, text)
        monkeypatch.setattr(yamlfile, "_Loader", yaml.SafeLoader)
        assert failure(tmp_path, text) == fast
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "cause"),
    [
        (b"", "config-107", None, None, "the file is empty"),
        (b"# only a comment\n", "config-107", None, None, "the file is empty"),
        (b"- a\n- b\n", "config-107", 1, 1, "the file holds a list"),
        (b"just words\n", "config-107", 1, 1, "the file holds a single text"),
        (b"PK\x03\x04\x00\x00\x08", "config-102", None, None, "a binary file"),
        (b"a: 1\nb: caf\xe9\n", "config-102", 2, None, "not UTF-8 text (byte 0xe9)"),
        (b"a: b\x07c\n", "config-102", 1, 5, "an invisible control character (U+0007)"),
        (b"a: 1\n---\nb: 2\n", "config-106", 2, 1, "a second document begins here"),
        (b"a: " + b"[" * 60 + b"]" * 60, "config-105", 1, 53, "nested more than 50 levels"),
    ],
)
def test_files_that_are_no_configuration(
    tmp_path: Path, text: bytes, code: str, line: int | None, column: int | None, cause: str
) -> None:
    issue = failure(tmp_path, text)
    assert place(issue) == (code, line, column)
    assert issue.message.startswith(cause)


def test_utf8_with_a_byte_order_mark_and_utf16_are_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        root, _ = read(tmp_path, "a: café\n".encode(encoding))
        assert scalar(root, "a").value == "café"


def test_aliases_cannot_explode(tmp_path: Path) -> None:
    # each line is nine times the one above: the sixth would have 9**6 = 531,441 values
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    issue = failure(tmp_path, "\n".join(lines))
    assert issue.code == "config-105"
    assert issue.location is not None
    assert issue.location.line == 6


@pytest.mark.parametrize(
    ("text", "where", "cause"),
    [
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4), "the tag !!python/object"),
        ("a: !secret x\n", (1, 4), "the tag !secret is not allowed"),
        ("a: &x [*x]\n", (1, 8), "*x stands inside what it repeats"),
        ("a: *nope\n", (1, 4), "*nope names no anchor"),
        ("? [a, b]\n: c\n", (1, 3), "a key must be a single text"),
        ("a: {<<: 5}\n", (1, 9), "<< takes a mapping"),
    ],
)
def test_what_yaml_can_do_and_a_configuration_must_not(
    tmp_path: Path, text: str, where: tuple[int, int], cause: str
) -> None:
    _, issues = read(tmp_path, text)
    (issue,) = issues
    assert place(issue)[1:] == where
    assert issue.message.startswith(cause)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("a: 1\n")
    with pytest.raises(ConfigError) as caught:
        read_yaml(tmp_path / "config.yml", Findings())
    (issue,) = caught.value.issues
    assert issue.code == "config-101"
    assert issue.hint == "did you mean 'config.yaml'?"


def test_a_missing_folder_and_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        read_yaml(tmp_path / "nowhere" / "config.yaml", Findings())
    with pytest.raises(ConfigError, match="a folder, not a file"):
        read_yaml(tmp_path, Findings())


def test_a_file_of_several_megabytes_is_not_read(tmp_path: Path) -> None:
    issue = failure(tmp_path, b"# " + b"x" * yamlfile.MAX_BYTES)
    assert issue.code == "config-105"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_an_issue(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="ignore")
    refused: tuple[Issue, ...] = ()
    with contextlib.suppress(ConfigError):
        try:
            read_yaml(path, Findings())
        except ConfigError as problem:
            refused = problem.issues
            raise
    assert all("\n" not in issue.message for issue in refused)
