//! Papers 单据: what is handed out as PDF, in Chinese and Latin letters.
//!
//! A [`Table`] is a title, facts in pairs, and rows under heads that are repeated on every page of
//! A4 turned sideways; it says how it looks, not where things stand. A [`Face`] is the font, which
//! must have the letters of both scripts: [`Face::installed`] finds the one of Debian's package
//! `fonts-noto-cjk`. Only the letters that are used go into the file.
//!
//! Lengths are points, 72 to the inch, from the upper left corner.

mod face;
mod table;

pub use face::{Face, NoFont};
pub use table::{Broken, Column, Table};
