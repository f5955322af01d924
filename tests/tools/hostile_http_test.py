#!/usr/bin/env python3
"""Answers that no honest server gives, byte by byte: `get` ends soon with one of its exit codes, one message, and keeps
no text that may be cut off. What must come follows from RFC 9110 and 9112, or is named our choice."""
import gzip
import resource
import socket
import threading
import unittest

from cli import PAGE, SANITIZED, SENTENCE, CliTest

BODY = PAGE.encode()
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
WHOLE = HTML + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
OK = b"HTTP/1.1 200 OK\r\n"


def chunked(size, body=BODY, end=b"0\r\n\r\n"):
    return OK + HTML + b"Transfer-Encoding: chunked\r\n\r\n" + size + b"\r\n" + body + b"\r\n" + end


def coded(names, body):
    return OK + HTML + b"Content-Encoding: " + names + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def squeezed(times):
    body = BODY
    for _ in range(times):
        body = gzip.compress(body)
    return body


# Name: (answer, what comes of it): "text", "none" (no text: it may be another's or cut off), "any" (only bounded).
ANSWERS = {
    "two lengths that differ": (OK + HTML + b"Content-Length: 10\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY, "none"),
    "a length and chunks": (chunked(b"%x" % len(BODY)).replace(b"Transfer", b"Content-Length: 3\r\nTransfer"), "any"),
    "a negative length": (OK + HTML + b"Content-Length: -1\r\n\r\n" + BODY, "none"),
    "a length of 30 digits": (OK + HTML + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n" + BODY, "none"),
    "a header name with a space": (OK + b"X Y: 1\r\n" + WHOLE, "any"),
    "a header without a colon": (OK + b"nothing\r\n" + WHOLE, "any"),
    "NUL in a value": (OK + b"X-A: a\0b\r\n" + WHOLE, "any"),
    "escapes in a value": (OK + b"X-A: \x1b]0;owned\x07\x9b31m\r\n" + WHOLE, "text"),
    "a folded header": (OK + b"X-A: a\r\n b\r\n" + WHOLE, "any"),
    "a Content-Range that nobody asked for": (OK + b"Content-Range: bytes 0-9/100\r\n" + WHOLE, "any"),
    "206 unasked": (b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/100000\r\n" + WHOLE, "none"),
    "304 unasked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "none"),
    "status 999": (b"HTTP/1.1 999 No\r\n" + WHOLE, "none"),
    "status of four digits": (b"HTTP/1.1 2000 OK\r\n" + WHOLE, "none"),
    "status 101": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + BODY, "none"),
    "no status line": (BODY, "none"),
    "a chunk size of 17 digits": (chunked(b"1" + b"0" * 16), "none"),
    "a chunk size that wraps": (chunked(b"FFFFFFFFFFFFFFFF"), "none"),
    "a negative chunk": (chunked(b"-1"), "none"),
    "a chunk that lies": (chunked(b"5"), "none"),
    "no last chunk": (chunked(b"%x" % len(BODY), end=b""), "none"),
    "gzip three times": (coded(b"gzip, gzip, gzip", squeezed(3)), "text"),
    "gzip thirty times": (coded(b", ".join([b"gzip"] * 30), squeezed(30)), "none"),
    "gzip with garbage behind": (coded(b"gzip", squeezed(1) + b"garbage" * 9), "any"),
    "gzip that is none": (coded(b"gzip", BODY), "any"),
    "a coding nobody knows": (coded(b"exi", BODY), "none"),
    "a flood of cookies": (OK + b"Set-Cookie: a=b; Path=/\r\n" * 40_000 + WHOLE, "none"),
    "a Location of 1 MB": (b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 1_000_000 + b"\r\nContent-Length: 0\r\n\r\n", "none"),
    "a Location with escapes": (b"HTTP/1.1 302 Found\r\nLocation: /\x1b[2J\x07\r\nContent-Length: 0\r\n\r\n", "none"),
    "a Location with CRLF escaped": (b"HTTP/1.1 302 Found\r\nLocation: /%0d%0aX-Injected:%201\r\nContent-Length: 0\r\n\r\n", "none"),
    "a Location to itself, another fragment": (b"HTTP/1.1 302 Found\r\nLocation: #x\r\nContent-Length: 0\r\n\r\n", "none"),
    "a Location without value": (b"HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 0\r\n\r\n", "none"),
    "dates of the year 99999": (OK + b"Date: Fri, 31 Dec 99999 23:59:59 GMT\r\nLast-Modified: Fri, 31 Dec 99999 23:59:59 GMT\r\n" + WHOLE, "text"),
    "Retry-After beyond 64 bits": (b"HTTP/1.1 503 No\r\nRetry-After: " + b"9" * 40 + b"\r\n" + WHOLE, "none"),
    "a type of 100 KB": (OK + b"Content-Type: text/html; charset=" + b"x" * 100_000 + b"\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY, "any"),
    "utf-7 declared": (OK + WHOLE.replace(b"utf-8\r\n", b"utf-7\r\n"), "any"),
    "utf-16 declared for ASCII": (OK + WHOLE.replace(b"utf-8\r\n", b"utf-16\r\n"), "any"),
}


class HostileHttp(CliTest):
    def setUp(self):
        super().setUp()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.listener.close)
        self.answer, self.requests = b"", []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                with client:
                    self.requests.append(client.recv(2_000_000))
                    client.sendall(self.answer)
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(65536):
                        pass
            except OSError:
                pass  # it had seen enough

    def test_each_answer_ends_soon_and_gives_no_text_that_may_be_cut(self):
        url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/lamp"
        for name, (answer, outcome) in ANSWERS.items():
            with self.subTest(name):
                self.answer = answer
                self.requests.clear()
                done = self.run_program("get", "--allow-private", "--ignore-robots", "-f", "txt", url, timeout=60)
                words = done.stderr.decode()
                self.assertIn(done.returncode, range(0, 10), words)
                self.assertFalse(set(done.stdout + done.stderr) & set(b"\x00\x07\x1b"), words)
                self.assertLessEqual(len(self.requests), 12)
                self.assertFalse([one for one in self.requests if b"\r\nX-Injected" in one or b"\r\nCookie" in one])
                has_text = SENTENCE in done.stdout.decode()
                if outcome != "any":
                    self.assertEqual(has_text, outcome == "text", words)
                if not has_text and outcome != "any":
                    self.assertNotEqual(done.returncode, 0)
        if not SANITIZED:
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, 300 << 10)


if __name__ == "__main__":
    unittest.main()
