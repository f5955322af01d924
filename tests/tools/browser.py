"""A headless Chromium spoken to over its DevTools pipe (standard library only)."""
import json
import os
import select
import shutil
import subprocess
import time

NAMES = ["chromium", "chromium-browser", "google-chrome"]


def find_browser():
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One process, one tab. `events` holds all that the browser reported, in order."""

    def __init__(self, program, profile):
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self.events, self._buffer, self._next_id = [], b"", 0

        # The browser reads commands on descriptor 3 and answers on 4. The copies above 9 come first,
        # so that neither dup2 overwrites an end that is still needed.
        def place_pipes():
            source, sink = os.dup(to_browser), os.dup(from_browser)
            os.dup2(source, 3)
            os.dup2(sink, 4)

        self._process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--host-resolver-rules=MAP * ~NOTFOUND",  # whatever a page asks for: no other machine is asked
             "--no-first-run", f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=place_pipes, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        target = self.command("Target.createTarget", url="about:blank")["targetId"]
        self._session = None
        self._session = self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    _session = None

    def _read(self, deadline):
        while b"\0" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                raise TimeoutError("the browser said nothing in time")
            part = os.read(self._in, 65536)
            if not part:
                raise EOFError("the browser ended")
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def command(self, method, **params):
        """The result of a DevTools command, within 30 s."""
        self._next_id += 1
        call = {"id": self._next_id, "method": method, "params": params}
        if self._session:
            call["sessionId"] = self._session
        os.write(self._out, json.dumps(call).encode() + b"\0")
        deadline = time.monotonic() + 30
        while True:
            message = self._read(deadline)
            if message.get("id") == self._next_id:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"]
            self.events.append(message)

    def open(self, url):
        """Loads `url` and returns when its load event has fired."""
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.command(f"{domain}.enable")
        self.events.clear()
        self.command("Page.navigate", url=url)
        deadline = time.monotonic() + 30
        while not self.events_called("Page.loadEventFired"):
            self.events.append(self._read(deadline))

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page."""
        result = self.command("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def events_called(self, method):
        return [event["params"] for event in self.events if event.get("method") == method]

    def close(self):
        self._process.kill()  # ours, by its id
        self._process.wait()
        os.close(self._in)
        os.close(self._out)
