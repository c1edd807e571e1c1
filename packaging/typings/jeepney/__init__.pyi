from enum import Enum
from typing import Any

class HeaderFields(Enum):
    member = 3

class MessageType(Enum):
    method_call = 1
    signal = 4

class Header:
    message_type: MessageType
    fields: dict[HeaderFields, Any]

class Message:
    header: Header
    body: tuple[Any, ...]

def new_method_return(parent_msg: Message, signature: str | None = ..., body: tuple[Any, ...] = ...) -> Message: ...
def new_error(
    parent_msg: Message, error_name: str, signature: str | None = ..., body: tuple[Any, ...] = ...
) -> Message: ...
