"""The catalogue: one module per family of checks; `auditor.runner` finds them by itself."""
