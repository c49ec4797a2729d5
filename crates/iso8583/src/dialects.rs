//! The two dialects as tables.
//!
//! A length is what is *read*: where hosts in the field send more than the standard allows, the
//! table says what the length before the field can say, and the name says the standard's limit.
//! Fields that the standard does not use have the shape ISO 8583:1987 gives them, in the encoding
//! of the dialect, so that a message is readable when a host uses one.

use crate::encoding::Encoding::{Bcd, Binary, Digits, Nibbles, Text};
use crate::field::Field;
use crate::prefix::Prefix::{AsciiLl, AsciiLll, BcdLl, BcdLll};
use crate::spec::{Fields, HeaderKind, Spec};

pub(crate) static POS: Spec = Spec { name: "pos", header: HeaderKind::Pos, fields: pos_fields() };

pub(crate) static ASCII: Spec =
    Spec { name: "ascii", header: HeaderKind::Cups, fields: ascii_fields() };

const fn n(length: usize, name: &'static str) -> Option<Field> {
    Some(Field::fixed(Bcd, length, name))
}

const fn an(length: usize, name: &'static str) -> Option<Field> {
    Some(Field::fixed(Text, length, name))
}

const fn b(bytes: usize, name: &'static str) -> Option<Field> {
    Some(Field::fixed(Binary, bytes, name))
}

const fn n_ll(most: usize, name: &'static str) -> Option<Field> {
    Some(Field::variable(Bcd, BcdLl, most, name))
}

const fn n_lll(most: usize, name: &'static str) -> Option<Field> {
    Some(Field::variable(Bcd, BcdLll, most, name))
}

const fn ans_ll(name: &'static str) -> Option<Field> {
    Some(Field::variable(Text, BcdLl, 99, name))
}

const fn ans_lll(name: &'static str) -> Option<Field> {
    Some(Field::variable(Text, BcdLll, 9999, name))
}

/// §2.1 of the POS terminal specification: numbers in BCD, lengths in BCD, text in GBK.
const fn pos_fields() -> Fields {
    let mut f = [None; 129];
    f[2] = n_ll(19, "card number");
    f[3] = n(6, "processing code");
    f[4] = n(12, "amount");
    f[5] = n(12, "settlement amount");
    f[6] = n(12, "billing amount");
    f[7] = n(10, "transmission time MMDDhhmmss");
    f[8] = n(8, "billing fee");
    f[9] = n(8, "settlement rate");
    f[10] = n(8, "billing rate");
    f[11] = n(6, "trace number");
    f[12] = n(6, "local time hhmmss");
    f[13] = n(4, "local date MMDD");
    f[14] = n(4, "expiry YYMM");
    f[15] = n(4, "settlement date MMDD");
    f[16] = n(4, "conversion date MMDD");
    f[17] = n(4, "capture date MMDD");
    f[18] = n(4, "merchant type");
    f[19] = n_right(3, "acquirer country");
    f[20] = n_right(3, "card country");
    f[21] = n_right(3, "forwarding country");
    f[22] = n(3, "entry mode");
    f[23] = n_right(3, "card sequence number");
    f[24] = n_right(3, "network identifier");
    f[25] = n(2, "condition code");
    f[26] = n(2, "PIN capture code");
    f[27] = n(1, "authorisation code length");
    f[28] = an(9, "transaction fee");
    f[29] = an(9, "settlement fee");
    f[30] = an(9, "processing fee");
    f[31] = an(9, "settlement processing fee");
    f[32] = n_ll(11, "acquirer");
    f[33] = n_ll(11, "forwarder");
    pos_from_34(f)
}

