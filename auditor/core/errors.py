"""The error tree. Everything a user can cause is an `AuditorError`; anything else is a bug."""


class AuditorError(Exception):
    """An audit could not be made. The message says what is wrong and what to do."""


class ConfigError(AuditorError):
    """A setting, an option or a check id is unknown or has the wrong type."""


class InputError(AuditorError):
    """A file cannot be audited as it is."""


class UnreadableFile(InputError):
    """A file is missing, is a folder, may not be read, or does not hold what its name says."""


class UnknownLanguage(InputError):
    """A language tag is not well-formed, or the language could not be detected."""


class ModelError(AuditorError):
    """A model cannot be used."""


class BackendUnavailable(ModelError):
    """A library that a model needs is not installed; the message says what to install."""


class ChecksumMismatch(ModelError):
    """A model file is not what the manifest says."""


class CheckUnavailable(AuditorError):
    """A check lacks what it needs and is skipped; the message says how to get it."""


class OutputError(AuditorError):
    """A report could not be written; nothing half-written was left behind."""
