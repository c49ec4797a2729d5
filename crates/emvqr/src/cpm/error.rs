//! What can be wrong with a consumer's code, told so that the maker of a wallet finds the byte.

use std::fmt;

/// Why a text is no consumer code: where and by which rule. Never repeats a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}, {path}: {rule}")]
pub struct Error {
    /// Which data object.
    pub path: Path,
    /// Bytes before the place, after base64 is taken away; for [`Rule::Base64`] characters.
    pub offset: usize,
    /// What it breaks.
    pub rule: Rule,
}

/// A data object by its tags from the outside in, as in `61.57`; none is the whole code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Path {
    tags: [u32; 3],
}

impl Path {
    /// The code as a whole.
    pub const ROOT: Path = Path { tags: [0; 3] };

    /// The object one level further in; there are three.
    #[must_use]
    pub const fn then(self, tag: u32) -> Path {
        match self.tags {
            [0, _, _] => Path { tags: [tag, 0, 0] },
            [outer, 0, _] => Path { tags: [outer, tag, 0] },
            [outer, middle, _] => Path { tags: [outer, middle, tag] },
        }
    }

    /// The tags, from the outside in.
    pub fn tags(&self) -> impl Iterator<Item = u32> {
        self.tags.into_iter().filter(|tag| *tag != 0)
    }

    pub(crate) const fn at(self, offset: usize, rule: Rule) -> Error {
        Error { path: self, offset, rule }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags: Vec<String> = self.tags().map(|tag| format!("{tag:02X}")).collect();
        if tags.is_empty() { write!(f, "the code") } else { f.write_str(&tags.join(".")) }
    }
}

/// The rule a code breaks. Lengths are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Not base64 with its padding.
    Base64,
    /// Above [`super::MOST_BYTES`].
    Big { bytes: usize, most: usize },
    /// The bytes end inside a tag or a length.
    Cut,
    /// A tag of more than 3 bytes, or one that is 0.
    Tag,
    /// A length is in its shortest form and at most 65,535.
    Length,
    /// The bytes end before the value does.
    Short { needs: usize, has: usize },
    /// Templates inside templates, more than three deep.
    Deep,
    /// The same tag twice in one template.
    Repeated,
    /// Tag 85 begins a code.
    NotFirst,
    /// The version is `CPV01`.
    Version,
    /// A mandatory object is not there.
    Missing,
    /// Fewer or more bytes than the object may have.
    Size { bytes: usize, least: usize, most: usize },
    /// Digits packed two a byte, filled with F.
    Digits,
    /// Track 2: a number, D, an expiry, a service code, filled with F.
    Track,
    /// Printable ASCII.
    Characters,
}

impl Rule {
    /// A stable word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Rule::Base64 => "base64",
            Rule::Big { .. } => "big",
            Rule::Cut => "cut",
            Rule::Tag => "tag",
            Rule::Length => "length",
            Rule::Short { .. } => "short",
            Rule::Deep => "deep",
            Rule::Repeated => "repeated",
            Rule::NotFirst => "not_first",
            Rule::Version => "version",
            Rule::Missing => "missing",
            Rule::Size { .. } => "size",
            Rule::Digits => "digits",
            Rule::Track => "track",
            Rule::Characters => "characters",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Rule::Base64 => write!(f, "the text is not base64 with its padding"),
            Rule::Big { bytes, most } => write!(f, "{bytes} bytes are above {most}"),
            Rule::Cut => write!(f, "a tag or a length is cut off"),
            Rule::Tag => write!(f, "a tag is one to three bytes and not 00"),
            Rule::Length => write!(f, "a length is in its shortest form and at most 65535"),
            Rule::Short { needs, has } => write!(f, "needs {needs} bytes, {has} are left"),
            Rule::Deep => write!(f, "more than three templates inside each other"),
            Rule::Repeated => write!(f, "is there twice"),
            Rule::NotFirst => write!(f, "the first object is 85"),
            Rule::Version => write!(f, "the version is CPV01"),
            Rule::Missing => write!(f, "is not there"),
            Rule::Size { bytes, least, most } => {
                write!(f, "{bytes} bytes, wants {least} to {most}")
            }
            Rule::Digits => write!(f, "wants digits, two a byte, filled with F"),
            Rule::Track => {
                write!(f, "wants a number, D, an expiry and a service code, filled with F")
            }
            Rule::Characters => write!(f, "wants printable ASCII"),
        }
    }
}
