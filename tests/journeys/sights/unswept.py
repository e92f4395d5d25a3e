"""Routes that have no page of their own, each with the reason; whatever is neither here nor among the sights is unknown."""

UNSWEPT = {
    # machines and feeds
    "healthz": "a word for machines",
    "readyz": "JSON for machines",
    "robots": "text for machines",
    "sitemap_index": "XML for machines",
    "sitemap": "XML for machines",
    "home:feed": "an Atom feed",
    "events:feed": "an iCalendar feed",
    "events:event_feed": "an iCalendar feed",
    "events:kind_feed": "an iCalendar feed",
    "matching:figures_csv": "a table to download",
    "wagtailadmin_javascript_catalog": "a script",
    # files
    "certifications:file": "a file",
    "certifications:judging_paper": "a file",
    "certifications:certificate_pdf": "a PDF; its own test looks at its structure",
    "cases:file": "a file",
    "cases:evidence": "a file",
    "certifications:evidence_file": "a file",
    "mfa_download_recovery_codes": "a file",
    # what a button sends; the answer is another page, or JSON
    "certifications:answer": "JSON for the autosave",
    "certifications:attach": "JSON for the upload",
    "certifications:withdraw": "POST only",
    "certifications:evidence": "POST only, its errors stand on the page of eligibility",
    "certifications:evidence_remove": "POST only",
    "certifications:correction_reply": "POST only, its errors stand on the page of corrections",
    "certifications:consent_ask": "POST only",
    "certifications:judging_pledge": "POST only",
    "certifications:judging_begin": "POST only",
    "certifications:judging_decline": "POST only, its errors stand on the question's page",
    "certifications:judging_score": "JSON for the pad",
    "certifications:judging_texts": "JSON for the pad",
    "certifications:judging_take_back": "POST only",
    "organizations:end_membership": "POST only",
    "organizations:revoke_invitation": "POST only",
    "organizations:page_login": "leads to the sign-in",
    "desk_logout": "POST only",
    "mfa_login_webauthn": "JSON for the browser's passkey",
    "mfa_edit_webauthn": "needs a passkey: test_passkeys.py opens it",
    "mfa_remove_webauthn": "needs a passkey: test_passkeys.py opens it",
    "mfa_reauthenticate_webauthn": "needs a passkey: test_passkeys.py opens it",
    "account_confirm_login_code": "signing in by code is switched off; the address leads to the sign-in",
    # parts of a listing that the browser fetches by itself
    "cases:index_results": "a part of the listing",
    "rounds:index_results": "a part of the listing",
    "certificates:index_results": "a part of the listing",
    "events-desk:index_results": "a part of the listing",
    "venues-desk:index_results": "a part of the listing",
    "payees:index_results": "a part of the listing",
    "organizations-desk:index_results": "a part of the listing",
    "people:index_results": "a part of the listing",
    "form-versions:index_results": "a part of the listing",
    "form-versions:edit": "nobody changes an edition's own facts (the desk has no can_change): 403",
    "form-versions:arrange": "POST only",
    "form-versions:export": "a file",
    "rounds:edit": "nobody may change a round's facts (the desk has no can_change): 403",
}

# Screens that Wagtail draws itself. Its own project answers for them; only editors and administrators meet them.
WAGTAILS = ("wagtail", "simple_translation")
OURS_IN_WAGTAIL = {"wagtailadmin_home"}
WAGTAIL_NAMELESS = {"admin/test404/", "admin/^.*/$", "media/<path:path>"}
