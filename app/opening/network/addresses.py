"""Which network addresses are public, and what a host name resolves to."""

from __future__ import annotations

import ipaddress
import socket
import threading
from urllib.parse import urlsplit

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address lies on the open internet.

    False for loopback, private, link-local, shared, multicast and reserved ranges, also when an
    IPv6 address only wraps such an IPv4 address, and for what is no address at all.
    """
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def resolve(host: str, seconds: float) -> list[str]:
    """Return the IP addresses of a host name, best first.

    Raises OSError (socket.gaierror) when it has none, TimeoutError after `seconds`: the system's
    resolver itself cannot be given a limit.
    """
    found: list[str] = []
    faults: list[OSError] = []

    def ask() -> None:
        try:
            for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM):
                address = str(entry[4][0])
                if address not in found:
                    found.append(address)
        except OSError as fault:
            faults.append(fault)
        except UnicodeError:
            faults.append(socket.gaierror(socket.EAI_NONAME, "not a host name"))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise TimeoutError
    if faults:
        raise faults[0]
    return found


def host_of(address: str) -> str:
    """Return the host of a web address as a reader knows it, without "www."."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return (host or address).removeprefix("www.")
