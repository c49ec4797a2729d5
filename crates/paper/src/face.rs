//! The font.

use krilla::text::Font;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Where Debian's `fonts-noto-cjk` puts what is written in Chinese here.
const INSTALLED: &[&str] = &[
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJKsc-Regular.otf",
];
/// Most bytes of a font.
const BYTES_MAX: u64 = 64 << 20;
/// Faces of a collection that are looked at.
const FACES_MAX: u32 = 64;
/// How the simplified Chinese face of a collection is called at its end.
const SIMPLIFIED: &str = " SC";
/// What every face must have: a letter of each script that is written.
const NEEDED: [char; 3] = ['山', 'S', '¥'];

/// A font that has Chinese and Latin letters. Clones share it.
#[derive(Clone)]
pub struct Face(Arc<Inner>);

struct Inner {
    bytes: Arc<Vec<u8>>,
    index: u32,
    font: Font,
}

/// Why there is no font.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFont {
    /// Nothing is installed.
    #[error("no font for Chinese is installed: apt-get install fonts-noto-cjk")]
    NotInstalled,
    /// A file is no font, or one without the letters.
    #[error("{0} is no font with Chinese and Latin letters")]
    Unfit(String),
}

impl Face {
    /// The one that is installed on this machine; looked for once.
    ///
    /// # Errors
    /// When there is none.
    pub fn installed() -> Result<Face, NoFont> {
        static FOUND: OnceLock<Face> = OnceLock::new();
        if let Some(face) = FOUND.get() {
            return Ok(face.clone());
        }
        let path = INSTALLED.iter().map(Path::new).find(|path| path.is_file());
        let face = Face::read(path.ok_or(NoFont::NotInstalled)?)?;
        Ok(FOUND.get_or_init(|| face).clone())
    }

    /// Of a file: an OpenType font, or a collection with a simplified Chinese face.
    ///
    /// # Errors
    /// When the file is none.
    pub fn read(path: &Path) -> Result<Face, NoFont> {
        let unfit = || NoFont::Unfit(path.display().to_string());
        let small = path.metadata().is_ok_and(|about| about.len() <= BYTES_MAX);
        let bytes = small.then(|| std::fs::read(path).ok()).flatten();
        Face::new(bytes.ok_or_else(unfit)?).ok_or_else(unfit)
    }

    fn new(bytes: Vec<u8>) -> Option<Face> {
        let count = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1).min(FACES_MAX);
        let fits = |index: &u32| {
            let face = ttf_parser::Face::parse(&bytes, *index).ok();
            face.is_some_and(|face| NEEDED.iter().all(|one| face.glyph_index(*one).is_some()))
        };
        let simplified = |index: &u32| {
            let face = ttf_parser::Face::parse(&bytes, *index).ok();
            face.is_some_and(|face| {
                let mut names = face.names().into_iter();
                names.any(|name| name.to_string().is_some_and(|text| text.ends_with(SIMPLIFIED)))
            })
        };
        let index = (0..count).filter(fits).find(simplified).or((0..count).find(fits))?;
        let bytes = Arc::new(bytes);
        let font = Font::new(bytes.clone().into(), index)?;
        Some(Face(Arc::new(Inner { bytes, index, font })))
    }

    pub(crate) fn font(&self) -> Font {
        self.0.font.clone()
    }

    /// Widths of letters, for as long as they are asked for.
    pub(crate) fn ruler(&self) -> Option<Ruler<'_>> {
        let face = ttf_parser::Face::parse(&self.0.bytes, self.0.index).ok()?;
        Some(Ruler { face })
    }
}

/// How wide texts are.
pub struct Ruler<'a> {
    face: ttf_parser::Face<'a>,
}

impl Ruler<'_> {
    fn letter(&self, letter: char, size: f32) -> f32 {
        let glyph = self.face.glyph_index(letter);
        let wide = glyph.and_then(|glyph| self.face.glyph_hor_advance(glyph)).unwrap_or(0);
        f32::from(wide) * size / f32::from(self.face.units_per_em())
    }

    /// Width of a text.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.letter(letter, size)).sum()
    }

    /// A text in lines of at most `width`, broken between any two letters, as Chinese may be; what
    /// is more than `lines` ends in dots.
    pub fn lines(&self, text: &str, (width, size): (f32, f32), lines: usize) -> Vec<String> {
        let mut done: Vec<String> = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            let wide = self.letter(letter, size);
            if width < used + wide && !line.is_empty() {
                if done.len() + 1 == lines {
                    line.pop();
                    line.push('…');
                    done.push(line);
                    return done;
                }
                done.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(letter);
            used += wide;
        }
        done.push(line);
        done
    }
}
