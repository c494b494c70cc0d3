"""What an audit gives people and programs: the report and its forms."""

from auditor.report.files import Output, outputs, write
from auditor.report.json_report import from_json, to_json

__all__ = ["Output", "from_json", "outputs", "to_json", "write"]
