/** What a term of the invoice is called on the page: the label a person knows, with the line it stands in. */
import { patternOf, type FieldRef, type InstancePath } from '../model/path.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { Words } from './words.ts';

const PARTIES = ['seller', 'buyer', 'payee', 'taxRepresentative'] as const;

/** `lines[3].net` → « Montant net de la ligne, ligne 4 »; an unknown path is shown as it is. */
export function fieldName(words: Words, path: InstancePath): string {
  const pattern = patternOf(path);
  const party = PARTIES.find((name) => pattern === name || pattern.startsWith(`${name}.`));
  if (party !== undefined) {
    const rest = pattern.slice(party.length + 1);
    const inner = rest === '' ? undefined : (words.maybe(`field.${rest}`) ?? words.maybe(`field.${rest}.value`)
      ?? (rest.startsWith('address') ? words('field.address') : rest.startsWith('contact') ? words('field.contact') : rest));
    return inner === undefined ? words(`invoice.${party}`) : `${words(`invoice.${party}`)} · ${inner}`;
  }
  const label = words.maybe(`field.${pattern}`) ?? words.maybe(`field.${pattern}.value`) ?? words.maybe(`invoice.${pattern}`) ?? path;
  const line = /^lines\[(\d+)\]/.exec(path)?.[1];
  return line === undefined || label === path ? label : `${label}, ${
    words('place.line', { line: String(Number.parseInt(line, 10) + 1) })}`;
}

/** `partner_id.vat` of `res.partner 41`. */
export function erpField(ref: FieldRef): Html {
  const owner = ref.model === undefined ? NOTHING : html` <span class="faint">${ref.model}${ref.id === undefined ? '' : ` ${
    ref.id}`}</span>`;
  return html`<code>${ref.field}</code>${owner}`;
}
