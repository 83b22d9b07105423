/** Which tax, account or unit of the ERP is meant: the proposals as buttons, or an id of the ERP; bound for good. */
import { answerName } from './bill-answers.ts';
import { html, NOTHING, type Html } from './html.ts';
import { percentText } from './format.ts';
import { ERP_ID_PATTERN } from './resolution-answer.ts';
import { resolutionForm, type ResolutionContext } from './resolution-form.ts';
import type { BindOffer } from './resolution-offers.ts';
import type { Words } from './words.ts';

const BUTTONS_MAX = 12;

export function bindForms(context: ResolutionContext): Html {
  const {
    visit: { words },
    offers,
  } = context;
  const needed = offers.bind.filter(({ needed }) => needed);
  const optional = offers.bind.filter((offer) => !offer.needed);
  return html`${needed.map(
    (offer) =>
      html`<div class="question">
        <h3>${title(words, offer)}</h3>
        ${choices(context, offer)}
      </div>`,
  )}
  ${
    optional.length === 0
      ? NOTHING
      : html`<details class="action" name="resolve">
          <summary>${words('resolve.bind.more')}</summary>
          <p class="small">${words('resolve.bind.more.explain')}</p>
          ${optional.map(
            (offer) =>
              html`<div class="question">
                <h4>${title(words, offer)}</h4>
                ${choices(context, offer)}
              </div>`,
          )}
        </details>`
  }`;
}

/** « Quelle taxe pour la TVA S au taux de 20 % ? » */
function title(words: Words, { question: { what, by } }: BindOffer): string {
  const parts = Object.entries(by).map(([name, value]) =>
    name === 'rate' ? percentText(words.locale, value) : name === 'category' ? (words.maybe(`vat.${value}`) ?? value) : value,
  );
  return words.maybe(`resolve.bind.${what}`, { what: parts.join(', ').slice(0, 200) }) ?? parts.join(', ');
}

function choices(context: ResolutionContext, { key, question }: BindOffer): Html {
  const { words } = context.visit;
  const proposals = (question.proposals ?? []).slice(0, BUTTONS_MAX).map(
    ({ id, name }) =>
      html`<li>
        ${resolutionForm(
          context,
          'bind',
          html` <input type="hidden" name="question" value="${key}" /><input type="hidden" name="to" value="${id}" />
            <span class="option"><strong>${name}</strong> <span class="faint">${words('resolve.party.id', { id })}</span></span>
            ${
              id === question.answer
                ? html`<span class="badge mute">${words('resolve.bind.present')}</span>`
                : html`<button class="button primary" aria-label="${words('resolve.bind.choose.named', { name })}">
                    ${words('resolve.bind.choose')}
                  </button>`
            }`,
        )}
      </li>`,
  );
  const field = `to-${key}`;
  const free = resolutionForm(
    context,
    'bind',
    html`<input type="hidden" name="question" value="${key}" />
      <label for="${field}">${words('resolve.bind.id')}</label>
      <span class="row"
        ><input id="${field}" name="to" required maxlength="64" pattern="${ERP_ID_PATTERN}" autocomplete="off" />
        <button class="button">${words('resolve.bind.choose')}</button></span
      >`,
  );
  const name = answerName(question);
  const present =
    question.answer === null
      ? NOTHING
      : html`<p class="small">
          ${words('resolve.bind.now', {
            name: name === null ? words('resolve.party.id', { id: question.answer }) : name,
          })}
        </p>`;
  return html`${present}${
    proposals.length === 0
      ? NOTHING
      : html`<ul class="proposals">
          ${proposals}
        </ul>`
  }${free}`;
}
