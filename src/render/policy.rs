//! What a browser may do on our pages: Content Security Policy Level 3 and its companions.

/// For `<meta>`, where `frame-ancestors` is not allowed (CSP3 §3.3).
pub const META: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types ctf";

/// The file `_headers`, as Netlify and Cloudflare Pages read it.
pub fn headers(base: &str) -> String {
    format!(
        "{base}*\n  \
         Content-Security-Policy: {META}; frame-ancestors 'none'\n  \
         Strict-Transport-Security: max-age=63072000; includeSubDomains\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n  \
         X-Frame-Options: DENY\n\
         {base}assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n\
         {base}map/*\n  \
         Access-Control-Allow-Origin: *\n"
    )
}
