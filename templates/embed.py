#!/usr/bin/env python3
"""Writes the built-in templates as a C table.

usage: embed.py OUTPUT ROOT FILE...   (paths in the table are below ROOT)
"""
import pathlib
import sys


def rows(data):
    for start in range(0, len(data), 16):
        yield "\t" + " ".join(f"{byte}," for byte in data[start:start + 16])


def main():
    output, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out = ['#include "builtin.h"', ""]
    table = []
    for index, name in enumerate(sys.argv[3:]):
        path = pathlib.Path(name)
        data = path.read_bytes()
        out.append(f"static const guint8 file_{index}[] = {{")
        out.extend(rows(data + b"\0"))
        out.append("};")
        shown = path.resolve().relative_to(root.resolve()).as_posix()
        table.append(f'\t{{ "{shown}", file_{index}, {len(data)}u }},')
    out += ["", "const struct builtin BUILTINS[] = {", *table, "};"]
    out.append("const gsize BUILTIN_COUNT = G_N_ELEMENTS(BUILTINS);")
    output.write_text("\n".join(out) + "\n")


main()
