/** The answers to a waiting supplier invoice as forms: one button each, and what it will do said before it is pressed. */
import type { Fault } from '../model/fault.ts';
import { bindForms } from './resolution-bind-forms.ts';
import { refuseForm } from './resolution-refuse-form.ts';
import { resolutionForm, type ResolutionContext } from './resolution-form.ts';
import { ERP_ID_PATTERN } from './resolution-answer.ts';
import { dayText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { findingText, spokenValues } from './native-words.ts';

export function resolutionCard(context: ResolutionContext): Html {
  const {
    visit: { words },
  } = context;
  return html`<section class="card resolve" id="resolve" data-live aria-labelledby="resolve-title">
    <h2 id="resolve-title">${words('resolve.title')}</h2>
    ${supplier(context)} ${context.offers.accept.map((fault) => acceptance(context, fault))} ${bindForms(context)} ${refuseForm(context)}
    ${aside(context)}
  </section>`;
}

function supplier(context: ResolutionContext): Html {
  const {
    visit: { words },
    offers,
  } = context;
  if (!offers.otherParty) return NOTHING;
  const proposals = offers.parties.map(
    (party) =>
      html`<li>
        ${resolutionForm(
          context,
          'party',
          html` <input type="hidden" name="party" value="${party.id}" />
            <span class="option"
              ><strong>${party.name}</strong>
              <span class="faint"
                >${words('resolve.party.id', { id: party.id })} · ${words.maybe(`party.by.${party.by}`) ?? party.by}</span
              ></span
            >
            <button class="button primary" aria-label="${words('resolve.party.choose.named', { name: party.name, id: party.id })}">
              ${words('resolve.party.choose')}
            </button>`,
        )}
      </li>`,
  );
  const create = offers.createParty
    ? html`<details class="action" name="resolve">
        <summary>${words('resolve.create')}</summary>
        ${resolutionForm(
          context,
          'create-party',
          html`<p>${words('resolve.create.explain')}</p>
            <button class="button primary">${words('resolve.create.confirm')}</button>`,
        )}
      </details>`
    : NOTHING;
  return html`<div class="question">
    <h3>${words('resolve.party.title')}</h3>
    ${
      proposals.length === 0
        ? html`<p class="faint">${words('resolve.party.none')}</p>`
        : html`<ul class="proposals">
            ${proposals}
          </ul>`
    }
    <details class="action" name="resolve">
      <summary>${words('resolve.party.other')}</summary>
      ${resolutionForm(
        context,
        'party',
        html` <label for="other-party">${words('resolve.party.other.label')}</label>
          <input id="other-party" name="party" required maxlength="64" pattern="${ERP_ID_PATTERN}" autocomplete="off" />
          <button class="button primary">${words('resolve.party.other.confirm')}</button>`,
      )}
    </details>
    ${create}
  </div>`;
}

/** What is accepted is named in full beside the box, with the name under which it will be written down. */
function acceptance(context: ResolutionContext, fault: Fault): Html {
  const { words, session } = context.visit;
  const box = `confirm-${fault.rule}`;
  const what = words.maybe(`resolve.accept.${fault.rule}`, spokenValues(words, fault)) ?? findingText(words, fault).what;
  const others = fault.rule !== 'PASS-IN-DUPLICATE' ? NOTHING : otherDocuments(context, fault);
  return html`<div class="question">
    <h3>${words.maybe(`resolve.accept.${fault.rule}.title`) ?? words('resolve.accept')}</h3>
    ${others}
    ${resolutionForm(
      context,
      'accept',
      html`<input type="hidden" name="rule" value="${fault.rule}" />
        <p class="confirm"><input type="checkbox" id="${box}" name="confirm" value="yes" required /> <label for="${box}">${what}</label></p>
        <p class="faint small">${words('resolve.accept.recorded', { user: session?.user ?? '' })}</p>
        <button class="button primary">${words('resolve.accept.confirm')}</button>`,
    )}
  </div>`;
}

/** The invoices it looks like, as links called by number, supplier and day where they are known. */
function otherDocuments({ visit: { words }, enrichment, related }: ResolutionContext, fault: Fault): Html {
  const named = fault.values['other'] ?? '';
  const ids = [
    ...(enrichment?.duplicates ?? []).flatMap(({ document }) => document ?? []),
    ...(/^[0-9a-f-]{36}$/.test(named) ? [named] : []),
  ];
  const links = [...new Set(ids)].slice(0, 10).map((id) => {
    const known = related.find((one) => one.id === id);
    const called = known === undefined ? [id] : [known.number, known.counterparty, dayText(words.locale, known.issueDate)];
    const other = called.filter((part) => part !== null && part !== '').join(' · ');
    return html`<li><a href="/documents/${encodeURIComponent(id)}">${words('resolve.duplicate.open', { other })}</a></li>`;
  });
  return links.length === 0
    ? NOTHING
    : html`<ul class="others">
        ${links}
      </ul>`;
}

/** Open where it is the only answer there is. */
function aside(context: ResolutionContext): Html {
  const {
    visit: { words },
    offers: { otherParty, accept, bind, refuse },
  } = context;
  const only = !otherParty && accept.length + bind.length + refuse.length === 0;
  return html`<details class="action ignore" name="resolve" ${only ? html` open` : NOTHING}>
    <summary>${words('resolve.ignore')}</summary>
    ${resolutionForm(
      context,
      'ignore',
      html`<p>${words('resolve.ignore.explain')}</p>
        <p class="confirm">
          <input type="checkbox" id="confirm-ignore" name="confirm" value="yes" required />
          <label for="confirm-ignore">${words('resolve.ignore.check')}</label>
        </p>
        <button class="button primary">${words('resolve.ignore.confirm')}</button>`,
    )}
  </details>`;
}
