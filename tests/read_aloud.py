"""Prints what a screen reader would say of a PDF, in its order: ``python tests/read_aloud.py FILE.pdf``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tag_tree import HEADINGS, Node, TagTree


def spoken_lines(tree: TagTree) -> Iterator[str]:
    """Title and language first, then every element."""
    title = tree.reader.metadata.title if tree.reader.metadata else ""
    yield f"[document “{title}”, language {tree.catalog.get('/Lang')}]"
    yield from _said(tree.document)


def _said(node: Node) -> Iterator[str]:
    tongue = f" ({node.language})" if node.language else ""
    if node.role == "/Figure":
        yield f"[figure{tongue}] {node.alternative}"
    elif node.role in HEADINGS:
        yield f"[heading {node.role[2]}{tongue}] {node.text}"
    elif node.role == "/L":
        yield f"[list of {len(node.elements)}{tongue}]"
        for item in node.elements:
            yield "  • " + " · ".join(part.text for part in item.elements)
    elif node.role == "/Table":
        yield from _table(node)
    elif node.role in ("/P", "/Caption"):
        yield f"{node.text}{tongue}"
    else:
        for kid in node.elements:
            yield from _said(kid)


def _table(table: Node) -> Iterator[str]:
    rows = [row.elements for row in table.elements]
    columns = sum(int(cell.attributes.get("/ColSpan", 1)) for cell in rows[0]) if rows else 0
    yield f"[table of {len(rows)} rows, {columns} columns]"
    for row in rows:
        yield "  | " + " | ".join(_cell(cell) for cell in row)


def _cell(cell: Node) -> str:
    scope = {"/Row": "→", "/Column": "↓"}.get(str(cell.attributes.get("/Scope", "")), "")
    return f"{cell.text}{scope}" if cell.text else "blank"


def main() -> None:
    """Read every file named."""
    for name in sys.argv[1:]:
        for line in spoken_lines(TagTree(Path(name).read_bytes())):
            print(line)


if __name__ == "__main__":
    main()
