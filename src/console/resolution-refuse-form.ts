/** Refusing a supplier invoice (210): a reason of the norm's list, a comment for the supplier, and that it is final. */
import { html, NOTHING, type Html } from './html.ts';
import { reasonCodeText } from './native-words.ts';
import { COMMENT_MAX } from './resolution-answer.ts';
import { resolutionForm, type ResolutionContext } from './resolution-form.ts';

export function refuseForm(context: ResolutionContext): Html {
  const {
    visit: { words },
    offers,
    document,
  } = context;
  if (offers.refuse.length === 0) return NOTHING;
  const options = offers.refuse.map(
    (code) =>
      html`<option value="${code}" ${code === offers.suggested ? html` selected` : NOTHING}>
        ${reasonCodeText(words, code)} (${code})
      </option>`,
  );
  return html`<details class="action refuse" name="resolve">
    <summary>${words('resolve.refuse')}</summary>
    ${resolutionForm(
      context,
      'refuse',
      html`<p>${words('resolve.refuse.explain')}</p>
        <label for="refuse-code">${words('resolve.refuse.code')}</label>
        <select id="refuse-code" name="code" required>
          ${offers.suggested === undefined ? html`<option value="">${words('resolve.refuse.choose')}</option>` : NOTHING}${options}
        </select>
        <label for="refuse-comment">${words('resolve.refuse.comment')} <small>${words('resolve.refuse.comment.hint')}</small></label>
        <input id="refuse-comment" name="comment" maxlength="${COMMENT_MAX}" autocomplete="off" />
        <p class="confirm">
          <input type="checkbox" id="confirm-refuse" name="confirm" value="yes" required />
          <label for="confirm-refuse"
            >${words('resolve.refuse.check', {
              number: document.number ?? '',
              party: document.counterparty ?? words('documents.unknown'),
            })}</label
          >
        </p>
        <button class="button danger">${words('resolve.refuse.confirm')}</button>`,
    )}
  </details>`;
}
