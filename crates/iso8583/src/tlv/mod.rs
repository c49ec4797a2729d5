//! Tags inside a field: the terminal data of field 59 and the chip data of field 55.

pub mod ber;
pub mod terminal;
