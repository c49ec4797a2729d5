"""Writes src/shancheng/generated/ from openapi.json at the repository's root.

    python3 clients/python/generate.py

Nothing but the standard library, so that the check for drift runs anywhere. What is made holds
one TypedDict a schema and one method an operation that a partner may call; how a request is
signed, sent and tried again stands in client.py, written by hand.
"""

import json
import keyword
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "openapi.json"
TARGET = HERE / "src" / "shancheng" / "generated"
HEAD = '"""Made from openapi.json by generate.py; do not edit."""\n'
PRIMITIVES = {"integer": "int", "number": "float", "string": "str", "boolean": "bool",
              "null": "None", "object": "Dict[str, Any]"}
METHODS = ("get", "post", "put", "patch", "delete")


def camel(text):
    """`batch_no` as `BatchNo`."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", text))


def local(name):
    """The name of a parameter in Python: `from` is `from_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def doc(text, indent):
    """A description as a docstring."""
    lines = (text or "").strip().replace("\\", "\\\\").replace('"""', "'''").splitlines()
    if not lines:
        return ""
    pad = " " * indent
    body = ("\n" + pad).join(line.rstrip() for line in lines)
    end = f"\n{pad}" if 1 < len(lines) else ""
    return re.sub(r"\n +\n", "\n\n", f'{pad}"""{body}{end}"""\n')


class Models:
    """Schemas as Python types."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.aliases, self.classes = [], []

    def type_of(self, schema, name):
        """The type of a schema; `name` is for what it holds inside."""
        if "$ref" in schema:
            return schema["$ref"].rsplit("/", 1)[1]
        if "enum" in schema:
            return f"Literal[{', '.join(json.dumps(one) for one in schema['enum'])}]"
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return self.union([self.type_of(one, f"{name}{place}")
                                   for place, one in enumerate(schema[word], 1)])
        if "allOf" in schema or schema.get("properties"):
            self.record(schema, name)
            return name
        kind = schema.get("type")
        if isinstance(kind, list):
            return self.union([self.type_of({**schema, "type": one}, name) for one in kind])
        if kind == "array":
            if schema.get("prefixItems"):
                parts = [self.type_of(one, f"{name}{place}")
                         for place, one in enumerate(schema["prefixItems"], 1)]
                return f"List[{self.union(parts)}]"
            return f"List[{self.type_of(schema.get('items', {}), f'{name}Item')}]"
        if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            return f"Dict[str, {self.type_of(schema['additionalProperties'], f'{name}Value')}]"
        if kind == "string" and schema.get("format") == "binary":
            return "bytes"
        return PRIMITIVES.get(kind, "Any")

    @staticmethod
    def union(parts):
        """Several types; one that may be nothing is Optional."""
        unique = list(dict.fromkeys(parts))
        rest = [one for one in unique if one != "None"]
        joined = rest[0] if len(rest) == 1 else f"Union[{', '.join(rest)}]"
        if not rest:
            return "None"
        return f"Optional[{joined}]" if len(rest) < len(unique) else joined

    def fields(self, schema):
        """All properties with parts of an allOf laid over one another, and which must be there."""
        if "$ref" in schema:
            return self.fields(self.schemas[schema["$ref"].rsplit("/", 1)[1]])
        properties, required = dict(schema.get("properties", {})), set(schema.get("required", []))
        for part in schema.get("allOf", []):
            more, needed = self.fields(part)
            properties, required = {**more, **properties}, required | needed
        return properties, required

    def record(self, schema, name):
        """A TypedDict; what may be absent stands in a class of its own (no NotRequired in 3.9)."""
        properties, required = self.fields(schema)
        of_page = self.schemas.get(name[5:]) if name.startswith("Page_") else None
        lines = {True: [], False: []}
        for field in sorted(properties):
            inner = properties[field]
            if of_page is not None and field == "items":
                kind = f"List[{name[5:]}]"
            else:
                kind = self.type_of(inner, f"{name}{camel(field)}")
            lines[field in required].append((field, kind, inner.get("description")))
        about = schema.get("description")
        if any(keyword.iskeyword(field) for field in properties):
            everything = ", ".join(f'"{field}": {kind!r}' for field, kind, _ in
                                   lines[True] + lines[False])
            self.classes.append(f'{name} = TypedDict("{name}", {{{everything}}}, total=False)\n')
            return
        base, more = "TypedDict", ""
        if lines[False] and lines[True]:
            self.classes.append(self.body(f"_{name}", "TypedDict", None, lines[True]))
            base = f"_{name}"
        chosen, more = (lines[False], ", total=False") if lines[False] else (lines[True], "")
        self.classes.append(self.body(name, base + more, about, chosen))

    @staticmethod
    def body(name, bases, about, fields):
        """The text of one class."""
        text = f"class {name}({bases}):\n" + doc(about, 4)
        for field, kind, description in fields:
            text += f"    {field}: {kind}\n" + doc(description, 4)
        return text + ("" if fields else "    pass\n" if not about else "")

    def render(self):
        """The text of models.py."""
        for name in sorted(self.schemas):
            schema = self.schemas[name]
            if "allOf" in schema or schema.get("properties"):
                self.record(schema, name)
            elif "enum" in schema or "oneOf" in schema or schema.get("type") != "object":
                about = doc(schema.get("description"), 0)
                self.aliases.append(f"{name} = {self.type_of(schema, name)}\n{about}")
            else:
                self.aliases.append(f"{name} = Dict[str, Any]\n")
        # An alias that names classes comes after them.
        first = [one for one in self.aliases if not self.names_class(one)]
        last = [one for one in self.aliases if self.names_class(one)]
        imports = ("from __future__ import annotations\n\n"
                   "from typing import Any, Dict, List, Literal, Optional, TypedDict, Union\n")
        return "\n".join([HEAD, imports, *first, "", *self.ordered(), *last])

    def names_class(self, alias):
        """Whether an alias's right-hand side names a class."""
        names = {re.match(r"(?:class )?(\w+)", one).group(1) for one in self.classes}
        right = alias.split("=", 1)[1].split("\n")[0]
        return any(word in names for word in re.findall(r"\w+", right))

    def ordered(self):
        """Classes, each base before what stands on it; each once."""
        return [one + "\n" for one in dict.fromkeys(self.classes)]


class Operations:
    """Operations as methods, grouped by their tag."""

    def __init__(self, document, models):
        self.document, self.models, self.groups = document, models, {}

    def collect(self):
        """Puts every operation that a partner may call into its group."""
        for path in sorted(self.document["paths"]):
            item = self.document["paths"][path]
            for method in METHODS:
                operation = item.get(method)
                if operation and self.fits(operation):
                    self.add(path, method, operation)

    @staticmethod
    def fits(operation):
        """Signed or open to all; a stream of events is not a request and an answer."""
        security = operation.get("security")
        signed = not security or any("signature" in one for one in security)
        streams = any("text/event-stream" in answer.get("content", {})
                      for answer in operation["responses"].values())
        return signed and not streams and "session" not in operation["tags"]

    def add(self, path, method, operation):
        """One operation; a list that has a cursor gets an iterator beside it."""
        tag = operation["tags"][0].replace("-", "_")
        name = re.sub("_+", "_", operation["operationId"]).strip("_")
        name = name[len(tag) + 1:] if name.startswith(f"{tag}_") else name
        name += "_" if keyword.iskeyword(name) else ""
        methods = self.groups.setdefault(tag, {})
        assert name not in methods, f"two operations are {tag}.{name}"
        parameters = operation.get("parameters", [])
        inside = [one for one in parameters if one["in"] == "path"]
        query = [one for one in parameters if one["in"] == "query"]
        answer, page = self.answer(operation)
        body = self.body(operation)
        methods[name] = self.method(name, (path, method, operation), (inside, query), (body, answer))
        if page and any(one["name"] == "cursor" for one in query):
            rest = [one for one in query if one["name"] != "cursor"]
            each = re.sub("_list$", "", "each" if name == "list" else f"each_{name}")
            assert each not in methods, f"two operations are {tag}.{each}"
            methods[each] = self.iterator(name, each, operation, (inside, rest), page)

    def typed(self, schema):
        """A type for a signature, from models.py."""
        return re.sub(r"\b(?!Any\b|Dict\b|List\b|Literal\b|Optional\b|Union\b|None\b)([A-Z]\w*)",
                      r"m.\1", self.models.type_of(schema, "Inline"))

    def answer(self, operation):
        """Type of the good answer, and of an item where it is a page."""
        types = []
        for status, answer in sorted(operation["responses"].items()):
            if not status.startswith("2"):
                continue
            content = answer.get("content", {})
            if "application/json" in content:
                types.append(self.typed(content["application/json"].get("schema", {})))
            else:
                types.append("bytes" if content else "None")
        kind = Models.union(types)
        page = re.fullmatch(r"m\.Page_(\w+)", kind)
        return kind, page and f"m.{page.group(1)}"

    def body(self, operation):
        """Name of the kind of body, its type and whether it must be there; none without one."""
        asked = operation.get("requestBody")
        if not asked:
            return None
        kind, content = next(iter(asked["content"].items()))
        typed = self.typed(content.get("schema", {})) if kind == "application/json" else "bytes"
        return kind, typed, asked.get("required", False)

    def arguments(self, inside, query, body, write):
        """The arguments of a method's signature."""
        given = ["self"] + [f"{local(one['name'])}: {self.typed(one['schema'])}"
                             for one in inside]
        if body:
            _, typed, required = body
            given.append(f"body: {typed}" if required else f"body: Optional[{typed}] = None")
        named = []
        for one in query:
            typed = self.typed(one["schema"])
            if one.get("required"):
                named.append(f"{local(one['name'])}: {typed}")
            else:
                typed = typed if typed.startswith("Optional") else f"Optional[{typed}]"
                named.append(f"{local(one['name'])}: {typed} = None")
        named += ["idempotency_key: Optional[str] = None"] if write else []
        return given + (["*"] + named if named else [])

    def method(self, name, what, parameters, shapes):
        """The text of one method."""
        path, method, operation = what
        (inside, query), (body, answer) = parameters, shapes
        write = method != "get"
        lines = self.head(name, self.arguments(inside, query, body, write), answer)
        text = operation.get("summary", "")
        text += "\n\n" + operation["description"] if operation.get("description") else ""
        lines += doc(text, 8)
        names = ", ".join(f'"{one["name"]}": {local(one["name"])}' for one in inside)
        call = [f'"{method.upper()}"', f'"{path}"', f"{{{names}}}"]
        if query:
            names = ", ".join(f'"{one["name"]}": {local(one["name"])}' for one in query)
            call.append(f"query={{{names}}}")
        if body:
            call.append("body=body")
            call += [f'content_type="{body[0]}"'] if body[0] != "application/json" else []
        call += ["idempotency_key=idempotency_key"] if write else []
        call += ["raw=True"] if answer == "bytes" else []
        inner = ",\n            ".join(call)
        return lines + f"        return self._send(\n            {inner},\n        )\n"

    def iterator(self, name, each, operation, parameters, item):
        """The text of a method that gives every row, page after page."""
        inside, query = parameters
        lines = self.head(each, self.arguments(inside, query, None, False),
                          f"Iterator[{item}]")
        lines += doc(f"Every row of `{name}`, page after page: {operation.get('summary', '')}", 8)
        given = [local(one["name"]) for one in inside]
        given += [f"{local(one['name'])}={local(one['name'])}" for one in query]
        given = ", ".join(given + ["cursor=cursor"])
        return lines + ("        return self._pages(\n"
                        f"            lambda cursor: self.{name}({given})\n        )\n")

    @staticmethod
    def head(name, arguments, answer):
        """`def …:`."""
        joined = "".join(f"        {one},\n" for one in arguments)
        return f"    def {name}(\n{joined}    ) -> {answer}:\n"

    def render(self):
        """The text of operations.py."""
        parts = [HEAD, "from __future__ import annotations\n",
                 "from typing import Any, Dict, Iterator, List, Literal, Optional, Union\n",
                 "from ..group import Group\nfrom . import models as m\n\n"]
        for tag in sorted(self.groups):
            about = f'    """Operations of `{tag}`."""\n'
            methods = [self.groups[tag][name] for name in self.groups[tag]]
            parts.append("\n".join([f"class {camel(tag)}(Group):\n{about}", *methods]) + "\n")
        parts.append("class Operations:\n    \"\"\"All groups.\"\"\"\n\n"
                     "    def __init__(self, send: Any) -> None:\n"
                     + "".join(f"        self.{tag} = {camel(tag)}(send)\n"
                               for tag in sorted(self.groups)))
        return "\n".join(parts)


def render():
    """The texts of all files, by name."""
    document = json.loads(SOURCE.read_text(encoding="utf-8"))
    models = Models(document["components"]["schemas"])
    text = models.render()
    operations = Operations(document, models)
    operations.collect()
    return {"__init__.py": HEAD, "models.py": text, "operations.py": operations.render()}


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in render().items():
        (TARGET / name).write_text(text, encoding="utf-8")
