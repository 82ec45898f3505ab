"""The faults that can be put into a module: one at a time, the rest of its text as it is."""

import ast
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Change:
    """A fault: the text between two places in the source, and what stands there instead."""

    line: int
    start: int  # in characters of the whole source
    end: int
    before: str
    after: str

    def applied(self, source: str) -> str:
        """Return the source with the fault in it."""
        return source[: self.start] + self.after + source[self.end :]

    def shown(self, source: str) -> str:
        """Return the line with the fault in it, such as `if not [allowed → True]:`."""
        begin = source.rfind("\n", 0, self.start) + 1
        end = source.find("\n", self.end)
        rest = source[self.end : None if end < 0 else end]
        line = f"{source[begin : self.start]}[{self.before} → {self.after}]{rest}"
        return " ".join(line.split())


def changes(source: str) -> list[Change]:
    """Return the faults of a module, in the order of its text."""
    found = _Finder(source)
    found.visit(ast.parse(source))
    unique = {(one.start, one.end, one.after): one for one in found.changes}
    return sorted(unique.values(), key=lambda one: (one.start, one.end, one.after))


class _Finder(ast.NodeVisitor):
    """Collects the faults; leaves out what can't change what the code does: types, docstrings."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.changes: list[Change] = []
        self._lines = source.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    def _place(self, line: int, column: int) -> int:
        """Return the character at a line and a column in bytes, as ast counts."""
        text = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(text)

    def _add(self, node: Any, after: str) -> None:
        start = self._place(node.lineno, node.col_offset)
        end = self._place(node.end_lineno, node.end_col_offset)
        before = self.source[start:end]
        self.changes.append(Change(node.lineno, start, end, before, after))

    def _replace(self, node: ast.expr, **fields: Any) -> None:
        values = {name: getattr(node, name, None) for name in node._fields} | fields
        self._add(node, f"({ast.unparse(type(node)(**values))})")

    def generic_visit(self, node: ast.AST) -> None:
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)

    def visit_Compare(self, node: ast.Compare) -> None:
        for place, op in enumerate(node.ops):
            ops = [*node.ops]
            ops[place] = _COMPARED[type(op)]()
            self._replace(node, ops=ops)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        self._replace(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for place in range(len(node.values)):
            rest = [value for n, value in enumerate(node.values) if n != place]
            whole = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
            self._add(node, f"({ast.unparse(whole)})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, f"({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _COMPUTED:
            self._replace(node, op=_COMPUTED[type(node.op)]())
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        match node.value:
            case bool():
                self._add(node, str(not node.value))
            case int() | float():
                self._add(node, f"({node.value + 1!r})")
            case str():
                self._add(node, repr(f"{node.value}~") if node.value else repr("~"))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave out the parts of a text, which are no expressions of their own (Python < 3.12)."""

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in _CALLED:
            self._add(node.func, _CALLED[node.func.id])
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not _is_none(node.value):
            self._add(node.value, "None")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) != "TYPE_CHECKING":
            self._decide(node.test)
            self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._decide(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._add(condition, "True")
        self.generic_visit(node)

    def _decide(self, test: ast.expr) -> None:
        for outcome in ("True", "False"):
            self._add(test, outcome)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return  # a docstring
        self._add(node, "pass")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self._add(node, "pass")  # of a local name, all that follows would fail
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if ast.unparse(node.annotation) != "TypeAlias":
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        """Leave it out: it says what is known."""

    def _remove(self, node: ast.stmt) -> None:
        self._add(node, "pass")
        self.generic_visit(node)

    visit_AugAssign = visit_Raise = visit_Continue = visit_Break = visit_Delete = _remove


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
