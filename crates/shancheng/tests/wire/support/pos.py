"""A terminal's side of the POS dialect on pyiso8583 and psec, from the published description.

Nothing here comes from the code under test. Terminal numbers, keys and places are those of the
demo's file; cards are made up.
"""

import itertools
import os
import socket
import struct
import time
import warnings

warnings.simplefilter("ignore")  # psec uses single DES, which cryptography advises against.

import iso8583  # noqa: E402
from psec import des, pinblock  # noqa: E402

HEADER = "6000030000" + "603100310100"  # TPDU and application header


def _digits(length, variable=0):
    """Packed decimal digits; `variable` is the number of length bytes."""
    return {"data_enc": "b", "len_enc": "bcd", "len_type": variable, "max_len": length,
            "len_count": "nibbles", "right_pad": "0", "desc": ""}


def _text(length, variable=0):
    return {"data_enc": "gbk", "len_enc": "bcd", "len_type": variable, "max_len": length,
            "desc": ""}


def _bytes(length, variable=0):
    return {"data_enc": "b", "len_enc": "bcd", "len_type": variable, "max_len": length,
            "desc": ""}


SPEC = {
    "h": _bytes(11), "t": _digits(4), "p": _bytes(8), "1": _bytes(8),
    "2": _digits(19, 1), "3": _digits(6), "4": _digits(12), "11": _digits(6), "12": _digits(6),
    "13": _digits(4), "14": _digits(4), "15": _digits(4), "22": _digits(3), "25": _digits(2),
    "26": _digits(2), "32": _digits(11, 1), "35": _digits(37, 1), "37": _text(12),
    "38": _text(6), "39": _text(2), "41": _text(8), "42": _text(15), "44": _text(25, 1),
    "48": _digits(322, 2),
    "49": _text(3), "52": _bytes(8), "53": _digits(16), "54": _text(20, 2),
    "59": _text(600, 2), "60": _digits(17, 2), "61": _digits(29, 2), "62": _bytes(512, 2),
    "63": _text(163, 2), "64": _bytes(8),
}


def card(bin6="622202", digits=19, account=1):
    """A test card: a real range, an account of zeros, the right check digit."""
    body = bin6 + str(account).zfill(digits - 7)
    total = 0
    for place, digit in enumerate(int(one) for one in reversed(body)):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled - 9 if 9 < doubled else doubled
    return body + str(-total % 10)


def cup_mac(key, data):
    """UnionPay's MAC ("ECB"): fold by XOR, hex, encrypt, XOR, encrypt, first 8 hex characters."""
    data += bytes(-len(data) % 8)
    folded = bytes(8)
    for at in range(0, len(data), 8):
        folded = bytes(a ^ b for a, b in zip(folded, data[at:at + 8]))
    text = folded.hex().upper().encode()
    block = des.encrypt_tdes_ecb(key, text[:8])
    block = des.encrypt_tdes_ecb(key, bytes(a ^ b for a, b in zip(block, text[8:])))
    return block.hex().upper().encode()[:8]


def terminal_data(serial, place, pan=None, device="04"):
    """F59: tag A2 with device type, serial number, random factor, program version, place."""
    parts = [("01", device), ("02", serial)]
    if pan:
        parts.append(("03", pan[-6:]))
    parts.append(("05", "WIRE0001"))
    if place:
        latitude, longitude = place["latitude_e6"], place["longitude_e6"]
        parts.append(("06", f"{latitude / 1e6:+.6f}/{longitude / 1e6:+.5f}"))
    inner = "".join(f"{tag}{len(value):03}{value}" for tag, value in parts)
    return f"A2{len(inner):03}{inner}"


class Line:
    """A connection: frames of two length bytes, big-endian."""

    def __init__(self, timeout=30):
        host, port = os.environ.get("POS_ADDRESS", "127.0.0.1:8583").rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout)

    def send(self, raw):
        """Sends one frame."""
        self.socket.sendall(struct.pack(">H", len(raw)) + raw)

    def receive(self):
        """The next frame; None at the end of the stream."""
        head = self._exactly(2)
        return None if head is None else self._exactly(struct.unpack(">H", head)[0])

    def _exactly(self, count):
        data = b""
        while len(data) < count:
            some = self.socket.recv(count - len(data))
            if not some:
                return None
            data += some
        return data

    def close(self):
        """Hangs up."""
        self.socket.close()


