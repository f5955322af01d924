"""Makes WARC files by hand, and reads them by Python's zlib alone."""
import zlib

from cli import PAGE


def response_of(url, date, page):
    """A response record of a page, captured at `date` ("2026-02-03", or with a time)."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    time = date if "T" in date else date + "T08:10:00Z"
    return (f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {time}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode() + block + b"\r\n\r\n"


def warc_of(count, minutes=0):
    """A WARC file of so many articles of example.org, captured so many minutes apart."""
    def time(n):
        return f"2026-02-03T{8 + (10 + n * minutes) // 60:02}:{(10 + n * minutes) % 60:02}:00Z"
    return b"".join(response_of(f"https://example.org/{n}", time(n),
                                PAGE.replace("The lamp is lit again", f"The lamp {n} is lit again"))
                    for n in range(count))


def records_of(path):
    """(fields, block) of each gzip member of a .warc.gz file."""
    data, out = path.read_bytes(), []
    while data:
        unpack = zlib.decompressobj(31)
        head, rest = unpack.decompress(data).split(b"\r\n\r\n", 1)
        data = unpack.unused_data
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        out.append((fields, rest[: int(fields["Content-Length"])]))
    return out
