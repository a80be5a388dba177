//! Findings about files: `S`.

use super::Entry;
use crate::diagnostics::Severity;

catalogue! {
    NOT_UTF8 "S001" Error "The file is not UTF-8 text"
        "UTF-8 is the one encoding in which all languages of this site can be written. A file saved in another one \
         (often called \"ANSI\", \"Windows-1252\" or \"Latin-1\") shows `Ã©` or a black question mark where é should \
         stand, or cannot be read at all. Open the file in your editor, choose \"Save as\" or \"Save with encoding\", \
         and take UTF-8. If the file is a picture or a PDF, give it its true ending."
    BYTE_ORDER_MARK "S002" Warning "The file begins with a byte order mark"
        "Some Windows programs put three invisible bytes, the byte order mark, before the first character. UTF-8 needs \
         none; the build skips it here, but other tools may take it for text, and then the first line no longer looks \
         like `---`. Save the file as \"UTF-8\", not as \"UTF-8 with BOM\"."
    CARRIAGE_RETURN "S003" Warning "The file has Windows line ends"
        "Each line ends with two characters (CR LF) where the files of this project have one (LF). The page looks the \
         same, but the next person's change will seem to touch every line, and a reviewer can no longer see what really \
         changed. In your editor, set the line ends of the file to \"LF\" and save. With Git on Windows, `git config \
         core.autocrlf input` keeps them so."
    SYMLINK "S004" Error "A symbolic link stands among the sources"
        "A symbolic link is a file that only points at another place on a disk. It can point outside the project, so \
         that a pull request could publish files nobody meant to publish, and on many computers it does not work at \
         all. Put a copy of the real file here, or link to the page it belongs to."
    FILE_TOO_LARGE "S005" Error "The file is larger than its kind may be"
        "Each kind of file has a highest size, so that pages open on a slow hospital network and on a telephone. \
         Reduce a picture to the width at which it is shown (1,600 pixels are plenty) and save it as WebP or JPEG; \
         print a PDF again for the screen. A text this long is better split into several pages. If the document must \
         stay as it is, link to it where its publisher keeps it."
    UNREADABLE "S006" Error "The file cannot be read"
        "The computer refused to open the file, or it vanished during the build. Usually another program holds it \
         open, or its permissions forbid reading. Close the program, make the file readable and build again."
    NAME_CLASH "S007" Error "Two file names differ only by case or Unicode form"
        "On Windows and macOS `Guide.md` and `guide.md` are the same file, on Linux they are two; the same holds for \
         an é typed as one character and an é composed of e and an accent. One of the two would silently overwrite the \
         other on some computers. Keep one of the files and delete or rename the other."
        - "toolkits/Start.md and toolkits/start.md"
        + "toolkits/start.md"
    BAD_FILE_NAME "S008" Error "The file name has characters that a URL should not carry"
        "The name of a file becomes part of the page's address, which people copy, print and read over the telephone. \
         Spaces, accents and signs turn into codes such as `%20` there, and links break when they are copied. Use \
         lower-case letters a to z, digits and hyphens; the title inside the file may be written in any script."
        - "Guía del paciente (1).md"
        + "guia-del-paciente.md"
    UNEXPECTED_FILE "S009" Error "No kind of record lives at this place"
        "The folder decides what a file is: `content/en/toolkits/` holds toolkits, `data/programs/gb/` the programs of \
         the United Kingdom. No kind belongs at this place, so the file would be published nowhere and nobody would \
         notice. Move it to the folder of its kind, correct the spelling of the folder or the ending of the file, or \
         delete it."
        - "data/program/gb/oxford.yaml"
        + "data/programs/gb/oxford.yml"
    ACTIVE_SVG "S010" Error "The SVG picture can run code or load something"
        "An SVG is not only a picture: it may hold scripts, links to other servers and whole web pages. Opened in a \
         browser, such a file could act in this site's name or tell a stranger who looked at it. Open it in a drawing \
         program and export it as \"plain\" or \"optimised\" SVG, or save it as PNG. Turn letters into paths, and leave \
         no link to another file in it."
    ACTIVE_PDF "S011" Error "The PDF can run code or carries files"
        "This PDF holds scripts, starts programs or has other files attached; all of these are used to attack the \
         computers of readers, and hospital networks often block such documents. Print the document to a new PDF \
         (\"Save as PDF\"), which keeps the pages and drops the rest. Publish attachments as files of their own."
    WRONG_FILE_TYPE "S012" Error "The file is not what its ending says"
        "The first bytes of a file tell what it truly is, and here they do not fit its ending: a JPEG named `.png`, \
         say, or a web page saved as `.pdf`. Browsers are told never to guess, so visitors would see nothing. Rename \
         the file to its true ending, or open it in its program and export it in the format you want."
    PICTURE_METADATA "S013" Error "The picture carries camera or location data"
        "Photographs remember the camera, the time and often the exact place where they were taken. Published, that \
         can tell where a patient or a colleague was. Save a copy without these data: on Windows under Properties, \
         Details, \"Remove properties\"; in most picture programs by exporting \"for the web\" without metadata."
    HIDDEN_CHARACTER "S014" Error "The text has an invisible or direction-changing character"
        "The text holds a character that cannot be seen: a zero-width space, a mark that turns the reading direction, \
         a control code. Such characters come along when text is copied from a PDF or a word processor; they split \
         words for the search, break links, and can make a sentence read differently from what is stored \
         (CVE-2021-42574). Delete the marked place and type it again. Arabic and Hebrew pages need no such marks, for \
         the page sets the direction itself."
}
