/** Retry, release, cancel as forms that explain themselves before they are confirmed; they work without a script. */
import type { Document } from '../model/document.ts';
import { mayResend } from '../model/playbook.ts';
import { BEFORE_SENDING } from '../model/stage.ts';
import type { Operation } from '../ports/operator.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { Visit } from './visit.ts';

const MOVING: readonly Document['stage'][] = ['received', 'prepared', 'signed', 'sent', 'announced', 'downloaded', 'parsed'];

/** What may be offered; the operation itself decides again on the newest state. */
export function possibleOperations(document: Document): readonly Operation[] {
  const retry = document.halt !== null || (MOVING.includes(document.stage) && document.dueAt !== null);
  const release = document.halt !== null || mayReturn(document);
  const cancel = document.direction === 'out' && BEFORE_SENDING.includes(document.stage);
  return [retry ? 'retry' : null, release ? 'release' : null, cancel ? 'cancel' : null].filter((one): one is Operation => one !== null);
}

/** Back to the start of the road: where nothing came into being, or nothing was sent. */
function mayReturn({ stage, direction, status, reason }: Document): boolean {
  if (stage === 'refused') return mayResend(status ?? 'ack', reason ?? undefined);
  return direction === 'out' && (stage === 'excluded' || stage === 'cancelled');
}

/** A reason is demanded where someone will later ask for one. */
export function needsReason(operation: Operation): boolean {
  return operation !== 'retry';
}

export function documentActions(visit: Visit, document: Document): Html {
  const { words } = visit;
  const possible = possibleOperations(document);
  return html`<section class="card actions" id="actions" data-live aria-labelledby="actions-title"><h2 id="actions-title">${
    words('document.actions')}</h2>
${possible.length === 0 ? html`<p class="faint">${
    words('document.actions.none')}</p>` : possible.map((operation) => action(visit, document, operation))}
</section>`;
}

function action({ words, token }: Visit, document: Document, operation: Operation): Html {
  const field = `${operation}-reason`;
  const required = needsReason(operation);
  return html`<details class="action ${operation}" name="action"><summary>${words(`action.${operation}`)}</summary>
<form method="post" action="/documents/${encodeURIComponent(document.id)}/${operation}">
<p>${(document.direction === 'in' ? words.maybe(`action.in.${operation}.explain`) : undefined) ?? words(`action.${operation}.explain`)}</p>
<input type="hidden" name="token" value="${token}">
<label for="${field}">${words('action.reason')} <small>${
    words(required ? 'action.reason.required' : 'action.reason.optional')}</small></label>
<input id="${field}" name="reason" maxlength="500" autocomplete="off"${required ? html` required` : NOTHING}>
<button class="button ${operation === 'cancel' ? 'danger' : 'primary'}">${words(`action.${operation}.confirm`)}</button>
</form></details>`;
}
