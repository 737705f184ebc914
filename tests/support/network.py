"""Tests talk to this machine only."""

import ipaddress
import socket
import sys
from typing import Any


def allow_loopback_only() -> None:
    """From now on, for the life of this process, any other address is refused before a packet leaves.

    An audit hook sees every connection Python code makes, gevent's too.
    """
    sys.addaudithook(_refuse_other_hosts)


def _refuse_other_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        connection, address = arguments
        if connection.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}; tests talk to this machine only")
    elif event == "socket.getaddrinfo" and not _is_loopback(arguments[0]):
        raise AssertionError(f"a test tried to look up {arguments[0]}; tests talk to this machine only")


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False
