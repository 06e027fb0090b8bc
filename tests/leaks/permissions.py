"""Who may open what: every route of the house, by what it is for.

`python -m tests.leaks.permissions` writes the page of the documentation from this table.
"""

from __future__ import annotations

from pathlib import Path

from tests.leaks.permission_table import Rule, reference

PAGE = "docs/reference/permissions.md"

WRITERS = "editor translator administrator"
IN_REVIEW = "editor translator reviewer administrator"
FILERS = "editor director-general newsletter-manager toolkit-manager administrator"
KEEPERS = "editor newsletter-manager toolkit-manager administrator"
READERS = "editor director-general translator newsletter-manager toolkit-manager administrator"

#: Routes that answer with an error of the server, and why that is no fault of ours.
RAISES = {
    "wagtailadmin_error_test": "Wagtail's own, to see what an error looks like",
    "health": "503 says that nobody works in the background, as in the tests",
    "wagtailredirects:process_import": "Wagtail takes the step before it for granted",
    "wagtail_localize:upload_pofile": "the translators' tool takes the file for granted",
    "wagtail_localize:edit_string_translation": "and the words of a translation",
    "wagtail_localize:edit_override": "and the value of a field",
}

RULES: tuple[Rule, ...] = (
    # --- readers -----------------------------------------------------------------------------
    Rule(
        "The public site, feeds, maps and the API for readers",
        "everyone",
        (
            "wagtail_serve",
            "people",
            "person",
            "people/<slug:slug>/page/<int:page>/",
            "entities",
            "entity",
            "entities/<slug:slug>/page/<int:page>/",
            "topics",
            "topic",
            "topics/<slug:slug>/page/<int:page>/",
            "feeds",
            "site_map",
            "feed",
            "search",
            "sitemap",
            "robots",
            "favicon",
            "manifest",
            "card",
            "wagtailapi:pages:*",
        ),
    ),
    Rule(
        "Files of documents and pictures, where something public shows them",
        "everyone",
        (r"^documents/(\d+)/(.*)$", "^media/(?P<path>.*)$"),
    ),
    Rule(
        "Forms before private pages and files",
        "everyone",
        (
            "wagtailcore_authenticate_with_password",
            "wagtaildocs_authenticate_with_password",
        ),
    ),
    Rule(
        "Who has the link: previews, own subscription, sign-up to confirm",
        "everyone",
        (
            "preview",
            "subscription",
            "unsubscribe",
            "unsubscribed",
            "subscription_data",
            "own_data",
            "own_data_erase",
            "subscribe_confirm",
            "test_letter",
            "test_letter_leave",
        ),
    ),
    Rule(
        "Who has the link of an entity: its items for the letter",
        "everyone",
        ("entity_items", "entity_item", "entity_item_withdraw", "entity_item_picture"),
    ),
    Rule(
        "The issue as a sheet, its dates, and links of the letter on their way",
        "everyone",
        ("issue_sheet", "issue_dates", "click"),
    ),
    Rule(
        "Sign-up for the letter and for the media list",
        "everyone",
        (
            "subscribe",
            "subscribe_media",
            "subscribe_sent",
            "subscribe_challenge",
            "subscription_erased",
        ),
    ),
    Rule(
        "Page rating: vote, and say why",
        "everyone",
        ("rating", "rating_thanks", "rating_done"),
    ),
    Rule("Whether the house is well", "everyone", ("health", "health_of_web")),
    # --- log-in ------------------------------------------------------------------------------
    Rule(
        "Log-in and new passwords",
        "everyone",
        (
            "account_login",
            "account_inactive",
            "account_reset_password*",
            "^admin/password_reset/",
            "account/",
        ),
    ),
    Rule(
        "Own log-in: second factor, sessions",
        "users",
        (
            "account_logout",
            "account_reauthenticate",
            "usersessions_list",
            "mfa_index",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_login_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        ),
    ),
    Rule(
        "Own second factor, while there is none",
        "",
        ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
    ),
    Rule(
        "Ways that end at the form of log-in",
        "",
        ("wagtailadmin_logout", "account_language", "admin/login/", "_util/login/"),
    ),
    # --- the admin, for all who work here ----------------------------------------------------
    Rule(
        "First screen, account, calendar, choosers of links and snippets",
        "roles",
        (
            "wagtailadmin_home",
            "wagtailadmin_account",
            "wagtailadmin_dismissibles",
            "wagtailadmin_editing_sessions:release",
            "desk_calendar",
            "desk_calendar_month",
            "wagtailadmin_choose_page*",
            "wagtailadmin_tag_*",
            "wagtailembeds:*",
            "wagtailsnippetchoosers_*:choose*",
            "wagtailsnippetchoosers_*:chosen*",
            "admin/test404/",
            "admin/localize/reports/translations/*",
            "wagtailadmin_pages:choose_parent",
            "wagtailadmin_workflows:task_ch*",
            "wagtaildocs_chooser:choose",
            "wagtaildocs_chooser:choose_results",
            "wagtaildocs_chooser:chosen_multiple",
            "wagtailimages_chooser:choose",
            "wagtailimages_chooser:choose_results",
            "wagtailimages_chooser:chosen_multiple",
            "wagtailadmin_api:*:listing",
        ),
    ),
    Rule(
        "Scripts and icons of the admin",
        "everyone",
        ("wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
    ),
    Rule(
        "Many topics at once: says no, where it is no",
        "roles",
        ("wagtail_bulk_action:cms.topic:*",),
    ),
    Rule(
        "Many at once: shows what may not be done, and does not do it",
        f"{READERS} reviewer contributor:own",
        (
            "wagtail_bulk_action:wagtailcore.page:*",
            "wagtail_bulk_action:cms.customimage:*",
            "wagtail_bulk_action:cms.customdocument:*",
            "wagtailadmin_pages:confirm_workflow_cancellation",
            "wagtailadmin_pages:move_confirm",
            "wagtailadmin_pages:revisions_index",
        ),
    ),
    # --- pages -------------------------------------------------------------------------------
    Rule(
        "Pages: look around",
        f"{READERS} contributor",
        (
            "wagtailadmin_explore*",
            "wagtailadmin_pages:type_use*",
            "wagtailadmin_pages:search*",
            "wagtailadmin_reports:workflow*",
            "wagtailadmin_reports:aging_pages*",
            "translating:report",
            "desk_text_checks*",
        ),
    ),
    Rule(
        "Pages: begin",
        f"{WRITERS} contributor",
        (
            "wagtailadmin_pages:add",
            "wagtailadmin_pages:add_subpage",
            "wagtailadmin_pages:preview_on_add",
        ),
    ),
    Rule(
        "Pages: write, while in review by those who review",
        f"{IN_REVIEW} contributor:own",
        (
            "wagtailadmin_pages:edit",
            "wagtailadmin_pages:view_draft",
            "wagtailadmin_pages:copy",
            "wagtailadmin_pages:revisions_revert",
            "wagtailadmin_pages:workflow_history*",
            "wagtailadmin_editing_sessions:ping",
            "translating:pair",
            "barza_preview_links",
            "barza_preview_withdraw",
            "desk_page_checks",
        ),
    ),
    Rule(
        "Pages: what was written before",
        f"{WRITERS} contributor:own",
        (
            "wagtailadmin_pages:usage",
            "wagtailadmin_pages:preview_on_edit",
            "wagtailadmin_pages:revisions_view",
            "wagtailadmin_pages:revisions_compare",
            "wagtailadmin_pages:history*",
            "wagtailadmin_api:pages:detail",
            "wagtailadmin_api:pages:find",
        ),
    ),
    Rule(
        "Pages: decide what is in review",
        "editor reviewer",
        (
            "wagtailadmin_pages:workflow_action",
            "wagtailadmin_pages:workflow_preview",
            "wagtailadmin_pages:collect_workflow_action_data",
            "wagtailadmin_pages:lock",
        ),
    ),
    Rule("Pages: take down what is in review", "editor", ("wagtailadmin_pages:unpublish",)),
    Rule(
        "Pages: move, delete, close off, undo a schedule",
        "editor administrator",
        (
            "wagtailadmin_pages:delete",
            "wagtailadmin_pages:move",
            "wagtailadmin_pages:set_page_position",
            "wagtailadmin_pages:set_privacy",
            "wagtailadmin_pages:revisions_unschedule",
            "wagtailadmin_api:pages:action",
            "wagtailadmin_reports:locked_pages*",
        ),
    ),
    Rule(
        "Pages: make a copy of its own",
        f"{WRITERS} contributor:own",
        ("wagtailadmin_pages:convert_alias",),
    ),
    Rule(
        "Pages: call a translation up to date",
        WRITERS,
        ("translating:mark", "translating:together"),
    ),
    Rule("Pages: publish both languages", "editor administrator", ("translating:publish",)),
    Rule("Pages: unlock what nobody locked", "superuser", ("wagtailadmin_pages:unlock",)),
    Rule(
        "The month’s column",
        "editor director-general administrator",
        ("barza_column", "barza_column_open"),
    ),
    Rule("The month’s column: approve", "director-general", ("barza_column_approve",)),
    # --- translation -------------------------------------------------------------------------
    Rule(
        "Translation: begin, files for translators",
        WRITERS,
        (
            "translating:begin",
            "wagtail_localize:download_pofile",
            "wagtail_localize:upload_pofile",
            "wagtail_localize:preview_translation",
            "wagtail_localize:stop_translation",
            "wagtail_localize:edit_string_translation",
            "wagtail_localize:edit_override",
            "admin/localize/submit/page/<int:page_id>/",
            "admin/localize/update/<int:translation_source_id>/",
        ),
    ),
    Rule(
        "Translation: what the tool’s own screens ask",
        f"{READERS} reviewer",
        ("wagtail_localize:snippets_api_*", "wagtail_localize:javascript_catalog"),
    ),
    # --- files -------------------------------------------------------------------------------
    Rule(
        "Pictures and documents: list and add",
        f"{FILERS} contributor",
        (
            "wagtaildocs:index*",
            "wagtaildocs:add",
            "wagtaildocs:add_multiple",
            "wagtailimages:index*",
            "wagtailimages:add",
            "wagtailimages:add_multiple",
            "wagtaildocs_chooser:create",
            "wagtailimages_chooser:create",
        ),
    ),
    Rule(
        "Pictures and documents: change and delete",
        f"{KEEPERS} contributor:own",
        (
            "wagtaildocs:edit*",
            "wagtaildocs:delete",
            "wagtaildocs:delete_multiple",
            "wagtaildocs:document_usage",
            "wagtailimages:edit*",
            "wagtailimages:delete",
            "wagtailimages:delete_multiple",
            "wagtailimages:image_usage",
            "admin/images/<int:image_id>/preview/<str:filter_spec>/",
        ),
    ),
    Rule(
        "Pictures and documents: choose",
        f"{READERS} contributor:own",
        (
            "wagtailadmin_api:documents:detail",
            "wagtailadmin_api:documents:find",
            "wagtailadmin_api:images:detail",
            "wagtailadmin_api:images:find",
            "wagtaildocs_chooser:chosen",
            "wagtailimages_chooser:chosen",
            "wagtailimages_chooser:select_format",
        ),
    ),
    Rule(
        "What others are uploading",
        "",
        (
            "wagtaildocs:create_multiple*",
            "wagtaildocs:delete_upload*",
            "wagtailimages:create_multiple*",
            "wagtailimages:delete_upload*",
        ),
    ),
    # --- contributions -----------------------------------------------------------------------
    Rule(
        "Invitations of entities",
        "editor administrator",
        (
            "contributions:index",
            "contributions:new",
            "contributions:overview",
            "contributions:invitation",
            "contributions:deadline",
            "contributions:add",
            "contributions:cancel",
            "contributions:decline",
        ),
    ),
    Rule(
        "Invitations of the own entity", "contributor", ("contributions:mine",), superuser_too=False
    ),
    Rule(
        "Invitations of the own entity: one of them",
        "contributor:own",
        ("contributions:own", "contributions:open", "contributions:refuse"),
        superuser_too=False,
    ),
    Rule(
        "Newsletter: gather the month’s letter and arrange it",
        "newsletter-manager administrator",
        ("newsletter_compose:*",),
    ),
    Rule(
        "Newsletter: import lists of subscribers, see what became of them",
        "newsletter-manager administrator",
        ("newsletter_imports:*",),
    ),
    Rule(
        "Newsletter: items of entities, calls for them, contacts",
        "newsletter-manager administrator",
        ("newsletter_items:*",),
    ),
    Rule(
        "Newsletter: subscribers, segments, the suppression list, charts; take the list out",
        "newsletter-manager administrator",
        ("newsletter_subscribers:*",),
    ),
    Rule(
        "Newsletter: look at letters, approve them or send them back",
        "editor director-general newsletter-manager administrator",
        (
            "newsletter_mailings:index",
            "newsletter_mailings:month",
            "newsletter_mailings:preview",
            "newsletter_mailings:edition",
            "newsletter_mailings:approve",
            "newsletter_mailings:return",
        ),
    ),
    Rule(
        "Newsletter: submit letters, test them, schedule and cancel them; public holidays",
        "newsletter-manager administrator",
        (
            "newsletter_mailings:submit",
            "newsletter_mailings:open",
            "newsletter_mailings:test",
            "newsletter_mailings:test_readers",
            "newsletter_mailings:remove_test_reader",
            "newsletter_mailings:schedule",
            "newsletter_mailings:unschedule",
            "newsletter_mailings:cancel",
            "newsletter_holidays:*",
        ),
    ),
    # --- page rating -------------------------------------------------------------------------
    Rule(
        "Page ratings: the report, of what one may edit",
        f"{READERS} contributor",
        ("feedback:report",),
    ),
    Rule(
        "Page ratings: what readers said of a page",
        f"{WRITERS} contributor:own",
        ("feedback:page",),
    ),
    Rule(
        "Page ratings: of people, entities and topics; take out a comment",
        "editor administrator",
        ("feedback:thing", "feedback:remove"),
    ),
    # --- the directory, settings -------------------------------------------------------------
    Rule(
        "People, entities, topics, redirects, identity of the site",
        "editor administrator",
        (
            "wagtailsnippets_cms_*",
            "wagtailsnippetchoosers_*:create",
            "wagtailredirects:*",
            "wagtailsettings:edit",
        ),
    ),
    # --- administrators ----------------------------------------------------------------------
    Rule(
        "Users, groups, sites, languages, workflows, trail, troubles",
        "administrator",
        (
            "wagtailusers_*",
            "wagtail_bulk_action:cms.user:*",
            "wagtailsites:*",
            "wagtaillocales:*",
            "audit_trail*",
            "work_troubles",
            "work_try_again",
            "wagtailadmin_workflows:index*",
            "wagtailadmin_workflows:add*",
            "wagtailadmin_workflows:enable*",
            "wagtailadmin_workflows:disable*",
            "wagtailadmin_workflows:edit*",
            "wagtailadmin_workflows:usage*",
            "wagtailadmin_workflows:remove",
            "wagtailadmin_workflows:select_task_type",
            "wagtailadmin_workflows:task_index*",
        ),
    ),
    Rule("Collections and their privacy", "superuser", ("wagtailadmin_collections:*",)),
    Rule(
        "What happened on the site, of what one may see",
        f"{READERS} reviewer",
        ("wagtailadmin_reports:site_history*",),
    ),
    Rule(
        "Which types of pages are used",
        READERS,
        ("wagtailadmin_reports:page_types_usage*", "wagtailforms:index*"),
    ),
    # --- what nobody opens -------------------------------------------------------------------
    Rule(
        "Not in use here: forms, machine translation, free cuts of pictures, Wagtail’s tests",
        "",
        (
            "wagtailforms:list_submissions*",
            "wagtailforms:delete_submissions",
            "wagtail_localize:machine_translate",
            "admin/localize/submit/snippet/*",
            "admin/localize/page/<int:page_id>/convert_to_alias/",
            "wagtailimages:url_generator*",
            "wagtailsettings:preview_on_edit",
            "wagtailsnippets:index",
            "wagtailadmin_block_preview",
            "wagtailadmin_error_test",
            "admin/.*/$",
        ),
    ),
)


if __name__ == "__main__":
    Path(PAGE).write_text(reference(RULES), encoding="utf-8")
