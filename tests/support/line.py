"""The line to a service, which can be cut and mended while the service itself stays as it is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

Address = tuple[str, int]


class Line:
    """Passes on what comes in at ``port``. While it is cut, nobody gets through and who was talking is disconnected."""

    def __init__(self, to: Address) -> None:
        self._to = to
        self._door: socket.socket | None = None
        self._talking: list[socket.socket] = []
        self.port = 0
        self.mend()

    def cut(self) -> None:
        door, self._door = self._door, None
        for each in (door, *self._talking):
            if each is not None:
                # wakes up whoever waits in accept or recv, which close alone does not
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
        self._talking.clear()

    def mend(self) -> None:
        door = socket.create_server(("127.0.0.1", self.port))
        self.port = int(door.getsockname()[1])
        self._door = door
        threading.Thread(target=self._accept, args=(door,), daemon=True).start()

    def _accept(self, door: socket.socket) -> None:
        while self._door is door:
            with suppress(OSError):
                near, _ = door.accept()
                far = socket.create_connection(self._to, timeout=5)
                far.settimeout(None)
                self._talking += (near, far)
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while heard := source.recv(65536):
            sink.sendall(heard)
    for each in (source, sink):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(host: str, port: int) -> Iterator[Line]:
    line = Line((host, port))
    try:
        yield line
    finally:
        line.cut()
