from jeepney import Message

class DBus:
    def RequestName(self, name: str, flags: int = ...) -> Message: ...

message_bus: DBus
