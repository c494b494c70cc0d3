"""A check told to people: its explanation, options and examples."""

from auditor.registry import Check, Example


def explain(check: Check) -> str:
    """Give a check's page as Markdown."""
    lines = [
        f"## {check.id}",
        "",
        f"{check.summary}",
        "",
        check.explanation,
        "",
        f"- category: `{check.category}`",
        f"- severity: {check.severity}",
        f"- looks at: {_SCOPES[check.scope]}",
    ]
    if check.languages:
        lines.append(f"- target languages: {', '.join(check.languages)}")
    if check.needs:
        lines.append(f"- needs: {', '.join(sorted(check.needs))}")
    lines += [
        f"- option `{option.name}` ({option.kind.__name__}, default {option.default!r})"
        for option in check.options
    ]
    flagged = [example for example in check.examples if example.flags is not None]
    quiet = [example for example in check.examples if example.flags is None]
    lines += ["", "Flagged:", "", *(_example(example) for example in flagged)]
    lines += ["", "Left alone:", "", *(_example(example) for example in quiet)]
    return "\n".join(lines)


_SCOPES = {
    "segment": "each target sentence",
    "pair": "each pair of source and target",
    "document": "the whole target",
    "bitext": "the whole bitext",
}


def _example(example: Example) -> str:
    shown = _code(example.target)
    if example.source:
        shown = f"{_code(example.source)} → {shown}"
    tags = "-".join(tag for tag in example.languages if tag)
    marked = f" marks {_code(example.flags)}" if example.flags else ""
    return f"- ({tags}) {shown}{marked}"


def _code(text: str) -> str:
    visible = text.replace("\n", " ⏎ ").replace("\u00a0", "⍽").replace("\u202f", "⍽")
    fence = "``" if "`" in visible else "`"
    return f"{fence}{visible}{fence}"
