"""The desktop's own notifications."""

from __future__ import annotations

import asyncio
import logging


class Notifier:
    """Shows a message outside any window, by the system's own means; silent where there are none."""

    TIMEOUT_SECONDS = 5.0

    def __init__(self, app_name: str = "Moore Studio") -> None:
        self._app_name = app_name

    def notify(self, title: str, body: str) -> bool:
        """Whether a notification service took the message; why not stands in the log."""
        try:
            return asyncio.run(asyncio.wait_for(self._send(title, body), self.TIMEOUT_SECONDS))
        except TimeoutError:
            logging.getLogger(__name__).warning("No answer from the notification service")
            return False

    async def _send(self, title: str, body: str) -> bool:
        from desktop_notifier import DesktopNotifier, Notification

        taken = asyncio.Event()
        notification = Notification(title, body, on_dispatched=taken.set)
        await DesktopNotifier(self._app_name, app_icon=None).send_notification(notification)
        return taken.is_set()
