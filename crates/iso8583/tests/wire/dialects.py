"""The two UnionPay dialects as specifications of pyiso8583, written apart from ours."""


def _bcd(length, right=False):
    side = {"left_pad": "0"} if right else {"right_pad": "0"}
    return {"data_enc": "b", "len_enc": "bcd", "len_type": 0, "max_len": length,
            "len_count": "nibbles", **side, "desc": ""}


def _bcd_variable(len_type, most):
    return {"data_enc": "b", "len_enc": "bcd", "len_type": len_type, "max_len": most,
            "len_count": "nibbles", "right_pad": "0", "desc": ""}


def _text(length, enc="gbk"):
    return {"data_enc": enc, "len_enc": "bcd", "len_type": 0, "max_len": length, "desc": ""}


def _text_variable(len_type, most, len_enc="bcd"):
    return {"data_enc": "gbk", "len_enc": len_enc, "len_type": len_type, "max_len": most,
            "desc": ""}


def _binary(length):
    return {"data_enc": "b", "len_enc": "bcd", "len_type": 0, "max_len": length, "desc": ""}


def _binary_variable(len_type, most, len_enc="bcd"):
    return {"data_enc": "b", "len_enc": len_enc, "len_type": len_type, "max_len": most,
            "desc": ""}


POS = {
    "h": _binary(11), "t": _bcd(4), "p": _binary(8), "1": _binary(8),
    "2": _bcd_variable(1, 19), "3": _bcd(6), "4": _bcd(12), "11": _bcd(6), "12": _bcd(6),
    "13": _bcd(4), "14": _bcd(4), "15": _bcd(4), "22": _bcd(3), "23": _bcd(3, right=True),
    "25": _bcd(2), "26": _bcd(2), "32": _bcd_variable(1, 11), "35": _bcd_variable(1, 37),
    "36": _bcd_variable(2, 104), "37": _text(12), "38": _text(6), "39": _text(2), "41": _text(8),
    "42": _text(15), "43": _text(40), "44": _text_variable(1, 25), "46": _text_variable(2, 999),
    "48": _bcd_variable(2, 322), "49": _text(3), "52": _binary(8), "53": _bcd(16),
    "54": _text_variable(2, 20), "55": _binary_variable(2, 255), "56": _text_variable(2, 255),
    "57": _text_variable(2, 100), "58": _text_variable(2, 100), "59": _text_variable(2, 600),
    "60": _bcd_variable(2, 17), "61": _bcd_variable(2, 29), "62": _binary_variable(2, 512),
    "63": _text_variable(2, 163), "64": _binary(8),
}

_ASCII_FIXED = {
    3: 6, 4: 12, 5: 12, 6: 12, 7: 10, 9: 8, 10: 8, 11: 6, 12: 6, 13: 4, 14: 4, 15: 4, 16: 4,
    18: 4, 19: 3, 22: 3, 23: 3, 25: 2, 26: 2, 37: 12, 38: 6, 39: 2, 41: 8, 42: 15, 43: 40,
    49: 3, 50: 3, 51: 3, 53: 16, 66: 1, 70: 3, 74: 10, 82: 12, 86: 16, 90: 42, 95: 42, 97: 17,
}
_ASCII_LL = {2: 19, 32: 11, 33: 11, 35: 37, 44: 25, 45: 79, 99: 11, 100: 11, 102: 28, 103: 28}
_ASCII_LLL = (36, 48, 54, 56, 57, 58, 59, 60, 61, 62, 63, 104, 113, 116, 117, 121, 122, 123, 126)

ASCII = {"h": _binary(46), "t": _text(4, "ascii"), "p": _binary(8), "1": _binary(8),
         "52": _binary(8), "55": _binary_variable(3, 255, "ascii"), "96": _binary(8),
         "128": _binary(8)}
ASCII |= {str(number): _text(length) for number, length in _ASCII_FIXED.items()}
ASCII |= {str(number): _text_variable(2, most, "ascii") for number, most in _ASCII_LL.items()}
ASCII |= {str(number): _text_variable(3, 999, "ascii") for number in _ASCII_LLL}


def is_digits(spec, number):
    """True of a field that holds 0 to 9 only."""
    if spec is POS:
        return "len_count" in spec[number] and number not in ("35", "36")
    return int(number) in {2, 32, 33, 99, 100} | (set(_ASCII_FIXED) - {37, 38, 39, 41, 42, 43,
                                                                      49, 50, 51, 95, 97})
