"""Which sentences of a report a person should read first."""

from auditor.config import ScoringConfig
from auditor.report.model import Report, Row
from auditor.report.tables import by_row


def worst_rows(report: Report, limit: int = 5) -> tuple[Row, ...]:
    """Give the rows with findings of their own, lowest quality first, in document order on a tie.

    Omissions and additions, which have no quality, count as 100 minus the penalties of their
    findings at MQM's default weights. Findings of house style, which are grouped, do not make a
    sentence bad.
    """
    weights = ScoringConfig()
    found = by_row(finding for finding in report.findings if not finding.places)
    rows = [row for row in report.rows if row.index in found and not row.excluded]

    def order(row: Row) -> tuple[float, int, int]:
        findings = found[row.index]
        lost = sum(weights.weight(finding.severity) for finding in findings)
        quality = 100.0 - lost if row.quality is None else row.quality
        return quality, -findings[0].severity.rank, row.index

    return tuple(sorted(rows, key=order)[:limit])
