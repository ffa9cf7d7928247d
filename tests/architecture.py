#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks what the build cannot enforce: where headers belong, what no source may call, and limits of length.

    architecture.py SOURCE_ROOT

The layers themselves are enforced by the include directories of each static library (src/meson.build).
Prints each violation as FILE:LINE: what, and then everything that is too long.
"""

import pathlib
import re
import sys

OS_LAYERS = {"backend", "owner", "host", "sys"}
ISO_C11 = {f"{name}.h" for name in """assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp
    signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar
    wctype""".split()}
LIBRARIES = {"libmnl/libmnl.h": {"backend"}}
FORBIDDEN = re.compile(r"\b(v?sscanf|v?sprintf|ato[ifl]|atoll|strtok(_r)?|strcpy|strcat|gets|alloca)\s*\(")

# Multipliers of simple hash functions. Attackers could choose colliding values; base/hash.h uses a key instead.
MULTIPLIERS = re.compile(r"0x9e3779b9|0x100000001b3|0x01000193|2654435761|1099511628211|16777619", re.IGNORECASE)

FILE_LINES = 600
FUNCTION_LINES = 60
FUNCTION_LIMIT = 100        # over 60 only for a single flat switch, over 100 never

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def without_noise(text):
    """Blanks comments and literals in the code; line numbers stay the same."""
    return NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def functions(code):
    """Returns (line, length) of every function: from the brace in the first column to its end."""
    begin = None
    for number, line in enumerate(code.splitlines(), 1):
        if line.startswith("{"):
            begin = number
        elif line.startswith("}") and begin is not None:
            yield begin - 1, number - begin + 1
            begin = None


def conditionals_in_functions(code):
    inside = False
    for number, line in enumerate(code.splitlines(), 1):
        if line.startswith("{"):
            inside = True
        elif line.startswith("}"):
            inside = False
        elif inside and re.match(r"\s*#\s*if", line):
            yield number


class Report:
    def __init__(self, root):
        self.root = root
        self.offences = []
        self.long = []
        self.lengths = []

    def offend(self, path, line, what):
        self.offences.append(f"{path.relative_to(self.root)}:{line}: {what}")

    def note_length(self, path, line, what):
        self.long.append(f"{path.relative_to(self.root)}:{line}: {what}")


def check_includes(report, path, text, own, os_headers_in_base):
    layer = path.relative_to(report.root / "src").parts[0]
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, name = match.groups()
        if ".." in name:
            report.offend(path, number, f"includes by a path: {name}")
        elif bracket == '"':
            if name not in own and not (path.parent / name).exists():
                report.offend(path, number, f"{name} is not ours: it belongs in <>")
        elif name in own:
            report.offend(path, number, f"{name} is ours: it belongs in quotes")
        elif name in LIBRARIES:
            if layer not in LIBRARIES[name]:
                report.offend(path, number, f"{name} outside {', '.join(LIBRARIES[name])}")
        elif name not in ISO_C11 and layer not in OS_LAYERS:
            if layer == "base" and path.suffix == ".h":
                os_headers_in_base.add(path)
            else:
                report.offend(path, number, f"{name} is the system's: only {', '.join(sorted(OS_LAYERS))} may see it")


def check_source(report, path, own, os_headers_in_base):
    text = path.read_text(encoding="utf-8")
    code = without_noise(text)
    check_includes(report, path, text, own, os_headers_in_base)
    for number, line in enumerate(code.splitlines(), 1):
        for match in FORBIDDEN.finditer(line):
            report.offend(path, number, f"calls {match.group(1)}")
        if MULTIPLIERS.search(line):
            report.offend(path, number, "a hash function of its own: use base/hash.h")
    for number in conditionals_in_functions(code):
        report.offend(path, number, "a conditional of the preprocessor inside a function")
    for line, length in functions(code):
        report.lengths.append(length)
        if length > FUNCTION_LIMIT:
            report.offend(path, line, f"a function of {length} lines")
        elif length > FUNCTION_LINES:
            report.note_length(path, line, f"a function of {length} lines")


def check_file_length(report, path):
    length = len(path.read_text(encoding="utf-8").splitlines())
    if length > FILE_LINES:
        report.note_length(path, 1, f"{length} lines")


def cycles(graph):
    """Returns sets of modules that include each other, directly or indirectly (Tarjan's algorithm)."""
    index, low, stack, found = {}, {}, [], []

    def visit(module):
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in graph[module]:
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            members = stack[stack.index(module):]
            del stack[stack.index(module):]
            if len(members) > 1:
                found.append(sorted(members))

    for module in graph:
        if module not in index:
            visit(module)
    return found


def check_cycles(report, sources):
    """Reports include cycles. A module is a .c file and the header of the same name."""
    headers = {path.name: path.with_suffix("") for path in sources if path.suffix == ".h"}
    graph = {path.with_suffix(""): set() for path in sources}
    for path in sources:
        module = path.with_suffix("")
        included = (INCLUDE.match(line) for line in path.read_text(encoding="utf-8").splitlines())
        graph[module] |= {headers[match.group(2)] for match in included if match and match.group(2) in headers} - {module}
    for members in cycles(graph):
        names = ", ".join(str(member.relative_to(report.root / "src")) for member in members)
        report.offend(members[0], 0, f"modules that include each other: {names}")


def check_licence(report, path):
    with path.open(encoding="utf-8") as file:
        head = file.readline() + file.readline()
    if "SPDX-License-Identifier: GPL-2.0-or-later" not in head:
        report.offend(path, 1, "no SPDX line at its head")


def main(root):
    report = Report(root)
    sources = sorted(p for p in (root / "src").rglob("*") if p.suffix in (".c", ".h"))
    names = [p.name for p in sources if p.suffix == ".h"]
    own = set(names)
    for name in sorted(own):
        if names.count(name) > 1:
            report.offend(root / "src", 0, f"two headers are called {name}")
    os_headers_in_base = set()
    for path in sources:
        check_source(report, path, own, os_headers_in_base)
        check_file_length(report, path)
    check_cycles(report, sources)
    if len(os_headers_in_base) > 1:
        for path in sorted(os_headers_in_base):
            report.offend(path, 1, "system headers in more than one header of base")
    written = [p for top in ("src", "tests", ".ci") for p in (root / top).rglob("*")
               if p.suffix in (".c", ".h", ".py", ".sh") or p.name == "meson.build"]
    for path in [*written, root / "meson.build", root / "meson_options.txt"]:
        check_licence(report, path)
        if path.suffix in (".c", ".h", ".py") and path not in sources:
            check_file_length(report, path)
    lengths = sorted(report.lengths)
    print(*report.offences, sep="\n")
    print(*(f"long: {line}" for line in report.long), sep="\n")
    print(f"{len(sources)} sources, {len(lengths)} functions: median {lengths[len(lengths) // 2]} lines, "
          f"90th percentile {lengths[len(lengths) * 9 // 10]}, longest {lengths[-1]}")
    return 1 if report.offences else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
