// What the console gains from a script: live parts, keys, stories without a reload. Every page works without it.
(() => {
  'use strict';
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (node) => node instanceof Element && node.closest('input, select, textarea, [contenteditable]') !== null;

  // rows
  let row = -1;
  const rows = () => all('[data-row]');
  const choose = (index, focus = true) => {
    const list = rows();
    if (list.length === 0) return;
    row = Math.max(0, Math.min(index, list.length - 1));
    list.forEach((one, at) => one.classList.toggle('chosen', at === row));
    const link = $('a', list[row]);
    if (focus && link) { link.focus({ preventScroll: true }); list[row].scrollIntoView({ block: 'nearest' }); }
  };
  document.addEventListener('focusin', (event) => {
    const at = rows().findIndex((one) => one.contains(event.target));
    if (at >= 0 && at !== row) choose(at, false);
  });
  document.addEventListener('click', (event) => {
    const tr = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (tr && plain && !event.target.closest('a, button, input, summary') && String(getSelection()) === '') $('a', tr)?.click();
  });

  // keys
  const help = $('#help');
  let before = '';
  let beforeAt = 0;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape' && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target) || help?.open) return;
    const second = before === 'g' && event.timeStamp - beforeAt < 1500;
    before = event.key; beforeAt = event.timeStamp;
    const place = { d: '/documents', h: '/', r: '/reception' }[event.key];
    if (second && place) { location.assign(place); return; }
    if (event.key === 'j') choose(row + 1);
    else if (event.key === 'k') choose(row - 1);
    else if (event.key === '/') { const q = $('#q'); if (!q) return; q.focus(); q.select(); }
    else if (event.key === '?') { if (help?.showModal) help.showModal(); else location.assign('/help'); }
    else if (event.key === 'Escape') { const close = $('[data-close]'); if (!close) return; close.click(); }
    else return;
    event.preventDefault();
  });

  // parts of the page fetched again
  const fetchPage = async (url) => {
    const answer = await fetch(url, { credentials: 'same-origin', headers: { accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };
  const busy = (node) => $('details[open]', node) !== null || node.contains(document.activeElement) && typing(document.activeElement);
  const refresh = async () => {
    const page = await fetchPage(location.href).catch(() => null);
    if (!page) return;
    for (const old of all('[data-live]')) {
      const fresh = old.id && page.getElementById(old.id);
      if (!fresh || old.parentElement.closest('[data-live]') || busy(old) || fresh.outerHTML === old.outerHTML) continue;
      const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
      const href = row >= 0 ? $('a', rows()[row])?.getAttribute('href') : null;
      old.replaceWith(document.adoptNode(fresh));
      if (href) {
        const at = rows().findIndex((one) => $('a', one)?.getAttribute('href') === href);
        row = -1;
        if (at >= 0) choose(at, focused === href);
      }
    }
  };
  const every = Number(document.body.dataset.refresh);
  if (every > 0) {
    setInterval(() => { if (!document.hidden) refresh(); }, every * 1000);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
  }

  // the story of a value, without leaving the place where one reads
  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-story], a[data-close]') : null;
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const page = await fetchPage(link.href).catch(() => null);
    const fresh = page?.getElementById('story');
    const old = $('#story');
    if (!fresh || !old) { location.assign(link.href); return; }
    all('a[data-story][aria-current]').forEach((one) => one.removeAttribute('aria-current'));
    if (link.dataset.story !== undefined) link.setAttribute('aria-current', 'true');
    old.replaceWith(document.adoptNode(fresh));
    history.replaceState(null, '', link.href.split('#')[0]);
    if (link.dataset.story !== undefined) { const box = $('#story'); box.focus({ preventScroll: true }); box.scrollIntoView({ block: 'nearest', behavior: 'smooth' }); }
  });
})();
