import pytest
from tests.factories.cms import topic
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield, inline_formset
def test_x(site, editing):
    from blog.models import BlogIndexPage
    parent = site.section(BlogIndexPage,'ar')
    url = reverse('wagtailadmin_pages:add', args=['blog','articlepage',parent.pk])
    data = nested_form_data({'title':'', 'summary':'ملخص طويل', 'slug':'', 'seo_title':'','search_description':'','image':'','entity':'','published_at':'','go_live_at':'','expire_at':'',
      'page_authors': inline_formset([]),'page_topics': inline_formset([]),'comments':inline_formset([]),
      'body': streamfield([('paragraph','{"entityMap":{},"blocks":[]}')]), 'action-publish':'1'})
    r = editing.post(url, data)
    print(r.status_code)
    import re
    t=r.content.decode()
    from html import unescape
    print([re.sub(r'\s+',' ',re.sub('<[^>]+>','',x)) for x in re.findall(r'(?s)class="(?:error-message|messages|w-field__errors)[^"]*".*?</(?:div|p|ul)>',t)][:10])
    i=t.find('error-message'); print(t[i-300:i+300])
    i=t.find('messages'); print(t[i-100:i+900])
    data['title']='عنوان'; data['slug']='مقال عربي'
    r = editing.post(url, data); t=r.content.decode(); print(r.status_code); 
    for m in re.finditer('error-message',t): print(re.sub(r'\s+',' ',t[m.start()-50:m.start()+400]))
    top=topic()
    data['slug']='ok-slug'; data['page_topics-TOTAL_FORMS']='1'; data['page_topics-0-topic']=str(top.pk); data['page_topics-0-ORDER']='1'; data['page_topics-0-id']='';data['page_topics-0-DELETE']=''
    r = editing.post(url, data,follow=True); print(r.status_code, r.redirect_chain)
    u=reverse('wagtailsnippets_cms_topic:delete',args=[top.pk])
    r=editing.get(u); t=r.content.decode(); i=t.find('nice-padding'); print(r.status_code, t[i:i+1500])
    r=editing.post(u); print(r.status_code, r.get('Location')); t=r.content.decode(); print(re.sub(r'\s+',' ',t[:1500]))
