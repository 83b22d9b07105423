/** The door: a form, and the tiny page that lets a link from another site find the session of a person. */
import { html, NOTHING, type Html } from './html.ts';
import { layout, notice } from './layout.ts';
import type { Visit } from './visit.ts';

export interface LoginData {
  readonly token: string;
  readonly next: string;
  readonly name: string;
  readonly problem: 'login.wrong' | 'login.expired' | null;
}

export function loginPage(visit: Visit, { token, next, name, problem }: LoginData): Html {
  const { words } = visit;
  const title = words('login.title');
  const body = html`<div class="door"><h1>${title}</h1><p class="lead">${words('app.tagline')}</p>
${problem === null ? NOTHING : notice('bad', words(problem))}
<form method="post" action="/login" class="card">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="next" value="${next}">
<label for="name">${words('login.name')}</label><input id="name" name="name" value="${
    name
  }" autocomplete="username" required maxlength="100" autofocus>
<label for="password">${words('login.password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button class="button primary">${words('login.submit')}</button>
</form>
<p class="small faint">${words('login.first')}</p></div>`;
  return layout(visit, { title, body });
}

/** A SameSite=Strict cookie does not come with a link from the ERP; asked for again by our own page, it does. */
export function bouncePage({ words, here }: Visit): Html {
  return html`<html lang="${words.locale}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${here}">
<title>${words('login.bounce')}</title></head><body><p><a href="${here}">${words('login.bounce.link')}</a></p></body></html>`;
}
