//! Bytes of a foreign file → text, with a word on how they were read.

/// What Windows-1252 has where Latin-1 has control characters (Unicode's table `bestfit1252`).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// UTF-8 with or without a byte order mark, UTF-16, else Windows-1252, in which no byte is wrong.
pub fn text(bytes: &[u8]) -> Result<(String, Option<String>), String> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return text(rest);
    }
    let wide = |little: bool, rest: &[u8]| {
        let unit = |pair: &[u8]| match (little, pair) {
            (true, [a, b]) => u16::from_le_bytes([*a, *b]),
            (false, [a, b]) => u16::from_be_bytes([*a, *b]),
            _ => 0xFFFD,
        };
        let units = rest.chunks(2).map(unit);
        let decoded: Result<String, _> = char::decode_utf16(units).collect();
        let decoded = decoded.map_err(|_| "the file looks like UTF-16 but is not whole; save it as “CSV UTF-8”")?;
        Ok((decoded, Some("the file was read as UTF-16".to_owned())))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return wide(true, rest),
        [0xFE, 0xFF, rest @ ..] => return wide(false, rest),
        // A table begins with a plain letter, whose other half is then zero.
        [first, 0, ..] if *first != 0 => return wide(true, bytes),
        [0, second, ..] if *second != 0 => return wide(false, bytes),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let decoded = bytes.iter().map(|byte| match byte {
        0x80..=0x9F => WINDOWS[usize::from(*byte) - 0x80],
        _ => char::from(*byte),
    });
    let told = "the file is not UTF-8 and was read as Windows-1252: look whether letters such as é and ß are right, else save it as “CSV UTF-8”";
    Ok((decoded.collect(), Some(told.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_spreadsheets_write_is_read() {
        let plain = "name;city\nKöln – “A”;Zürich €\n";
        let wide: Vec<u16> = plain.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let windows = b"name;city\nK\xF6ln \x96 \x93A\x94;Z\xFCrich \x80\n";
        for bytes in [
            plain.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", plain.as_bytes()].concat(),
            [b"\xFF\xFE", little.as_slice()].concat(),
            [b"\xFE\xFF", big.as_slice()].concat(),
            little.clone(),
            windows.to_vec(),
        ] {
            assert_eq!(text(&bytes).unwrap().0, plain);
        }
        assert!(text(b"\xFF\xFEa").is_ok_and(|(text, _)| text.contains('\u{FFFD}')));
        assert!(text(b"\xFF\xFE\x00\xD8").is_err());
    }
}
