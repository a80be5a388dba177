//! Findings about language packs: `L`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    FLUENT_SYNTAX "L001" Error "The Fluent file cannot be read"
        "`ui.ftl` holds the short words of buttons and labels, one `name = text` a line. At the marked place a sign is \
         missing: an equals sign, a closing brace, or the star before the last case of a choice. Longer texts go on in \
         the next line, indented by spaces. Compare with the same message in the English file."
        - "search Search"
        + "search = Search"
    MISSING_MESSAGE "L002" Error "An interface message is missing in the source pack"
        "The pages use this message, and the source pack does not have it, so every language would show a hole. Add \
         the line to `ui.ftl` of the source pack. Other languages may lack it for a while: they borrow the English \
         words, marked as English for screen readers."
    UNUSED_MESSAGE "L003" Warning "An interface message is used nowhere"
        "No page and no script uses this message any more. It costs every translator work for words nobody will read. \
         Delete it from `ui.ftl` in all packs; if you are about to use it, keep it. Messages that begin with `map_` are \
         published for the script of the map, and count as used."
    MESSAGE_PARAMETERS "L004" Error "The message's parameters differ from those it is given"
        "The parts in braces with a dollar sign are filled in by the page: `{ $n }` becomes the number. Their names \
         must be exactly those of the source text, for they are not words to translate, and none may be left out, or \
         readers see a sentence without its number. The order may change freely, and a plural may choose by them."
        - "n_programs = { $número } programas"
        + "n_programs = { $n } programas"
    UNKNOWN_MESSAGE "L005" Error "The translated message does not exist in the source pack"
        "The name on the left of the equals sign is not one of the source pack, so the translation is never shown. \
         Perhaps the name was translated too, misspelt, or renamed since. Correct the name, or delete the line if the \
         message is gone."
        - "buscar = Buscar"
        + "search = Buscar"
    PACK_MISMATCH "L006" Error "The pack's tag and its folder differ"
        "The folder of a pack has the name of its language tag (BCP 47), and `tag:` in its `pack.yml` says the same. \
         The addresses of the pack come from the one and the language of its pages from the other, so Spanish could be \
         read aloud as French. Rename the folder, or correct the tag."
        - "content/es-MX/pack.yml with tag: es"
        + "content/es-MX/pack.yml with tag: es-MX"
    UNKNOWN_WORDS "L007" Error "The words belong to no record"
        "The pack has words for a chart, a calculation, or an input or step of one, that does not exist. Nobody would \
         ever read them, and translators would translate them for nothing. Correct the key, or delete the entry if the \
         record is gone."
}
