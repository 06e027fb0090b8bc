from tests.journeys.editing_form import *
from tests.factories.cms import topic
def test_x(site, editing, editor):
    from blog.models import BlogIndexPage
    parent = site.section(BlogIndexPage,'ar')
    for f in [dict(title=''),dict(slug='مقال عربي'),dict(slug='مقال'),dict(slug='ok slug'),dict(slug='admin'),dict(slug='2024'),dict(go_live_at='2020-01-01 10:00'),dict()]:
      for l in ['ar','en']:
        speak(editor,l)
        r=add(editing,parent,'blog/articlepage',filled(**f))
        print(f, r.status_code, r.get('Location'))
        if r.status_code==200:
            print(errors_of(r), [fs.errors for fs in r.context['form'].formsets.values()] )
            assert_nothing_lost(r, SUMMARY, PARAGRAPH)
    t=topic()
    r=add(editing,parent,'blog/articlepage',filled(slug='xx-y',topics=[t])); print(r.status_code)
    for l in ['ar','en']:
        speak(editor,l)
        u=reverse('wagtailsnippets_cms_topic:delete',args=[t.pk])
        r=editing.get(u); s=r.content.decode(); i=s.find('nice-padding'); print(r.status_code, ' '.join(s[i:i+1500].split()))
        r=editing.post(u,follow=True); print(r.status_code, r.redirect_chain); s=r.content.decode(); print(' '.join(s[s.find('<main'):][:1500].split()))
    t.refresh_from_db()
