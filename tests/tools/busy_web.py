"""BusyWeb: many made-up news sites on one port of loopback, each with a feed that never ends, edits, noise and errors.
A host is hN.localhost, which libcurl resolves to this machine itself (RFC 6761)."""
import http.server
import random
import threading
import time
from collections import Counter, deque

WORDS = ("harbour council ferry bridge winter school budget mayor island storm library road market night village engine "
         "report season river museum teacher garden signal harvest train station paper music coast number letter").split()


def sentence(numbers):
    return " ".join(numbers.choice(WORDS) for _ in range(numbers.randint(9, 18))).capitalize() + "."


def article(host, number, edition, noise):
    """The same text for the same host, number and edition; `noise` is what no reader would call the article."""
    numbers = random.Random(f"{host} {number}")
    paragraphs = ["<p>" + " ".join(sentence(numbers) for _ in range(4)) + "</p>" for _ in range(6)]
    title = sentence(numbers)[:-1]
    if edition:
        paragraphs.append("<p>" + " ".join(sentence(random.Random(f"{host} {number} {edition}")) for _ in range(2)) + "</p>")
    # No date in the address: an article of today would first be looked at again after half its age.
    related = "".join(f'<li><a href="/news/story-{n}.html">{sentence(random.Random(n))}</a></li>' for n in noise)
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><nav>'
            f'<a href="/">Home</a></nav><main><article><h1>{title}</h1>{"".join(paragraphs)}</article>'
            f'<aside><h2>More</h2><ul>{related}</ul><p>{noise[0]} readers now</p></aside></main>'
            f'<footer>Page made in {noise[1]} ms</footer></body></html>')


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        web, host = self.server, self.headers.get("Host", "").split(":")[0]
        web.note(host, self.path)
        if self.path == "/robots.txt":
            self.send(200, "User-agent: *\nDisallow: /private/\n", "text/plain")
        elif self.path == "/feed.xml":
            self.send(200, web.feed(host), "application/rss+xml")
        elif self.path == "/":
            self.send(200, '<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>News</h1>')
        elif self.path.startswith("/news/"):
            self.story(host, int(self.path.split("-")[-1].split(".")[0]))
        else:
            self.send(404, "no")

    def story(self, host, number):
        web = self.server
        if web.has_errors and number % 29 == 7:
            return self.send(500, "oh")
        if web.has_errors and number % 31 == 7:
            return self.send(404, "none")
        if web.has_errors and number % 37 == 7:
            return self.send(503, "later", "text/plain", {"Retry-After": "1"})
        if web.has_errors and number % 41 == 7:
            return self.cut()
        looks = web.asked[host, self.path]
        edition = looks // 3 if number % 5 == 0 else 0
        tag = f'"{number}-{edition}"' if number % 3 == 0 else None
        if tag and self.headers.get("If-None-Match") == tag:
            return self.send(304, "", headers={"ETag": tag})
        noise = [random.randrange(200) for _ in range(5)]
        time.sleep(web.delay_s)
        return self.send(200, article(host, number, edition, noise), headers={"ETag": tag} if tag else {})

    def cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "9000")
        self.end_headers()
        self.wfile.write(b"<p>hal")
        self.close_connection = True

    def send(self, status, body, kind="text/html; charset=utf-8", headers=None):
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_):
        pass


class BusyWeb(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, hosts, new_each_time=5, has_errors=True, delay_s=0.0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.new_each_time, self.has_errors, self.delay_s = new_each_time, has_errors, delay_s
        self.lock = threading.Lock()
        self.log = deque(maxlen=200_000)  # (time.monotonic(), host, path)
        self.asked = Counter()  # by host and path
        self.newest = Counter()
        self.port = self.server_address[1]
        self.hosts = [f"h{n}.localhost" for n in range(hosts)]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def origin(self, host):
        return f"http://{host}:{self.port}"

    def note(self, host, path):
        with self.lock:
            self.log.append((time.monotonic(), host, path))
            self.asked[host, path] += 1

    def feed(self, host):
        """20 entries, new ones each time it is asked."""
        with self.lock:
            self.newest[host] += self.new_each_time
            newest = self.newest[host]
        items = "".join(f"<item><link>{self.origin(host)}/news/story-{n}.html</link></item>"
                        for n in range(newest, max(0, newest - 20), -1))
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'

    def count_since(self, moment, host=None):
        with self.lock:
            return sum(1 for at, name, _ in self.log if at >= moment and host in (None, name))

    def configuration(self, schedule, delay_ms=5):
        sites = "".join(f'[[site]]\nurl = "{self.origin(host)}/"\nschedule = "{schedule}"\n' for host in self.hosts)
        return ('[identity]\nuser_agent = "test/1.0 (+mailto:test@example.org)"\n[crawl]\nmerge_addresses = false\n'
                f'delay_ms = {delay_ms}\nretries = 1\nrevisit = {{ first = "1m", grow = 2.0, max = "1h" }}\n{sites}')
