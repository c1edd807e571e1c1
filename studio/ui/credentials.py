"""The access token of the hub, in the operating system's keyring: never in a file of ours."""

from __future__ import annotations

from studio.contract.problems import Problem, StudioError

SERVICE = "Moore Studio"
NAME = "hub"


def read_token() -> str:
    """The token, "" where none is kept. Raises ``StudioError`` where this computer has no keyring to read."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, NAME) or ""
    except KeyringError as error:
        raise StudioError(Problem(code="computer.no_keyring", details=str(error))) from error


def keep_token(token: str) -> None:
    """Keeps the token, or forgets it where it is "". Raises ``StudioError`` without a keyring."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        if token:
            keyring.set_password(SERVICE, NAME, token)
        else:
            keyring.delete_password(SERVICE, NAME)
    except PasswordDeleteError:
        return
    except KeyringError as error:
        raise StudioError(Problem(code="computer.no_keyring", details=str(error))) from error
