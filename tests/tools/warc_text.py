"""Reads WARC files by Python's zlib alone."""
import zlib


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
