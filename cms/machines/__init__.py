"""What a page says of itself to search engines, networks and browsers: the head of the document.

`words` are titles and descriptions, `structured_data` the schema.org graph, `head` gathers both
with the sharing picture for the template, `manifest` is the web app manifest.
"""
