//! `build-info.json`: what was built, from what, by which version. The same site gives the same bytes, so it holds no
//! time stamp; it lists every other file with its size and SHA-256 (FIPS 180-4), so that anyone can prove a copy whole.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Its path in the site. It is written last and removed first: where it stands, the site is whole.
pub const BUILD_INFO: &str = "build-info.json";

const GENERATOR: &str = "ctf-site ";

/// Size and SHA-256 of one file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct FileRecord {
    /// Length in bytes.
    pub bytes: u64,
    #[serde(deserialize_with = "from_hex")]
    pub sha256: [u8; 32],
}

impl FileRecord {
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            sha256: Sha256::digest(bytes).into(),
        }
    }
}

/// The text of `build-info.json`: one file a line, in the order of the paths, so that two builds compare well.
pub(super) fn render(version: &str, source_commit: Option<&str>, files: &BTreeMap<String, FileRecord>) -> String {
    let mut text = String::with_capacity(128 + files.len() * 160);
    text.push_str("{\n  \"generator\": ");
    text.push_str(&json(&format!("{GENERATOR}{version}")));
    text.push_str(",\n  \"source_commit\": ");
    text.push_str(&json(&source_commit));
    text.push_str(",\n  \"files\": {");
    for (index, (path, record)) in files.iter().enumerate() {
        text.push_str(if index == 0 { "\n    " } else { ",\n    " });
        text.push_str(&json(path));
        let _ = write!(text, ": {{\"bytes\": {}, \"sha256\": \"", record.bytes);
        for byte in record.sha256 {
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
        text.push_str("\"}");
    }
    text.push_str(if files.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
    text
}

/// The files that a `build-info.json` lists; `None` where the text is not one of ours. A list that this version cannot
/// read counts as empty: the folder is ours all the same, there is just nothing in it to keep.
pub(super) fn parse(text: &[u8]) -> Option<BTreeMap<String, FileRecord>> {
    #[derive(Deserialize)]
    struct Whole {
        generator: String,
        files: BTreeMap<String, FileRecord>,
    }
    #[derive(Deserialize)]
    struct Mark {
        generator: String,
    }
    let (generator, files) = match serde_json::from_slice::<Whole>(text) {
        Ok(whole) => (whole.generator, whole.files),
        Err(_) => (serde_json::from_slice::<Mark>(text).ok()?.generator, BTreeMap::new()),
    };
    let version = generator.strip_prefix(GENERATOR)?;
    version
        .starts_with(|first: char| first.is_ascii_digit())
        .then_some(files)
}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn json<T: Serialize>(value: &T) -> String {
    // Strings and options of strings always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

fn from_hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != 32 || !rest.is_empty() {
        return Err(D::Error::custom("a SHA-256 has 64 hexadecimal digits"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(pairs) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            return Err(D::Error::custom("a SHA-256 is written in hexadecimal digits"));
        };
        *byte = (high * 16 + low) as u8;
    }
    Ok(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_it_was_and_reads_back() {
        let files = BTreeMap::from([
            ("a \"quoted\".html".to_owned(), FileRecord::of(b"")),
            ("index.html".to_owned(), FileRecord::of(b"abc")),
        ]);
        let text = render("0.1.0", Some("c0ffee"), &files);
        assert_eq!(
            text,
            r#"{
  "generator": "ctf-site 0.1.0",
  "source_commit": "c0ffee",
  "files": {
    "a \"quoted\".html": {"bytes": 0, "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    "index.html": {"bytes": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
  }
}
"#
        );
        assert_eq!(parse(text.as_bytes()), Some(files));
        assert!(render("0.1.0", None, &BTreeMap::new()).contains("\"source_commit\": null"));
    }

    #[test]
    fn only_our_generator_makes_a_folder_ours() {
        for foreign in [
            r#"{"generator": "Hugo 0.150"}"#,
            r#"{"generator": "ctf-site"}"#,
            r#"{"generator": "ctf-site of someone"}"#,
            r#"{"build": {"artifact": "spring"}}"#,
            "",
        ] {
            assert_eq!(parse(foreign.as_bytes()), None, "{foreign}");
        }
    }

    #[test]
    fn a_list_in_another_form_keeps_nothing_but_is_ours() {
        for other in [
            r#"{"generator": "ctf-site 9.0.0", "files": ["index.html"]}"#,
            r#"{"generator": "ctf-site 9.0.0", "files": {"x": {"bytes": 1, "sha256": "zz"}}}"#,
            r#"{"generator": "ctf-site 9.0.0"}"#,
        ] {
            assert_eq!(parse(other.as_bytes()), Some(BTreeMap::new()), "{other}");
        }
    }
}
