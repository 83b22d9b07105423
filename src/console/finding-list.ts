/** The findings of a document: what is wrong, what to do, and the field of the ERP to correct. */
import { isFatal, type Fault } from '../model/fault.ts';
import { erpField, fieldName } from './field-name.ts';
import { html, NOTHING, type Html } from './html.ts';
import { findingText } from './native-words.ts';
import type { Visit } from './visit.ts';

export function findingList(visit: Visit, findings: readonly Fault[], title?: string): Html {
  if (findings.length === 0) return NOTHING;
  const { words } = visit;
  const fatal = findings.filter(isFatal);
  const warnings = findings.filter((fault) => !isFatal(fault));
  const part = (title: string, faults: readonly Fault[], id: string): Html => (faults.length === 0 ? NOTHING
    : html`<section class="card findings ${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title} <span class="count">${
      faults.length}</span></h2>
<ul>${faults.map((fault) => finding(visit, fault))}</ul></section>`);
  return html`${part(title ?? words('document.findings'), fatal, 'fatal')}${part(words('document.findings.warnings'), warnings, 'warning')}`;
}

function finding({ words }: Visit, fault: Fault): Html {
  const { what, fix } = findingText(words, fault);
  const fields = fault.erp ?? [];
  return html`<li>
<p class="what">${what} <span class="rule">${fault.rule}</span></p>
<p class="fix"><strong>${words('document.findings.fix')}</strong> ${fix}</p>
${fields.length === 0 && fault.at.length === 0 ? NOTHING : html`<dl class="where">
${fields.length === 0 ? NOTHING : html`<div><dt>${words('document.findings.erp')}</dt><dd>${fields.map((field, index) =>
    html`${index === 0 ? NOTHING : ', '}${erpField(field)}`)}</dd></div>`}
${fault.at.length === 0 ? NOTHING : html`<div><dt>${words('document.findings.term')}</dt><dd>${
    fault.at.map((path) => fieldName(words, path)).join(' · ')}</dd></div>`}
</dl>`}</li>`;
}
