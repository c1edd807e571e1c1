"""A desktop's notification and power services on a private bus: prints each call as a line of JSON.

``python services.py NAME…`` takes the bus names given and answers like them, as far as a caller sees it.
"""

import json
import sys

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

INTROSPECTION = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
</interface></node>"""

ANSWERS = {
    "Introspect": ("s", (INTROSPECTION,)),
    "GetServerInformation": ("ssss", ("mock", "tests", "1", "1.2")),
    "GetCapabilities": ("as", (["body"],)),
    "Notify": ("u", (7,)),
    "Inhibit": ("u", (42,)),
    "UnInhibit": (None, ()),
    "Uninhibit": (None, ()),
}


def main(names: list[str]) -> None:
    """Answers until it is ended."""
    connection = open_dbus_connection()
    for name in names:
        connection.send_and_get_reply(message_bus.RequestName(name))
    print("ready", flush=True)
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member not in ANSWERS:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            continue
        signature, body = ANSWERS[member]
        connection.send(new_method_return(message, signature, body))
        print(json.dumps([member, message.body]), flush=True)


main(sys.argv[1:])
