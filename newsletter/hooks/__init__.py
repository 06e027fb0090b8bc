"""What each part of the newsletter hangs into Wagtail; read by `newsletter.wagtail_hooks`."""
