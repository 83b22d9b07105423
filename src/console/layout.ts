/** The frame around every page: head, navigation, language, help; no script or style of its own inside the page. */
import { html, NOTHING, type Content, type Html } from './html.ts';
import type { Visit } from './visit.ts';
import { helpContent } from './help-content.ts';
import { LOCALES } from '../ports/locale.ts';

export interface PageParts {
  readonly title: string;
  readonly current?: 'overview' | 'reception' | 'documents' | 'help';
  readonly body: Html;
  /** Text in the search box. */
  readonly search?: string;
  /** Seconds after which the live parts are fetched again. */
  readonly refresh?: number;
}

export function layout(visit: Visit, page: PageParts): Html {
  const { words } = visit;
  return html`<html lang="${words.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · ${words('app.name')}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
<script src="/assets/console.js" defer></script>
</head>
<body${page.refresh === undefined ? NOTHING : html` data-refresh="${page.refresh}"`}>
<a class="skip" href="#main">${words('app.skip')}</a>
${header(visit, page)}
<main id="main" tabindex="-1">
${page.body}
</main>
<footer class="foot">
${languages(visit)}
<p>${words('app.name')} · ${words('app.release', { release: visit.release })}</p>
</footer>
${
  visit.session === null
    ? NOTHING
    : html`<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">${words('help.title')}</h2>
${helpContent(words)}
<form method="dialog"><button class="button">${words('help.close')}</button></form>
</dialog>`
}
</body>
</html>`;
}

function header(visit: Visit, page: PageParts): Html {
  const { words, session } = visit;
  const brand = html`<a class="brand" href="/">
<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M2 22h28M4 22c3-12 21-12 24 0M10 22v-6.6M16 22v-9M22 22v-6.6"/></svg><span>${words('app.name')}</span></a>`;
  if (session === null) return html`<header class="top bare">${brand}</header>`;
  const link = (name: NonNullable<PageParts['current']>, href: string, label: string): Html =>
    html`<a href="${href}"${page.current === name ? html` aria-current="page"` : NOTHING}>${label}</a>`;
  return html`<header class="top">
${brand}
<nav aria-label="${words('nav.label')}">${link('overview', '/', words('nav.overview'))}${link(
    'reception',
    '/reception',
    words('nav.reception'),
  )}${link(
    'documents',
    '/documents',
    words('nav.documents'),
  )}${link('help', '/help', words('nav.help'))}</nav>
<form class="find" role="search" action="/documents" method="get">
<label class="hidden" for="q">${words('nav.search')}</label>
<input id="q" name="text" type="search" maxlength="200" value="${page.search ?? ''}" placeholder="${words(
    'nav.search.placeholder',
  )}" autocomplete="off">
<kbd aria-hidden="true">/</kbd>
</form>
<form class="out" method="post" action="/logout">
<input type="hidden" name="token" value="${visit.token}">
<span class="who" title="${words('nav.user', { user: session.user })}">${session.user}</span>
<button class="plain">${words('nav.signout')}</button>
</form>
</header>`;
}

function languages({ words, here }: Visit): Html {
  const buttons = LOCALES.map(
    (locale) =>
      html`<button class="plain" name="locale" value="${locale}" lang="${locale}"${
        locale === words.locale ? html` aria-current="true"` : NOTHING
      }>${words(`locale.${locale}`)}</button>`,
  );
  return html`<form class="languages" method="post" action="/language" aria-label="${words('nav.language')}">
<input type="hidden" name="back" value="${here}">${buttons}
</form>`;
}

/** A message after an action, or a remark on the page. */
export function notice(tone: 'ok' | 'warn' | 'bad', content: Content): Html {
  return html`<p class="notice ${tone}" role="${tone === 'ok' ? 'status' : 'alert'}">${content}</p>`;
}

/** What to read where a list has nothing: what is missing and what to do about it. */
export function emptyState(title: string, hint: string, more: Content = null): Html {
  return html`<div class="empty"><p class="empty-title">${title}</p><p>${hint}</p>${more}</div>`;
}