const fn pos_from_34(mut f: Fields) -> Fields {
    f[34] = ans_ll("extended card number, ans..28");
    // n..37 and n...104 by the standard; a ciphered track fills whole blocks.
    f[35] = Some(Field::variable(Nibbles, BcdLl, 48, "track 2"));
    f[36] = Some(Field::variable(Nibbles, BcdLll, 112, "track 3"));
    f[37] = an(12, "retrieval reference number");
    f[38] = an(6, "authorisation code");
    f[39] = an(2, "response code");
    f[40] = an(3, "service restriction");
    f[41] = an(8, "terminal number");
    f[42] = an(15, "merchant number");
    f[43] = an(40, "merchant name");
    f[44] = ans_ll("additional response, an..25");
    f[45] = ans_ll("track 1, an..76");
    f[46] = ans_lll("additional data 46");
    f[47] = ans_lll("additional data 47");
    // n...322 by the standard; settlement totals, batch records.
    f[48] = Some(Field::variable(Nibbles, BcdLll, 999, "additional data 48, n...322"));
    f[49] = an(3, "currency");
    f[50] = an(3, "settlement currency");
    f[51] = an(3, "billing currency");
    f[52] = b(8, "PIN block");
    f[53] = n(16, "security control");
    f[54] = ans_lll("balance, an...20");
    f[55] = Some(Field::variable(Binary, BcdLll, 9999, "chip data, b...255"));
    f[56] = ans_lll("additional data 56");
    f[57] = ans_lll("additional data 57, ans...100");
    f[58] = ans_lll("electronic cash data, ans...100");
    f[59] = ans_lll("terminal and code data, ans...600");
    f[60] = n_lll(999, "type, batch, network management, n...17");
    f[61] = n_lll(999, "original batch, trace, date, n...29");
    f[62] = Some(Field::variable(Binary, BcdLll, 9999, "keys, parameters, b...512"));
    f[63] = ans_lll("operator and text, ans...163");
    f[64] = b(8, "MAC");
    f[65] = b(8, "third bitmap");
    pos_second_half(f)
}

const fn n_right(length: usize, name: &'static str) -> Option<Field> {
    Some(Field::fixed(Bcd, length, name).right_aligned())
}

/// Not in the POS specification; the shapes of ISO 8583:1987 in BCD.
const fn pos_second_half(mut f: Fields) -> Fields {
    f[66] = n_right(1, "settlement code");
    f[67] = n(2, "extended payment code");
    f[68] = n_right(3, "receiver country");
    f[69] = n_right(3, "settlement country");
    f[70] = n_right(3, "network management code");
    f[71] = n(4, "message number");
    f[72] = n(4, "last message number");
    f[73] = n(6, "action date YYMMDD");
    let mut i = 74;
    while i <= 81 {
        f[i] = n(10, "number of transactions");
        i += 1;
    }
    while i <= 85 {
        f[i] = n(12, "fee total");
        i += 1;
    }
    while i <= 89 {
        f[i] = n(16, "amount total");
        i += 1;
    }
    f[90] = n(42, "original data");
    f[91] = an(1, "file update code");
    f[92] = an(2, "file security code");
    f[93] = n_right(5, "response indicator");
    f[94] = an(7, "service indicator");
    f[95] = an(42, "replacement amounts");
    f[96] = b(8, "new key");
    f[97] = an(17, "net settlement amount");
    f[98] = an(25, "payee");
    f[99] = n_ll(11, "settlement institution");
    f[100] = n_ll(11, "receiver");
    f[101] = ans_ll("file name");
    f[102] = ans_ll("account 1, ans..28");
    f[103] = ans_ll("account 2, ans..28");
    i = 104;
    while i <= 127 {
        f[i] = ans_lll("additional data");
        i += 1;
    }
    f[128] = b(8, "MAC");
    f
}

const fn d(length: usize, name: &'static str) -> Option<Field> {
    Some(Field::fixed(Digits, length, name))
}

const fn d_ll(most: usize, name: &'static str) -> Option<Field> {
    Some(Field::variable(Digits, AsciiLl, most, name))
}

const fn t_ll(name: &'static str) -> Option<Field> {
    Some(Field::variable(Text, AsciiLl, 99, name))
}

const fn t_lll(name: &'static str) -> Option<Field> {
    Some(Field::variable(Text, AsciiLll, 999, name))
}

