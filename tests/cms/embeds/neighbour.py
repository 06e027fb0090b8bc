"""A server on this machine that counts who comes, with a certificate of its own authority."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cms.embeds.guarded_fetch import Ground

if TYPE_CHECKING:
    from pathlib import Path

NAME = "player.example.org"


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@dataclass
class Authority:
    """Signs certificates; `folder` keeps their files."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def __post_init__(self) -> None:
        self.certificate = self._signed("authority", self.key.public_key(), authority=True)
        self.file = self.folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def _signed(
        self, name: str, key: ec.EllipticCurvePublicKey, *, authority: bool = False, days: int = 30
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name("authority"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=60))
            .not_valid_after(now + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
            .add_extension(
                x509.KeyUsage(*[True] + [False] * 4, authority, authority, False, False),
                critical=True,
            )
            .sign(self.key, hashes.SHA256())
        )

    def server(self, name: str, *, days: int = 30) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._signed(name, key.public_key(), days=days)
        file = self.folder / f"{name}-{days}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.file))


class _Handler(BaseHTTPRequestHandler):
    server: Neighbour
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.hits.append((self.command, self.path, self.headers.get("Host", "")))
        self.server.asked_for.append(self.headers.get("Accept-Encoding", ""))
        path = self.path.partition("?")[0]
        if path == "/drip":
            self._drip()
            return
        status, headers, body = self.server.answers.get(path, (404, {}, b"gone"))
        if path == "/get-only" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def _drip(self) -> None:
        """One byte of a header at a time, for longer than anyone should wait."""
        for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 400:
            if self.server.closing.is_set():
                return
            self.wfile.write(bytes([sign]))
            time.sleep(0.05)

    def log_message(self, *_of_the_request: Any) -> None:
        pass


class Neighbour(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hits: list[tuple[str, str, str]] = []
        self.asked_for: list[str] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.closing = threading.Event()
        self.accepted = 0
        self.tls = tls
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def get_request(self) -> Any:
        sock, address = super().get_request()
        self.accepted += 1
        sock.settimeout(10)
        if self.tls is not None:
            sock = self.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return sock, address

    def handle_error(self, *_of_the_request: Any) -> None:
        """Clients that break off are what these tests are about."""

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


def loopback(address: Any) -> bool:
    return address == ipaddress.ip_address("127.0.0.1")


def here(port: int, authority: Authority, **changes: Any) -> Ground:
    """The ground on which every name is this machine and this machine may be asked."""
    fields: dict[str, Any] = {
        "admits": loopback,
        "resolve": lambda _host, _port: ["127.0.0.1"],
        "ports": frozenset({port}),
        "tls": authority.client,
    }
    return Ground(**fields | changes)
