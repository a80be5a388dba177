//! Findings about the text of a page: `M`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    RAW_HTML "M001" Error "Raw HTML stands in the text"
        "Pages are written in Markdown; HTML tags could bring scripts, break the layout, or make a page unreadable for \
         screen readers, so they are refused rather than silently dropped. Use Markdown: `**bold**`, `[text](address)`, \
         a table, a `> [!NOTE]` box. To show a tag as text, put it between backticks."
        - "<b>Call us</b> today"
        + "**Call us** today"
    UNSAFE_SCHEME "M002" Error "The link uses a scheme that can run code or is not https"
        "Links lead to pages of this site or to `https://` addresses. `javascript:` and `data:` can run code in the \
         reader's browser, `http:` can be read and changed on the way, and `file:` points at your own computer, where \
         no visitor can follow. Replace the address by the https address of the same page, or by the `.md` file if the \
         page is ours."
        - "[guide](http://example.org/guide)"
        + "[guide](https://example.org/guide)"
    TITLE_IN_BODY "M003" Error "A first-level heading stands in the body"
        "The title in the front matter becomes the main heading of the page, and a page has only one. Screen reader \
         users jump by headings to learn what a page is about; two main headings tell them of two pages. Begin the \
         sections of the text with two signs."
        - "# Who we are"
        + "## Who we are"
    HEADING_SKIP "M004" Error "A heading level is skipped"
        "Headings are an outline: below `##` comes `###`, not `####`. Readers who hear the page, and the table of \
         contents, take a skipped level for a missing section (WCAG 1.3.1). Choose the level by the outline, never by \
         the size of the letters, and take signs away until each heading is at most one level below the one before."
        - "## Staff\n          #### Nurses"
        + "## Staff\n          ### Nurses"
    DUPLICATE_HEADING_ID "M005" Error "Two headings have the same id"
        "The id of a heading is the end of the address that leads to it, as in `page/#costs`. Two headings with the \
         same id leave a link with two goals, and translations no longer know which section is which. Give one of them \
         another wording or an id of its own."
        - "## Costs\n          ## Costs"
        + "## Costs {#costs-clinic}\n          ## Costs {#costs-patients}"
    NO_ALT_TEXT "M006" Error "The picture has no text alternative"
        "Whoever cannot see the picture hears or reads its text alternative instead (WCAG 1.1.1). Say between the \
         square brackets what the picture tells, in one sentence, not that it is a picture. For a diagram, give its \
         message there and the numbers in the text below."
        - "![](pathway.png)"
        + "![From the fracture to the clinic in six weeks](pathway.png)"
    MARKDOWN_TOO_DEEP "M007" Error "The text is nested too deep"
        "Lists in lists in quotations, many levels deep, cannot be read on a telephone or followed by ear, and can \
         bring programs to a halt. Often a run of `>` or of spaces at the beginning of a line was pasted by mistake. \
         Flatten the list, or make headings of its upper levels."
    MARKDOWN_UNREADABLE "M008" Error "The text cannot be parsed"
        "The program that reads Markdown gave up on this text. That is a fault of the program and very rare; strange \
         signs copied from elsewhere set it off. Look at the marked place for odd characters or broken links and type \
         it again; if that does not help, take out paragraphs one by one to find the culprit."
    UNKNOWN_BLOCK "M009" Error "The ctf block is not known"
        "A block that begins with three backticks and `ctf:` puts a list made from the data into the page: toolkits, \
         programs, indicators. This name is not one of them, so nothing would be shown. Take one of the names the \
         message lists; the editors' guide shows what each gives."
        - "```ctf:toolkit"
        + "```ctf:toolkits"
    BAD_BLOCK "M010" Error "The ctf block has a wrong option"
        "Inside a `ctf:` block stands one `option: value` a line, and each block knows only a few options, many of \
         them none. A wrong option would show another list than you meant. Correct or delete the line; the message says \
         which options this block takes."
        - "count: 5"
        + "limit: 5"
    UNKNOWN_CODE_LANGUAGE "M011" Error "The code block names an unknown language"
        "The word after the three backticks says in which language the lines are written, so that they can be \
         coloured. This one is not known. Correct it, or leave it out: the lines are then shown without colours."
        - "```ymal"
        + "```yaml"
    BAD_HEADING_ATTRIBUTE "M012" Error "The heading has an attribute that is not allowed"
        "In braces at the end of a heading may stand one id, `{#costs}`, and one of two words: `.safety` for a section \
         that must never be shown in an outdated translation, `.example` for one whose numbers are made up. Anything else is refused, since attributes can carry code. An \
         id has lower-case letters, digits and hyphens."
        - "## Side effects {onclick=open}"
        + "## Side effects {#side-effects .safety}"
    BAD_CITATION "M013" Error "The citation cannot be read"
        "A citation is the key of a paper after `@`, in square brackets; several are parted by semicolons, and a page \
         may follow after a comma. The key is the name of the paper's file in `literature/` without its ending. Correct \
         the marks; if you meant no citation, put the text in backticks."
        - "[@akesson-2013, @barron-2020]"
        + "[@akesson-2013; @barron-2020, p. 12]"
    UNDEFINED_FOOTNOTE "M014" Error "The footnote is not defined"
        "The text has a mark such as `[^1]`, but no line that begins with `[^1]:` tells what it says, so readers would \
         see the bare mark. Add the line anywhere below, or correct the name of the mark. A name may be a word or a \
         number; the page numbers its notes by itself."
    ROW_TOO_LONG "M015" Error "A row of a table has more cells than its header"
        "A table has as many columns as its header. What a row holds beyond them would be shown to nobody, so it is told \
         instead of being lost. Take the surplus cells out, or give the header more columns. A bar that belongs to the \
         text is written `\\|`, also inside backticks."
        - "| 50 | 80 | see below |"
        + "| 50 | 80 |"
}
