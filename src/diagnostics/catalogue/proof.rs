//! Findings about the finished pages, for whoever runs the build: `P`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    BROKEN_LINK "P001" Error "A link leads to nothing"
        "A rendered page links to an address inside the site at which nothing is published. Links in content are \
         checked before, so this one usually comes from a template, the menu or a feed. Correct it there, and take \
         addresses from the engine (`item.url`, `asset()`) instead of putting them together by hand."
    BROKEN_FRAGMENT "P002" Error "A link leads to no element of its page"
        "The part of a link after `#` is the id of an element, and the target page has none of that id. The browser \
         would open the page at its top without a word, and a skip link would skip nothing. Give the element its id, or \
         correct the link. In a translation, sections keep the ids of the source page."
    DUPLICATE_ID "P003" Error "Two elements have the same id"
        "An id may stand once in a page (HTML Standard). With two, links, labels and `aria-` references reach the \
         first only, and a screen reader announces the wrong name for a field. Usually a component with a fixed id is \
         used twice: let it take the id as an argument."
    NOT_ONE_H1 "P004" Error "The page has not exactly one main heading"
        "The `h1` tells what the page is about; visitors with a screen reader jump to it first. A page without one has \
         no beginning, one with two has two. Let the template write the title as the only `h1` and begin everything \
         else with `h2`, the site's name in the header included."
    RENDERED_HEADING_SKIP "P005" Error "The rendered page skips a heading level"
        "In the page as a visitor gets it, a heading lies more than one level below the one before, though the text \
         itself is in order. A list or box of the theme brings a level that does not fit its place (WCAG 1.3.1). Let \
         the component take its heading level as an argument, or use no heading there."
    NO_TITLE "P006" Error "The page has no title or no description"
        "The `title` is what tabs, bookmarks, search results and screen readers show first (WCAG 2.4.2); the \
         description is the text below it in search results. One of them is missing or empty. Add it to the front \
         matter, or, for pages that no file stands behind, to the messages of the pack."
    SAME_TITLE "P007" Error "Two pages have the same title or description"
        "In a list of results or open tabs these two pages cannot be told apart (WCAG 2.4.2). Say in each what makes \
         it different: the country, the audience, the year. Pages of a long list need their page number in the title."
        - "title: Toolkit"
        + "title: Toolkit for hospital managers"
    LANG_OR_DIR "P008" Error "The page's language or direction is wrong"
        "`lang` on the `html` element decides by which voice the page is read aloud, `dir` on which side a line begins \
         (WCAG 3.1.1 and 3.1.2). Here they are missing or do not agree with the pack. Text borrowed from another \
         language needs its own `lang` and `dir` where it stands. Use the values the engine passes to the template."
    IMAGE_WITHOUT_ALT "P009" Error "A rendered picture has no alt attribute"
        "Without `alt`, a screen reader reads the file name aloud (WCAG 1.1.1). A picture that tells something needs a \
         sentence; one that only decorates needs an empty `alt=\"\"`, which says so. Add the attribute in the template."
        - "<img src=\"map.svg\">"
        + "<img src=\"map.svg\" alt=\"Programs in Europe\">"
    TABLE_WITHOUT_HEADER "P010" Error "A table has no header cells"
        "Header cells (`th` with `scope`) let a screen reader say which column and row a number belongs to (WCAG \
         1.3.1). Without them a table is a heap of numbers. In Markdown the first row is the header; in a template \
         write `<th scope=\"col\">`. What is only side by side for looks should be no table."
    CANONICAL "P011" Error "The canonical address is missing or wrong"
        "`link rel=\"canonical\"` (RFC 6596) names the one address under which a page shall be known. It must be \
         absolute, begin with the base address of the site and lead to a page that exists: to the page itself, or, for \
         a page shown in a borrowed language, to its original. A wrong one makes search engines forget the page. Use \
         `head` as the engine makes it, and check `base_url` in `data/site.yml`."
    ALTERNATES "P012" Error "The language alternates are not mutual"
        "Pages that translate each other name each other with `hreflang`, each names itself, and `x-default` names the \
         source. Search engines ignore the whole set when one page does not answer, and readers are then sent to a \
         language they cannot read. The engine writes these links; take out what the theme adds, and look for a page \
         whose id differs from its translations'."
    STRUCTURED_DATA "P013" Error "The structured data cannot be read"
        "The JSON-LD block describes the page to search engines in the words of schema.org. It is not valid JSON, or \
         lacks what its type needs. It must also say nothing that visitors do not see on the page. Correct the place in \
         the engine or the theme that writes it; values must be written as JSON, not pasted between quotation marks."
    INLINE_CODE "P014" Error "Inline code or style that the policy forbids"
        "The Content Security Policy of the site allows scripts and styles only from its own files; that is what keeps \
         an injected script from running. A `script` with code, a `style` element, a `style=` or an `on…=` attribute \
         would simply not work. Move the code to a module in `scripts/`, the style to a class in `styles/`."
        - "<p style=\"color: red\">"
        + "<p class=\"warning\">"
    FOREIGN_HOST "P015" Error "The page would load something from another host"
        "Everything a page loads comes from this site itself. A font, picture or script from elsewhere tells a \
         stranger which patient reads what, and breaks the page when that host fails. Copy the file into \
         `themes/<theme>/vendor/` with its licence, or next to the page; to point readers elsewhere, use an ordinary \
         link."
    VISIBLE_TEXT "P016" Error "Minifying changed the visible words"
        "Before a page is written, spaces that do not count are taken out. Here that changed what a reader sees: two \
         words were glued together, such as \"12programs\". The reason is text beside inline elements directly in a \
         `div`, `section` or other layout element. Put it into a `p`, `li`, `td`, `dd` or `label`."
        - "<div>Found <b>12</b> <i>programs</i></div>"
        + "<p>Found <b>12</b> <i>programs</i></p>"
    PAGE_BUDGET "P017" Error "The page is over its size budget"
        "A page must open within seconds on an old telephone and a slow network. This one has become larger than its \
         kind may be. Split a long text, let a list have fewer entries a page (`per_page:`), or make pictures smaller. \
         Raise the budget only for a reason that you write down."
    ASSET_BUDGET "P018" Error "Styles or scripts are over their size budget"
        "All stylesheets or all scripts that a page loads weigh more, compressed, than is allowed. Every visitor pays \
         for them on the first visit, on a hospital computer as on a telephone. Take out what is not used, load a \
         script only on the pages that need it, or choose a smaller library."
    PRIVATE_LEAK "P019" Error "Private or unpublished material stands in the output"
        "A draft, a page planned for a later day, a private note or a demonstration record of a production build was \
         found in the files to be published. Nothing has been published. Look for the place that prints it: a template \
         that shows a private field, a list that does not leave out drafts, or a text that quotes one."
    URL_GONE "P020" Error "A published address answers no more"
        "Addresses that were public once are in slide kits, papers and bookmarks, and must go on working; \
         `data/urls.ledger` remembers them. This one leads to nothing now, because its page was renamed, moved or \
         deleted. Add the old address to `aliases:` of the page that takes its place, and old links will lead there. Do \
         not delete the line in the ledger."
        - "slug: new-name"
        + "slug: new-name\n          aliases: [/toolkits/old-name/]"
    SITEMAP "P021" Error "The sitemap and the pages do not agree"
        "The sitemap lists every page that search engines shall know, and only those: no drafts, no redirects, no \
         pages shown in a borrowed language, no `noindex`. Here a page is missing from it or one too many is in it, so \
         people would not find the page, or find the wrong one. The engine writes the sitemap; a page or theme that \
         sets `robots` by itself is the usual reason."
    MALFORMED_HTML "P022" Error "The rendered page is not well-formed"
        "A tag is not closed, closed twice, or stands where HTML does not allow it. Browsers repair that each in its \
         own way, and screen readers may lose parts of the page. Look at the template that writes the marked element: \
         often an `if` opens what only its other branch closes, or a `div` stands inside a `p`."
    FEED "P023" Error "A feed cannot be read"
        "People follow the site in their news readers by its Atom feed (RFC 4287). The feed is not well-formed XML, or \
         lacks what the standard asks for: an id, a title and a date for the feed and for each entry. Correct what \
         writes it, and mind that `&` and `<` in titles must be escaped."
    REQUIRED_FILE "P024" Error "A file that every site needs is not in the output"
        "Hosts, browsers and search engines expect certain files at fixed places, such as `404.html`, `sitemap.xml`, \
         `robots.txt` and `.nojekyll`. One of them was not made or has another name. If the theme is to make it, add \
         its template; otherwise look at earlier messages that kept it from being written."
}