class Till:
    """One terminal: its numbers, its keys, its trace numbers."""

    def __init__(self, facts, line=None):
        self.merchant, self.terminal = facts["merchant_code"], facts["terminal_code"]
        self.serial, self.place = facts["serial"], facts.get("place")
        self.tmk = bytes.fromhex(facts["tmk"])
        self.line = line or Line()
        self.pik = self.mak = None
        self.batch = 0
        self._trace = itertools.count(1)

    def trace(self):
        """The next trace number (F11)."""
        return f"{next(self._trace):06}"

    def exchange(self, mti, fields, mac=True):
        """Sends a message and gives its answer as a dictionary.

        `mac`: True for the right one, False for none, bytes for these.
        """
        self.line.send(self.raw(mti, fields, mac))
        return self.answer(mti, fields["11"])

    def raw(self, mti, fields, mac=True):
        """The bytes of a message."""
        message = {"h": HEADER, "t": mti, "41": self.terminal, "42": self.merchant, **fields}
        if mac is False:
            return bytes(iso8583.encode(message, SPEC)[0])
        raw = bytes(iso8583.encode({**message, "64": "00" * 8}, SPEC)[0])
        seal = cup_mac(self.mak, raw[11:-8]) if mac is True else mac
        return raw[:-8] + seal

    def answer(self, mti, trace):
        """The answer to the request of that type and trace number; others are passed over."""
        wanted = f"{mti[:2]}{int(mti[2]) + 1}0"
        for _ in range(20):
            raw = self.line.receive()
            assert raw is not None, "the front hung up"
            decoded = self.decode(raw)
            if decoded["t"] == wanted and decoded.get("11") == trace:
                return decoded
        raise AssertionError(f"no {wanted} {trace} among 20 answers")

    def decode(self, raw):
        """An answer. A MAC, where there is one, must hold; a yes to money must have one."""
        decoded = iso8583.decode(raw, SPEC)[0]
        if "64" in decoded:
            good = cup_mac(self.mak, raw[11:-8]) == raw[-8:]
            assert good, f"the MAC of the answer {decoded['t']} {decoded['39']} does not hold"
        money = decoded["t"][1] in "24"
        assert "64" in decoded or not (money and decoded["39"] == "00"), "a yes without a MAC"
        return decoded

    def sign_in(self):
        """0800 with F60.3 = 003 (double-length keys); checks both keys by their check values."""
        answer = self.exchange("0800", {
            "11": self.trace(), "60": f"00{self.batch:06}003", "63": "001",
            "59": terminal_data(self.serial, None)}, mac=False)
        if answer["39"] == "00":
            block = bytes.fromhex(answer["62"])
            assert len(block) == 40, f"a key block of {len(block)} bytes"
            self.pik, self.mak = self._key(block[:20]), self._key(block[20:])
            self.batch = int(answer["60"][2:8])
        return answer

    def _key(self, part):
        key = des.decrypt_tdes_ecb(self.tmk, part[:16])
        assert des.generate_kcv(key, 4) == part[16:], "the check value of a key differs"
        return key

    def line_message(self, action):
        """0820: 301 echo, 002 sign-off."""
        return self.exchange("0820", {
            "11": self.trace(), "60": f"00{self.batch:06}{action}"}, mac=False)

    def request(self, kind, processing, pan, **more):
        """Fields that every request about a card has; `kind` is F60.1."""
        return {"3": processing, "11": self.trace(), "25": "00", "49": "156",
                "59": terminal_data(self.serial, self.place, pan),
                "60": f"{kind}{self.batch:06}00060", **more}

    def sale(self, fen, pan=None, pin="123456"):
        """Fields of a purchase with a swiped card; with its PIN under the PIN key, if any."""
        pan = pan or card()
        fields = self.request("22", "000000", pan)
        fields |= {"4": f"{fen:012}", "22": "022", "35": f"{pan}D301222000000000"}
        if pin:
            fields |= {"22": "021", "26": "06", **self.pin(pin, pan)}
        return fields

    def balance(self, pan=None):
        """Fields of a balance query."""
        pan = pan or card()
        return self.request("01", "310000", pan, **{
            "22": "021", "35": f"{pan}D301222000000000", "26": "06", **self.pin("123456", pan)})

    def preauth(self, fen, pan=None):
        """Fields of a pre-authorisation (0100) with a swiped card."""
        pan = pan or card()
        return self.request("10", "030000", pan) | {
            "25": "06", "4": f"{fen:012}", "22": "021", "35": f"{pan}D301222000000000",
            "26": "06", **self.pin("123456", pan)}

    def code_sale(self, fen, code):
        """Fields of a purchase by a scanned code: F59 A3 beside A2."""
        fields = self.request("22", "000000", code) | {"4": f"{fen:012}", "22": "032"}
        return fields | {"59": fields["59"] + f"A3{len(code):03}{code}"}

    def settlement(self, debit, credit):
        """Fields of 0500: amount and count of debits and of credits, of domestic cards."""
        half = f"{debit[0]:012}{debit[1]:03}{credit[0]:012}{credit[1]:03}0"
        return {"11": self.trace(), "48": half + "0" * 31, "49": "156",
                "60": f"00{self.batch:06}201"}

    def upload(self, records):
        """Fields of 0320: trace, card and amount of up to eight payments."""
        text = "".join(f"00{trace}{pan:0>20}{fen:012}" for trace, pan, fen in records)
        return {"11": self.trace(), "48": f"{len(records):02}{text}", "49": "156",
                "60": f"00{self.batch:06}201"}

    def upload_end(self, count):
        """Fields of the 0320 that ends an upload."""
        return {"11": self.trace(), "48": f"{count:04}", "60": f"00{self.batch:06}202"}

    def undo(self, kind, sale, fen, answer):
        """Fields of what follows a payment, keyed in from its slip: a void (F60.1 23) or refund
        (25), a pre-authorisation void (11), completion (20) or completion void (21)."""
        pan = sale["35"].split("D")[0] if "35" in sale else sale["2"]
        fields = self.request(kind, "000000" if kind == "20" else "200000", pan)
        fields |= {"25": "06"} if kind in ("11", "20", "21") else {}
        fields |= {"2": pan, "4": f"{fen:012}", "14": "3012", "22": "012",
                   "61": f"{sale['60'][2:8]}{sale['11']}{answer['13']}"}
        fields |= {number: answer[number] for number in ("37", "38") if number in answer}
        return fields | ({"63": "000"} if kind == "25" else {})

    def reversal(self, sale, reason="98"):
        """Fields of the reversal of a sale; 98: no answer in time."""
        kept = ("3", "4", "11", "22", "25", "49", "59", "60")
        pan = sale["35"].split("D")[0]
        return {**{number: sale[number] for number in kept}, "2": pan, "39": reason}

    def pin(self, digits, pan):
        """F52 and F53: ISO 9564 format 0 under the double-length PIN key."""
        block = pinblock.encode_pinblock_iso_0(digits, pan)
        return {"52": des.encrypt_tdes_ecb(self.pik, block).hex().upper(),
                "53": "2600000000000000"}

    def approved_sale(self, fen):
        """A sale that is approved, with its answer."""
        return self.approved("0200", lambda: self.sale(fen))

    def approved(self, mti, make):
        """A request that is approved, with its answer: the demo's hosts decline some by chance."""
        for _ in range(8):
            fields = make()
            answer = self.exchange(mti, fields)
            if answer["39"] == "00":
                return fields, answer
            time.sleep(0.1)
        raise AssertionError(f"eight times {mti} was refused, last with {answer['39']}")
