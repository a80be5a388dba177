//! P022: every element is closed, in order, and stands where HTML lets it stand.

use super::Element;

/// Deeper pages overflow the minifier's stack.
const DEEPEST: usize = 200;

/// The elements that are open.
#[derive(Debug, Default)]
pub(super) struct Nesting<'a> {
    open: Vec<(Element, &'a [u8])>,
    /// How many `svg` and `math` are open; inside them `/>` closes an element.
    foreign: u32,
}

impl<'a> Nesting<'a> {
    #[inline]
    pub fn open(&mut self, element: Element, name: &'a [u8], closed: bool) -> Result<(), String> {
        if element.closes_paragraph() && self.is_inside(Element::P) {
            return Err(format!(
                "a `<{}>` stands inside a `<p>`, which ends before it",
                text(name)
            ));
        }
        let interactive = matches!(element, Element::A | Element::Button | Element::Form);
        if interactive && self.open.iter().any(|(open, _)| *open == element) {
            return Err(format!("a `<{0}>` stands inside another `<{0}>`", text(name)));
        }
        if element.is_void() {
            return Ok(());
        }
        let foreign = self.foreign > 0 || matches!(element, Element::Svg | Element::Math);
        if closed && foreign {
            return Ok(());
        }
        if closed {
            return Err(format!(
                "`<{0}/>` does not close the element; write `<{0}></{0}>`",
                text(name)
            ));
        }
        if self.open.len() >= DEEPEST {
            return Err(format!("more than {DEEPEST} elements stand inside each other"));
        }
        self.foreign += u32::from(matches!(element, Element::Svg | Element::Math));
        self.open.push((element, name));
        Ok(())
    }

    #[inline]
    pub fn close(&mut self, element: Element, name: &[u8]) -> Result<(), String> {
        match self.open.pop() {
            Some((open, open_name))
                if open == element && (open != Element::Other || open_name.eq_ignore_ascii_case(name)) =>
            {
                self.foreign -= u32::from(matches!(element, Element::Svg | Element::Math));
                Ok(())
            }
            Some((_, open_name)) => Err(format!(
                "`</{}>` stands where `</{}>` is due",
                text(name),
                text(open_name)
            )),
            None => Err(format!("`</{}>` closes nothing", text(name))),
        }
    }

    /// What is wrong at the end of the page, if anything.
    pub fn unclosed(&self) -> Option<String> {
        let (_, name) = self.open.last()?;
        Some(format!("`<{}>` is not closed", text(name)))
    }

    pub fn in_svg(&self) -> bool {
        self.foreign > 0
    }

    /// Whether such an element is open, seen from the innermost outwards up to what begins a scope of its own.
    fn is_inside(&self, wanted: Element) -> bool {
        let scope = |element| {
            matches!(
                element,
                Element::Button
                    | Element::Object
                    | Element::Td
                    | Element::Th
                    | Element::Caption
                    | Element::Template
                    | Element::Svg
            )
        };
        let mut inner = self
            .open
            .iter()
            .rev()
            .map(|(element, _)| *element)
            .take_while(|element| !scope(*element));
        inner.any(|element| element == wanted)
    }
}

fn text(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_lowercase()
}
