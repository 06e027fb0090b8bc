"""The picture a shared link shows: 1200 × 630, drawn from a page's words in its language.

`card` is what stands on one, `drawing` makes its PNG, `subjects` says what may have one, `store`
keeps what was drawn and `views` hands it out.
"""
