//! What a browser may do on our pages: Content Security Policy Level 3 and its companions.

/// The whole policy but `frame-ancestors`, which `<meta>` may not carry (CSP3 §3.3).
const FULL: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types ctf";

/// What every page carries itself. It leaves out where scripts, styles and pictures come from: the header says that, and
/// the Nu checker, which knows no origin for `'self'`, takes each of our own files for a breach of a policy in the page.
const FLOOR: &str = "object-src 'none'; frame-src 'none'; media-src 'none'; script-src-attr 'none'; style-src-attr 'none'; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types ctf";

/// The policy as an element of the head: the floor, or the whole where the host sends no headers.
pub fn element(whole: bool) -> String {
    let policy = if whole { FULL } else { FLOOR };
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
}

/// The file `_headers`, as Netlify and Cloudflare Pages read it.
pub fn headers(base: &str) -> String {
    format!(
        "{base}*\n  \
         Content-Security-Policy: {FULL}; frame-ancestors 'none'\n  \
         Strict-Transport-Security: max-age=63072000; includeSubDomains\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n  \
         X-Frame-Options: DENY\n\
         {base}assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n\
         {base}map/*\n  \
         Access-Control-Allow-Origin: *\n\
         {base}data/*\n  \
         Access-Control-Allow-Origin: *\n"
    )
}