/// §2.2. Assumed from ISO 8583:1987 where the public texts say nothing: lengths are 2 and 3 ASCII
/// digits, numbers are ASCII digits, 52, 55, 64, 65 and 96 are binary, amounts with a sign (28 to
/// 31, 97) are text, and 104 to 127 are LLLVAR text.
const fn ascii_fields() -> Fields {
    let mut f = [None; 129];
    f[2] = d_ll(19, "card number");
    f[3] = d(6, "processing code");
    f[4] = d(12, "amount");
    f[5] = d(12, "settlement amount");
    f[6] = d(12, "billing amount");
    f[7] = d(10, "transmission time MMDDhhmmss");
    f[8] = d(8, "billing fee");
    f[9] = d(8, "settlement rate");
    f[10] = d(8, "billing rate");
    f[11] = d(6, "trace number");
    f[12] = d(6, "local time hhmmss");
    f[13] = d(4, "local date MMDD");
    f[14] = d(4, "expiry YYMM");
    f[15] = d(4, "settlement date MMDD");
    f[16] = d(4, "conversion date MMDD");
    f[17] = d(4, "capture date MMDD");
    f[18] = d(4, "merchant type");
    f[19] = d(3, "acquirer country");
    f[20] = d(3, "card country");
    f[21] = d(3, "forwarding country");
    f[22] = d(3, "entry mode");
    f[23] = d(3, "card sequence number");
    f[24] = d(3, "network identifier");
    f[25] = d(2, "condition code");
    f[26] = d(2, "PIN capture code");
    f[27] = d(1, "authorisation code length");
    f[28] = an(9, "transaction fee");
    f[29] = an(9, "settlement fee");
    f[30] = an(9, "processing fee");
    f[31] = an(9, "settlement processing fee");
    f[32] = d_ll(11, "acquirer");
    f[33] = d_ll(11, "forwarder");
    ascii_from_34(f)
}

const fn ascii_from_34(mut f: Fields) -> Fields {
    f[34] = t_ll("extended card number, ans..28");
    f[35] = t_ll("track 2, z..37");
    f[36] = t_lll("track 3, z...104");
    f[37] = an(12, "retrieval reference number");
    f[38] = an(6, "authorisation code");
    f[39] = an(2, "response code");
    f[40] = an(3, "service restriction");
    f[41] = an(8, "terminal number");
    f[42] = an(15, "merchant number");
    f[43] = an(40, "merchant name");
    f[44] = t_ll("additional response, ans..25");
    f[45] = t_ll("track 1, z..79");
    f[46] = t_lll("additional data 46");
    f[47] = t_lll("additional data 47");
    f[48] = t_lll("additional data 48, ans...512");
    f[49] = an(3, "currency");
    f[50] = an(3, "settlement currency");
    f[51] = an(3, "billing currency");
    f[52] = b(8, "PIN block");
    f[53] = d(16, "security control");
    f[54] = t_lll("balance, an...40");
    f[55] = Some(Field::variable(Binary, AsciiLll, 999, "chip data, b...255"));
    f[56] = t_lll("additional data 56");
    f[57] = t_lll("additional data 57, ans...100");
    f[58] = t_lll("electronic cash data, ans...100");
    f[59] = t_lll("detail data, ans...600");
    f[60] = t_lll("reserved 60, ans...100");
    f[61] = t_lll("cardholder identity, ans...200");
    f[62] = t_lll("switch data, ans...200");
    f[63] = t_lll("network data, ans...512");
    f[64] = b(8, "MAC");
    f[65] = b(8, "third bitmap");
    ascii_second_half(f)
}

const fn ascii_second_half(mut f: Fields) -> Fields {
    f[66] = d(1, "settlement code");
    f[67] = d(2, "extended payment code");
    f[68] = d(3, "receiver country");
    f[69] = d(3, "settlement country");
    f[70] = d(3, "network management code");
    f[71] = d(4, "message number");
    f[72] = d(4, "last message number");
    f[73] = d(6, "action date YYMMDD");
    let mut i = 74;
    while i <= 81 {
        f[i] = d(10, "number of transactions");
        i += 1;
    }
    while i <= 85 {
        f[i] = d(12, "fee total");
        i += 1;
    }
    while i <= 89 {
        f[i] = d(16, "amount total");
        i += 1;
    }
    f[90] = d(42, "original data");
    f[91] = an(1, "file update code");
    f[92] = an(2, "file security code");
    f[93] = an(5, "response indicator");
    f[94] = an(7, "service indicator");
    f[95] = an(42, "replacement amounts");
    f[96] = b(8, "new key");
    f[97] = an(17, "net settlement amount");
    f[98] = an(25, "payee");
    f[99] = d_ll(11, "settlement institution");
    f[100] = d_ll(11, "receiver");
    f[101] = t_ll("file name");
    f[102] = t_ll("account 1, ans..28");
    f[103] = t_ll("account 2, ans..28");
    i = 104;
    while i <= 127 {
        f[i] = t_lll("additional data");
        i += 1;
    }
    f[128] = b(8, "MAC");
    f
}
