#!/usr/bin/env python3
"""Serves tools/demo/site on 127.0.0.1 until it is stopped (standard library only).

  serve.py [--port N] [--origin-file FILE]

{{origin}} in a page becomes the server's own origin. Without --port it takes 8764, or any free port
when that is taken. The origin is printed, and written to FILE, once the server answers."""
import argparse
import http.server
import mimetypes
from pathlib import Path

SITE = Path(__file__).resolve().parent / "site"
PREFERRED_PORT = 8764


class DemoHandler(http.server.BaseHTTPRequestHandler):
    server_version = "CuttingsDemo"
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(with_body=True)

    def do_HEAD(self):
        self.answer(with_body=False)

    def answer(self, with_body):
        path = self.path.split("?")[0]
        path = "/index.html" if path == "/" else path
        file = (SITE / path.lstrip("/")).resolve()
        if SITE not in file.parents or not file.is_file():
            return self.send(404, "text/plain; charset=utf-8", b"no such page\n", with_body)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind += "; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else ""
        origin = "http://%s:%d" % self.server.server_address
        body = file.read_bytes().replace(b"{{origin}}", origin.encode())
        return self.send(200, kind, body, with_body)

    def send(self, status, kind, body, with_body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def open_server(port):
    ports = [port] if port is not None else [PREFERRED_PORT, 0]
    for candidate in ports:
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), DemoHandler)
        except OSError as error:
            reason = error
    raise SystemExit(f"serve.py: cannot listen on 127.0.0.1:{ports[-1]}: {reason}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int)
    parser.add_argument("--origin-file", type=Path)
    options = parser.parse_args()
    server = open_server(options.port)
    origin = "http://%s:%d" % server.server_address
    if options.origin_file:
        options.origin_file.write_text(origin)
    else:
        print(origin, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
