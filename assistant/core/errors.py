"""What can be refused, and how it is said.

Every refusal has a stable ``code`` for programs, a ``message`` that tells a person what to do, and, where single
fields are at fault, a sentence for each. The doors translate the class into an HTTP status or an error ack.
"""

from collections.abc import Mapping


class AssistantError(Exception):
    """A refusal that a person or a program can act on."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})
        if code:
            self.code = code


class Malformed(AssistantError):
    """The request is not of the form it must have."""

    code = "malformed"


class NotSignedIn(AssistantError):
    """Nobody is known behind the request."""

    code = "not_signed_in"


class Forbidden(AssistantError):
    """Known, but not allowed to do this."""

    code = "forbidden"


class NotFound(AssistantError):
    """It does not exist, or is not yours."""

    code = "not_found"


class Conflict(AssistantError):
    """Somebody else was faster, or the thing is not in a state that allows this."""

    code = "conflict"


class TooLarge(AssistantError):
    """More bytes, characters or files than are taken."""

    code = "too_large"


class Invalid(AssistantError):
    """Fields are missing or wrong, or evidence is missing."""

    code = "invalid"


class TooMany(AssistantError):
    """Too many requests; ``retry_after`` is in seconds."""

    code = "too_many"

    def __init__(self, message: str, *, retry_after: int = 1, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class Unavailable(AssistantError):
    """Something we need is away for the moment; ``retry_after`` is in seconds."""

    code = "unavailable"

    def __init__(self, message: str, *, retry_after: int = 5, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after
