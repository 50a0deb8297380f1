"""A project small enough to be read, for tests that break one thing in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CONFIG = """\
deck: {company: Acme}
period: {current: 2025-Q2, history: 2, as_of: 2025-07-03}
sources:
  crm: {type: csv, path: accounts.csv}
  billing: {type: csv, path: mrr.csv}
tables:
  customers:
    source: crm
    columns: {customer_id: id, name: name, segment: tier}
  revenue:
    source: billing
    columns: {customer_id: account, month: month, amount: mrr}
sections:
  retention: [net_revenue_retention, logo_churn]
segments: {by: [segment], min_customers: 1}
"""
ACCOUNTS = """\
id,name,tier
A1,Alpha,SMB
A2,Beta,SMB
A3,Gamma,Enterprise
A4,Delta,Enterprise
"""
# Opening March: 100 + 200 + 300 + 400 = 1,000. A2 leaves, A3 grows by 50: 850 in June, 85%.
MRR = """\
account,month,mrr
A1,2025-03,100
A2,2025-03,200
A3,2025-03,300
A4,2025-03,400
A1,2025-04,100
A3,2025-04,300
A4,2025-04,400
A1,2025-05,100
A3,2025-05,300
A4,2025-05,400
A1,2025-06,100
A3,2025-06,350
A4,2025-06,400
"""


@dataclass(frozen=True)
class Project:
    """A folder with a configuration and two exports."""

    folder: Path

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "config.yaml"

    def change(self, name: str, old: str, new: str) -> None:
        """Replaces a text of a file, which must be there."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        """Writes a file of the project."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)


def small_project(folder: Path) -> Project:
    """Four customers, four months, two metrics."""
    project = Project(folder)
    folder.mkdir()
    for name, text in (("config.yaml", CONFIG), ("accounts.csv", ACCOUNTS), ("mrr.csv", MRR)):
        project.write(name, text)
    return project
