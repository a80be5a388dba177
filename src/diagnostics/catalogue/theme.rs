//! Findings about the theme, for its author: `T`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    TEMPLATE_SYNTAX "T001" Error "A template cannot be read"
        "A template of the theme breaks the rules of Tera: a tag is not closed, a block is opened twice, a component \
         or a filter has another name. All templates are checked before the first page is rendered, so nothing has been \
         written. Correct the marked place; if it names something from a newer theme, update the whole theme at once."
    UNSAFE_TEMPLATE "T002" Error "A template writes a value where it cannot be made safe"
        "Values are escaped for text and for quoted attributes, and nowhere else. In a script, a style, an `on…` \
         attribute or an attribute without quotes, escaping does not hold, and a title from a pull request could become \
         code. Quote the attribute; give data to scripts as a JSON file or a `data-` attribute; use addresses that the \
         engine has made."
        - "<a href={{ item.url }}>"
        + "<a href=\"{{ item.url }}\">"
    MISSING_TEMPLATE "T003" Error "A template is missing"
        "Each kind of page has its template of a fixed name in `themes/<theme>/templates/`, and one is not there. \
         Without it, pages of that kind cannot be made. Add the file, or correct its name; `theme:` in `data/site.yml` \
         may also name the wrong theme."
    TEMPLATE_FAILED "T004" Error "A template failed on this page"
        "The template could be read, but not filled with this page: it asks for a field that pages of this kind do not \
         have, or treats a value as something it is not. Fields without a value are null; test them with `if` before \
         using them. The message names the template and the place, the file is the page that revealed it."
    PHYSICAL_CSS "T005" Error "The stylesheet names a physical side"
        "Arabic and Hebrew pages run from right to left, and `left` stays left there, so that margins and icons end up \
         on the wrong side. Logical properties (CSS Logical Properties Level 1) turn with the language. Write start and \
         end for left and right, `block` and `inline` for vertical and horizontal."
        - "margin-left: 1rem; text-align: left"
        + "margin-inline-start: 1rem; text-align: start"
}
