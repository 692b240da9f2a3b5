"""What of a web address tells one article from another."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that tell where a reader came from, not what they read; named so by the services that
# append them.
_TRACKING = re.compile(
    r"(?:utm_|mc_|at_|ns_|pk_|mtm_|hsa_|vero_|oly_|_hs|sc_|xtor|ito|ftag|wt\.)\w*"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mkt_tok"
    r"|s_kwcid|s_cid|cmpid|cmp|ocid|smid|smtyp|ref|ref_src|ref_url|referrer|share|sharetype"
    r"|guccounter|guce_referrer|guce_referrer_sig|amp|__twitter_impression|cmpid|ncid|partner"
    r"|campaign_id|emc|src|spm|wpisrc|taid|trk|feature|fb_action_ids|fb_ref",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_END = re.compile(r"(?:/amp(?:\.html)?|\.amp(?:\.html)?|/index\.(?:html?|php)|/default\.aspx?)$")


def canonical(address: str) -> str:
    """Return the address without what does not tell articles apart; "" for none of the web.

    Scheme, "www.", tracking parameters, their order, the place within the page and a slash at the
    end go: what is left is no address to open, only one to compare.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    host = _PREFIX.sub("", host)
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = _END.sub("", re.sub(r"//+", "/", parts.path).rstrip("/"))
    pairs = parse_qsl(parts.query, keep_blank_values=True)[:100]
    kept = sorted((name, value) for name, value in pairs if not _TRACKING.fullmatch(name))
    query = f"?{urlencode(kept)}" if kept else ""
    # A page that is told by what stands behind "#!" is another for each.
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path}{query}{place}"
