//! The elements of HTML, and what a strict reader has to know of each.

/// Has neither content nor an end tag.
const VOID: u8 = 1;
/// Its start tag would close an open `p` (HTML §13.2.6.4.7).
const BLOCK: u8 = 2;
/// Its borders part words: what stands before and after it is never read as one word.
const BREAK: u8 = 4;
/// A block that parts words.
const BOX: u8 = BLOCK | BREAK;

macro_rules! elements {
    ($($variant:ident $name:literal $traits:expr;)*) => {
        /// An element by its name; what is not listed is `Other`, an inline element with an end tag.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Element { $($variant,)* Other }

        const TRAITS: &[u8] = &[$($traits,)* 0];
        const NAMES: &[&str] = &[$($name,)* ""];

        #[allow(non_upper_case_globals)]
        mod key { $(pub const $variant: u64 = super::pack($name.as_bytes());)* }

        /// By the first eight letters of the name.
        fn candidate(packed: u64) -> Element {
            match packed {
                $(key::$variant => Element::$variant,)*
                _ => Element::Other,
            }
        }
    };
}

elements! {
    A "a" 0; Address "address" BOX; Area "area" VOID; Article "article" BOX; Aside "aside" BOX; Audio "audio" BREAK;
    B "b" 0; Base "base" VOID; Blockquote "blockquote" BOX; Body "body" BREAK; Br "br" VOID | BREAK;
    Button "button" BREAK; Canvas "canvas" BREAK; Caption "caption" BREAK; Code "code" 0; Col "col" VOID;
    Colgroup "colgroup" BREAK; Datalist "datalist" BREAK; Dd "dd" BREAK; Details "details" BOX; Dialog "dialog" BOX;
    Div "div" BOX; Dl "dl" BOX; Dt "dt" BREAK; Em "em" 0; Embed "embed" VOID | BREAK; Fieldset "fieldset" BOX;
    Figcaption "figcaption" BOX; Figure "figure" BOX; Footer "footer" BOX; Form "form" BOX; H1 "h1" BOX; H2 "h2" BOX;
    H3 "h3" BOX; H4 "h4" BOX; H5 "h5" BOX; H6 "h6" BOX; Head "head" BREAK; Header "header" BOX; Hgroup "hgroup" BOX;
    Hr "hr" VOID | BOX; Html "html" BREAK; I "i" 0; Iframe "iframe" BREAK; Image "image" 0; Img "img" VOID | BREAK;
    Input "input" VOID | BREAK; Label "label" 0; Legend "legend" BREAK; Li "li" BREAK; Link "link" VOID;
    Main "main" BOX; Math "math" BREAK; Menu "menu" BOX; Meta "meta" VOID; Meter "meter" BREAK; Nav "nav" BOX;
    Object "object" BREAK; Ol "ol" BOX; Optgroup "optgroup" BREAK; Option "option" BREAK; P "p" BOX; Pre "pre" BOX;
    Progress "progress" BREAK; Script "script" 0; Search "search" BOX; Section "section" BOX; Select "select" BREAK;
    Source "source" VOID; Span "span" 0; Strong "strong" 0; Style "style" 0; Summary "summary" BOX; Svg "svg" BREAK;
    SvgText "text" BREAK; Table "table" BOX; Tbody "tbody" BREAK; Td "td" BREAK; Template "template" BREAK;
    Textarea "textarea" BREAK; Tfoot "tfoot" BREAK; Th "th" BREAK; Thead "thead" BREAK; Title "title" BREAK;
    Tr "tr" BREAK; Track "track" VOID; Ul "ul" BOX; Use "use" 0; Video "video" BREAK; Wbr "wbr" VOID;
}

impl Element {
    /// By name, in any letter case.
    #[inline]
    pub fn of(name: &[u8]) -> Self {
        let element = candidate(pack(name));
        let known = element.name().len() == name.len()
            && (name.len() <= 8 || name.eq_ignore_ascii_case(element.name().as_bytes()));
        if known { element } else { Self::Other }
    }

    /// In lower case; empty for `Other`.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    pub fn is_void(self) -> bool {
        TRAITS[self as usize] & VOID != 0
    }

    pub fn closes_paragraph(self) -> bool {
        TRAITS[self as usize] & BLOCK != 0
    }

    pub fn parts_words(self) -> bool {
        TRAITS[self as usize] & BREAK != 0
    }

    /// Its content runs up to its end tag, whatever it looks like.
    pub fn is_raw(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Textarea | Self::Title)
    }

    /// 1 to 6 for a heading.
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }
}

/// The first eight letters as a number, in lower case (bit 5 makes ASCII letters small and leaves digits alone).
const fn pack(name: &[u8]) -> u64 {
    let mut packed = 0;
    let mut at = 0;
    while at < name.len() && at < 8 {
        packed = packed << 8 | (name[at] | 0x20) as u64;
        at += 1;
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_element_in_any_letter_case() {
        for (index, name) in NAMES.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            assert_eq!(Element::of(name.as_bytes()) as usize, index, "{name}");
            assert_eq!(Element::of(name.to_uppercase().as_bytes()) as usize, index, "{name}");
        }
    }

    #[test]
    fn unknown_and_longer_names_are_other() {
        for name in [
            "",
            "x-y",
            "blockquotes",
            "blockquoth",
            "ab",
            "textareas",
            "linearGradient",
        ] {
            assert_eq!(Element::of(name.as_bytes()), Element::Other, "{name}");
        }
    }
}
