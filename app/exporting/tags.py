"""The tags of PDFs that are joined: what a screen reader goes by stays whole."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

_DEEPEST = 200


class Tags:
    """The structure tree of a PDF others are appended to.

    For each: `prepare` before its pages are appended, `take` afterwards; `close` in the end.
    """

    def __init__(self, joined: Pdf) -> None:
        self._joined = joined
        tree = joined.Root.StructTreeRoot
        self._parents: list[tuple[int, Object]] = list(_numbers(tree.ParentTree))
        self._ids: list[tuple[str, Object]] = list(_names(tree.get("/IDTree")))
        self._next = int(tree.get("/ParentTreeNextKey", len(self._parents)))
        self._top = joined.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array())
        )
        for element in _elements(tree.K):
            self._add(element, Name.Sect)
        tree.K = Array([self._top])

    def prepare(self, one: Pdf, number: int) -> None:
        """Let the numbers and ids in a PDF be others than those that are taken."""
        for page in one.pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + self._next
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self._next
        tree = one.Root.get("/StructTreeRoot")
        if tree is not None and "/IDTree" in tree:
            _rename(tree.K, f"r{number + 1}-")

    def take(self, one: Pdf) -> None:
        """Take over the tags of a PDF whose pages are there by now."""
        tree = one.Root.get("/StructTreeRoot")
        if tree is None:
            return
        for element in _elements(tree.K):
            # It would bring the whole tree of the other file along.
            del element["/P"]
            self._add(self._joined.copy_foreign(_indirect(one, element)), Name.Art)
        for key, value in _numbers(tree.ParentTree):
            copied = self._joined.copy_foreign(_indirect(one, value))
            self._parents.append((key + self._next, copied))
        for _, element in _names(tree.get("/IDTree")):
            copied = self._joined.copy_foreign(_indirect(one, element))
            self._ids.append((str(copied.ID), copied))
        self._next += int(tree.get("/ParentTreeNextKey", len(list(_numbers(tree.ParentTree)))))

    def close(self) -> None:
        """Write down what was gathered."""
        tree, joined = self._joined.Root.StructTreeRoot, self._joined
        numbers = Array()
        for key, value in sorted(self._parents, key=lambda entry: entry[0]):
            numbers.append(key)
            numbers.append(value)
        tree.ParentTree = joined.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = self._next
        if self._ids:
            names = Array()
            ordered = sorted(self._ids, key=lambda entry: entry[0].encode())
            for name, element in ordered:
                names.append(String(name))
                names.append(element)
            limits = Array([String(ordered[0][0]), String(ordered[-1][0])])
            leaf = joined.make_indirect(Dictionary(Names=names, Limits=limits))
            tree.IDTree = joined.make_indirect(Dictionary(Kids=Array([leaf])))

    def _add(self, element: Object, kind: Name) -> None:
        # There is one document now; what was one is a part of it.
        if Name.Document == element.S:
            element.S = kind
        element.P = self._top
        self._top.K.append(element)


def _indirect(one: Pdf, value: Object) -> Object:
    return value if value.is_indirect else one.make_indirect(value)


def _elements(kids: Object) -> Iterator[Object]:
    if isinstance(kids, Array):
        yield from list(kids)
    else:
        yield kids


def _numbers(tree: Object, depth: int = 0) -> Iterator[tuple[int, Object]]:
    """Yield what a number tree holds."""
    flat = list(tree.get("/Nums", ()))
    yield from ((int(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True))
    if depth < _DEEPEST:
        for kid in tree.get("/Kids", ()):
            yield from _numbers(kid, depth + 1)


def _names(tree: Object | None, depth: int = 0) -> Iterator[tuple[str, Object]]:
    """Yield what a name tree holds."""
    if tree is None:
        return
    flat = list(tree.get("/Names", ()))
    yield from ((str(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True))
    if depth < _DEEPEST:
        for kid in tree.get("/Kids", ()):
            yield from _names(kid, depth + 1)


def _rename(kids: Object, prefix: str) -> None:
    """Put a prefix before every id of the elements, and wherever one names another's."""
    waiting = list(_elements(kids))
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or "/S" not in element:
            continue
        if "/ID" in element:
            element.ID = String(prefix + str(element.ID))
        for attribute in _elements(element.get("/A", Array())):
            if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                attribute.Headers = Array(
                    [String(prefix + str(name)) for name in attribute.Headers]
                )
        waiting += _elements(element.get("/K", Array()))
