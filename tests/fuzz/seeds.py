"""Seeds for the fuzz targets, from our own tests.

    seeds.py FOLDER SOURCE...

What a test of ours feeds to a reader stands in it as a C string: each string of
the SOURCEs becomes a file of FOLDER. A SOURCE that is no C is taken whole, and
of a folder each file. NAME=HEX is a seed as it is.
"""
import hashlib
import os
import re
import shutil
import sys

STRING = re.compile(rb'"((?:[^"\\\n]|\\.)*)"')
APART = re.compile(rb"(?:\s|/\*.*?\*/|//[^\n]*)*", re.S)
ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.S)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b",
         b"f": b"\f", b"v": b"\v", b"e": b"\x1b"}
LEAST = 4


def escape(match):
    said = match.group(1)
    if said in SIGNS:
        return SIGNS[said]
    if said[:1] == b"x":
        return bytes([int(said[1:], 16)])
    if said[:1].isdigit():
        return bytes([int(said, 8) & 255])
    return said


def strings(source):
    """The strings of a C file, adjacent ones joined."""
    source = re.sub(rb"^#include.*$", b"", source, flags=re.M)
    at, joined = 0, b""
    for match in STRING.finditer(source):
        between = source[at:match.start()]
        if joined and APART.fullmatch(between) is None:
            yield joined
            joined = b""
        joined += ESCAPE.sub(escape, match.group(1))
        at = match.end()
    if joined:
        yield joined


def inputs(argument):
    if os.path.isdir(argument):
        for folder, _, names in sorted(os.walk(argument)):
            for name in sorted(names):
                yield from inputs(os.path.join(folder, name))
        return
    if not os.path.exists(argument) and "=" in argument:
        yield bytes.fromhex(argument.partition("=")[2])
        return
    with open(argument, "rb") as file:
        data = file.read()
    if argument.endswith((".c", ".h")):
        yield from strings(data)
    else:
        yield data


def main(folder, *arguments):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for argument in arguments:
        for seed in inputs(argument):
            if LEAST <= len(seed) <= 1 << 16:
                name = hashlib.sha256(seed).hexdigest()[:16]
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(seed)


main(*sys.argv[1:])
