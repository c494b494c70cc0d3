"""Frozen values, enums and errors: what flows down the line of an audit."""
