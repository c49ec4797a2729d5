"""Holds our codec, keys, MACs and PIN blocks against pyiso8583 and psec, which nobody here wrote.

    python check.py --lines target/debug/examples/lines --keys target/debug/examples/keys
    python check.py --lines "target/debug/shancheng iso8583" --keys target/debug/examples/keys

Ends with status 1 and the first difference, or prints what was compared.
`--seeds FOLDER` writes the messages below FOLDER instead, as the seeds of the fuzz targets.
"""

import argparse
import json
import os
import pathlib
import random
import shlex
import subprocess
import warnings

warnings.simplefilter("ignore")  # psec uses single DES, which cryptography advises against.

import iso8583  # noqa: E402
from psec import des, mac, pinblock  # noqa: E402

import dialects  # noqa: E402
import messages  # noqa: E402

RANDOM_MESSAGES = 300
RANDOM_CRYPTO = 100


def run(command, *arguments, lines):
    """Output lines of a command, which must have read every line."""
    done = subprocess.run([*shlex.split(command), *arguments], input="\n".join(lines) + "\n",
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and not done.stderr, f"{command} {arguments}: {done.stderr}"
    return done.stdout.splitlines()


def same(what, ours, theirs):
    """Ends the script when two values differ."""
    if ours != theirs:
        raise SystemExit(f"{what}\n  ours   {ours}\n  theirs {theirs}")


def dictionary(spec, kind, fields):
    """A message as pyiso8583 takes it."""
    header = messages.HEADER if spec is dialects.POS else messages.CUPS_HEADER
    return {"h": header, "t": kind, **fields}


def encode(spec, message):
    """Hex as pyiso8583 writes it; the inter-institution dialect always has both bitmaps."""
    given = dict(message)
    raw, _ = iso8583.encode(given, spec)
    if spec is dialects.ASCII and not any(64 < int(n) for n in message if n.isdigit()):
        start = spec["h"]["max_len"] + spec["t"]["max_len"]
        bitmap = bytes([raw[start] | 0x80]) + raw[start + 1:start + 8] + bytes(8)
        raw = raw[:start] + bitmap + raw[start + 8:]
    return raw.hex().upper()


def value(spec, number, rng):
    """A random value of a field."""
    field = spec[number]
    variable = field["len_type"] != 0
    length = rng.randint(1, min(field["max_len"], 40)) if variable else field["max_len"]
    if dialects.is_digits(spec, number):
        return "".join(rng.choices("0123456789", k=length))
    if field.get("len_count") == "nibbles":
        return "".join(rng.choices("0123456789ABCDEF", k=length))
    if field["data_enc"] == "b":
        return rng.randbytes(length).hex().upper()
    text = ""
    while len(text.encode("gbk")) < length - 1:
        text += rng.choice("成功山城重庆银联AZaz09 +-|=.")
    return text + "x" * (length - len(text.encode("gbk")))


def random_messages(spec, rng):
    """Dictionaries with random fields."""
    numbers = [n for n in spec if n not in ("h", "t", "p", "1")]
    for _ in range(RANDOM_MESSAGES):
        chosen = sorted(rng.sample(numbers, rng.randint(1, 20)), key=int)
        yield rng.choice(["0200", "0210", "0400", "0820"]), {n: value(spec, n, rng) for n in chosen}


def check_dialect(command, name, spec, known, rng):
    """Every message: theirs read by ours, ours written as theirs, and masked without a card."""
    every = [dictionary(spec, *one) for one in [*known.values(), *random_messages(spec, rng)]]
    theirs = [encode(spec, message) for message in every]
    arguments = ["--dialect", name]
    objects = run(command, "decode", *arguments, "--unmask", lines=theirs)
    same(f"{name}: messages read", len(objects), len(every))
    for message, line in zip(every, objects):
        ours = json.loads(line)
        same(f"{name}: type", ours["mti"], message["t"])
        same(f"{name}: header", ours.get("tpdu", "") + ours["header"], message["h"])
        fields = {n: v for n, v in message.items() if n.isdigit()}
        same(f"{name}: {message}", ours["fields"], fields)
    same(f"{name}: written", run(command, "encode", *arguments, lines=objects), theirs)
    masked = run(command, "decode", *arguments, lines=theirs[:len(known)])
    for line in masked:
        if messages.CARD in line or messages.CHIP in line or messages.KEYS in line:
            raise SystemExit(f"{name}: card data or keys in {line}")
    print(f"{name}: {len(every)} messages read and written as pyiso8583 does")


def cup_ecb(key, data):
    """UnionPay's MAC, from its description, on psec's DES."""
    data += bytes(-len(data) % 8)
    folded = bytes(8)
    for at in range(0, len(data), 8):
        folded = bytes(a ^ b for a, b in zip(folded, data[at:at + 8]))
    text = folded.hex().upper().encode()
    block = des.encrypt_tdes_ecb(key, text[:8])
    block = des.encrypt_tdes_ecb(key, bytes(a ^ b for a, b in zip(block, text[8:])))
    return block.hex().upper().encode()[:8]


def check_crypto(command, rng):
    """Keys, MACs and PIN blocks."""
    asked, theirs = [], []

    def ask(line, answer):
        asked.append(line)
        theirs.append(answer.hex().upper())

    for _ in range(RANDOM_CRYPTO):
        key = rng.randbytes(rng.choice([8, 16, 24]))
        double = rng.randbytes(16)
        data = rng.randbytes(rng.randint(1, 400))
        pin = "".join(rng.choices("0123456789", k=rng.randint(4, 12)))
        card = "".join(rng.choices("0123456789", k=rng.randint(13, 19)))
        block = des.encrypt_tdes_ecb(double, pinblock.encode_pinblock_iso_0(pin, card))
        ask(f"kcv {key.hex()}", des.generate_kcv(key, 4))
        ask(f"wrap {double.hex()} {key.hex()}", des.encrypt_tdes_ecb(double, key))
        ask(f"x919 {double.hex()} {data.hex()}",
            mac.generate_retail_mac(double[:8], double[8:], data, 1, 8))
        ask(f"x99 {double[:8].hex()} {data.hex()}", mac.generate_cbc_mac(double[:8], data, 1, 8))
        ask(f"cup {key.hex()} {data.hex()}", cup_ecb(key, data))
        ask(f"pin {double.hex()} {pin} {card}", block)
        parts = [rng.randbytes(16), rng.randbytes(16)]
        ask(f"keys {double.hex()} {parts[0].hex()} {parts[1].hex()}",
            b"".join(des.encrypt_tdes_ecb(double, part) + des.generate_kcv(part, 4)
                     for part in parts))
    for line, ours, answer in zip(asked, run(command, lines=asked), theirs, strict=True):
        same(line, ours, answer)
    print(f"keys: {len(asked)} check values, wraps, MACs and PIN blocks as psec makes them")


def write_seeds(folder):
    """The known messages as files, for the fuzz targets."""
    for name, spec, known in (("pos", dialects.POS, messages.POS),
                              ("ascii", dialects.ASCII, messages.ASCII)):
        target = pathlib.Path(folder, name)
        target.mkdir(parents=True, exist_ok=True)
        for title, one in known.items():
            raw = bytes.fromhex(encode(spec, dictionary(spec, *one)))
            target.joinpath(f"{title}.bin").write_bytes(raw)


def main():
    """Reads the arguments and compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program = os.environ.get("SHANCHENG")
    parser.add_argument("--lines", default=program and f"{program} iso8583",
                        help="command that takes `decode` and `encode`; $SHANCHENG's own")
    parser.add_argument("--keys", help="the example of that name")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--seeds", help="folder to write the messages below")
    arguments = parser.parse_args()
    if arguments.seeds:
        return write_seeds(arguments.seeds)
    if not arguments.lines:
        parser.error("--lines is wanted")
    rng = random.Random(arguments.seed)
    check_dialect(arguments.lines, "pos", dialects.POS, messages.POS, rng)
    check_dialect(arguments.lines, "ascii", dialects.ASCII, messages.ASCII, rng)
    if arguments.keys:
        check_crypto(arguments.keys, rng)
    return None


if __name__ == "__main__":
    main()
