"""The issue as a sheet of paper: an accessible PDF in one language (N7).

`content` is what stands on one, as plain values; `runs` turns an editorial into them; `press`
makes the PDF. What a public issue shows is put in by `newsletter.actions.print_sheet`.
"""
