"""SiteTest: a test with a server on loopback that also misbehaves."""
import gzip
import http.server
import json
import threading
import time

from cli import PAGE, CliTest


class Site(http.server.BaseHTTPRequestHandler):
    """What each path answers; everything else is 404."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        self.server.asked.append(path)
        if path in self.server.actions:
            self.server.actions[path](self)
        elif path in self.server.moved:
            self.send(b"", status=301, Location=self.server.moved[path])
        elif path in self.server.answers:
            body, kind = self.server.answers[path]
            self.send(body if isinstance(body, bytes) else body.encode(), kind=kind, **self.server.headers.get(path, {}))
        elif path.startswith("/lamp"):
            self.send(self.server.page.replace("@PATH@", path).encode(), **self.server.headers.get(path, {}))
        elif path == "/robots.txt":
            self.send(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
        elif path == "/loop":
            self.send(b"", status=302, Location="/loop")
        elif path == "/moved":
            self.send(b"", status=301, Location="/lamp")
        elif path == "/bomb":
            self.send(gzip.compress(bytes(64 << 20)), **{"Content-Encoding": "gzip"})
        elif path == "/pdf":
            self.send(b"%PDF-1.7\n", kind="application/pdf")
        elif path == "/empty":
            self.send(b"")
        elif path == "/busy":
            self.send(b"later", status=503)
        elif path == "/slow":
            time.sleep(3)
            self.send(self.server.page.encode())
        elif path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(PAGE.encode())
            self.close_connection = True
        else:
            self.send(b"no", status=404)

    def send(self, body, status=200, kind="text/html; charset=utf-8", **headers):
        if headers.get("Content-Encoding") == "gzip" and not body.startswith(b"\x1f\x8b"):
            body = gzip.compress(body, mtime=0)
        self.send_response(status)
        for name, value in headers.items() | {("Content-Type", kind),
                                              ("Content-Length", str(len(body)))}:
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the program gave up, as some tests want

    def log_message(self, *_):
        pass


class SiteTest(CliTest):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        self.server.page = PAGE
        self.server.asked = []
        # Of a test, by path: (body, type), where to, more headers, what the handler does instead.
        self.server.answers, self.server.moved, self.server.headers, self.server.actions = {}, {}, {}, {}
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.origin = "http://127.0.0.1:%d" % self.server.server_address[1]
        self.environment["CUTTINGS_CRAWL_DELAY_MS"] = "0"

    def configure_crawl(self, include, schedule="manual"):
        """cuttings.toml: a crawl of this site, as fast as it goes."""
        self.write("cuttings.toml", f"""[identity]
user_agent = "test/1.0 (+mailto:test@example.org)"
[crawl]
delay_ms = 1
retries = 0
[[site]]
url = "{self.origin}/"
include = {json.dumps(include)}
schedule = "{schedule}"
""")

    def get(self, *arguments, program="cuttings", **environment):
        command = ["get"] if program == "cuttings" else []
        arguments = [self.origin + a if str(a).startswith("/") else a for a in arguments]
        return self.run_program(*command, "--allow-private", *arguments, program=program,
                                **environment)
