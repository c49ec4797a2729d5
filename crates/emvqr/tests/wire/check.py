"""Holds our codes against cemacqr (PyPI) and steplix-emvqr (npm), which nobody here wrote.

    python check.py --codes target/debug/examples/codes --ours "target/debug/shancheng emvqr" \\
        --node-modules FOLDER

Ends with status 1 and the first difference, or prints what was compared.
"""

import argparse
import json
import pathlib
import shlex
import subprocess

import cemacqr

HERE = pathlib.Path(__file__).parent
VECTORS = json.loads((HERE.parent / "data" / "merchant.json").read_text("utf-8"))
MADE = 300


def run(command, lines="", fine=(0,)):
    """Output and error lines of a command."""
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60,
                          encoding="utf-8", check=False)
    if done.returncode not in fine:
        raise SystemExit(f"{command}: status {done.returncode}: {done.stderr}")
    return done.stdout.splitlines(), done.stderr.splitlines()


def same(what, ours, theirs):
    """Ends the script when two values differ."""
    if ours != theirs:
        raise SystemExit(f"{what}\n  ours   {ours!r}\n  theirs {theirs!r}")


def ours(command, codes, fine=(0,)):
    """Objects as our reader gives them, and what it refuses."""
    lines = "\n".join(codes) + "\n"
    out, errors = run([*shlex.split(command), "decode", "--unmask"], lines, fine)
    return [json.loads(line) for line in out], errors


def steplix(modules, codes):
    """Objects as steplix-emvqr gives them; nothing for a code it refuses."""
    out, _ = run(["node", str(HERE / "read.mjs"), modules], "\n".join(codes) + "\n")
    same("lines of steplix-emvqr", len(out), len(codes))
    return [json.loads(line) for line in out]


def cemac(code):
    """The payload where cemacqr finds nothing wrong with it."""
    try:
        payload = cemacqr.parse_payload(code)
    except cemacqr.QrSyntaxError:
        return None
    return payload if cemacqr.validate(payload, cemacqr.EMVCO).ok else None


def compare_cemac(code, objects):
    """Every object of the root and, of our templates, every object inside."""
    payload = cemac(code)
    if payload is None:
        raise SystemExit(f"cemacqr refuses {code}: {cemacqr.validate(cemacqr.parse_payload(code), cemacqr.EMVCO)}")
    same(f"objects of {code}", [one["id"] for one in objects], payload.tags[:-1])
    for one, theirs in zip(objects, payload.objects):
        if "value" in one:
            same(f"{one['id']} of {code}", one["value"], theirs.value)
        else:
            inside = [(inner["id"], inner["value"]) for inner in one["objects"]]
            same(f"{one['id']} of {code}", inside, [(o.tag, o.value) for o in theirs.children()])


def agrees(mine, data):
    """Whether what steplix-emvqr takes for an object's value stands in ours. It splits whatever
    looks like objects, UnionPay's account among them, and leaves out what it has no name for."""
    if isinstance(data, str):
        return mine == data
    return all(agrees(mine, one["data"]) if isinstance(one["data"], dict)
               else f"{place}{one['len']:02}{one['data']}" in mine for place, one in data.items())


def compare_steplix(code, objects, read):
    """Identifiers, lengths and values, as far as it reads them."""
    if read is None:
        # It drops the first zeros of a check, and then thinks the check is wrong.
        same(f"steplix-emvqr refuses {code}", code[-4:-2], "00")
        return False
    same(f"objects of {code}", sorted([*(one["id"] for one in objects), "63"]), sorted(read))
    for one in objects:
        theirs = read[one["id"]]
        mine = one["value"] if "value" in one else "".join(
            f"{inner['id']}{len(inner['value']):02}{inner['value']}" for inner in one["objects"])
        same(f"length of {one['id']} of {code}", len(mine), theirs["len"])
        if not agrees(mine, theirs["data"]):
            same(f"{one['id']} of {code}", mine, theirs["data"])
    return True


def check_made(arguments):
    """Codes we make say to all three what they were made to say."""
    lines, _ = run([arguments.codes, str(MADE)])
    made = [json.loads(line) for line in lines]
    codes = [one["code"] for one in made]
    read, _ = ours(arguments.ours, codes)
    same("codes read", len(read), MADE)
    by_steplix = 0
    for one, mine, theirs in zip(made, read, steplix(arguments.node_modules, codes)):
        code = one["code"]
        compare_cemac(code, mine["objects"])
        by_steplix += compare_steplix(code, mine["objects"], theirs)
        payload = cemac(code)
        for name, place in [("initiation", "01"), ("union_pay", "15"), ("mcc", "52"),
                            ("currency", "53"), ("amount", "54"), ("country", "58"),
                            ("name", "59"), ("city", "60"), ("postal_code", "61")]:
            same(f"{name} of {code}", one[name], payload.get(place))
            if theirs is not None and name != "union_pay":
                same(f"{name} of {code}", one[name], theirs.get(place, {}).get("data"))
        for name, template, place in [("language", "64", "00"), ("local_name", "64", "01"),
                                      ("local_city", "64", "02"), ("terminal", "62", "07"),
                                      ("table", "80", "07")]:
            same(f"{name} of {code}", one[name], payload.get_in(template, place))
    print(f"{MADE} codes made by us read by cemacqr, {by_steplix} of them by steplix-emvqr")


def check_vectors(arguments):
    """Good codes of the world are good to all three, broken ones to none."""
    good = [one["code"] for one in VECTORS["good"]]
    read, _ = ours(arguments.ours, good)
    same("good codes read", len(read), len(good))
    for code, mine, theirs in zip(good, read, steplix(arguments.node_modules, good)):
        compare_cemac(code, mine["objects"])
        compare_steplix(code, mine["objects"], theirs)
    bad = [one["code"] for one in VECTORS["bad"]]
    # One character of each good code, changed; one taken out of each.
    bad += [code[:40] + ("7" if code[40] != "7" else "8") + code[41:] for code in good]
    bad += [code[:30] + code[31:] for code in good]
    read, errors = ours(arguments.ours, bad, fine=(1,))
    same("broken codes read", read, [])
    same("broken codes refused", len(errors), len(bad))
    for code, theirs in zip(bad, steplix(arguments.node_modules, bad)):
        same(f"cemacqr on {code}", cemac(code), None)
        same(f"steplix-emvqr on {code}", theirs, None)
    print(f"{len(good)} codes of the world read by all three, {len(bad)} broken ones by none")


def main():
    """Compares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--codes", required=True)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--node-modules", required=True)
    arguments = parser.parse_args()
    check_made(arguments)
    check_vectors(arguments)


if __name__ == "__main__":
    main()
