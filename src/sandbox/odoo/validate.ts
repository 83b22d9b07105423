/** What Odoo refuses of values, in the words of its constraints. */
import type { Row } from './row.ts';
import { frenchVat } from './demo-purchases.ts';

const NO_ACCOUNT =
  'new row for relation "account_move_line" violates check constraint ' +
  '"account_move_line_check_accountable_required_fields"\nDETAIL:  Failing row contains (…)';

/** null when Odoo takes them. */
export function refusalOf(model: string, cells: Row): string | null {
  const text = (name: string): string => (typeof cells[name] === 'string' ? cells[name] : '');
  if (model === 'res.partner') {
    const vat = text('vat').replace(/\s/g, '').toUpperCase();
    if (/^FR\d{11}$/.test(vat) && frenchVat(vat.slice(4)) !== vat)
      return `Le numéro de TVA [${vat}] du partenaire ne semble pas être valide.`;
    if (text('peppol_eas') !== '' && !/^(\d{4}|[A-Z]{2})$/.test(text('peppol_eas')))
      return `Pas de correspondance trouvée pour « ${text('peppol_eas')} » dans le champ « Peppol e-address (EAS) »`;
    if (cells['name'] === false) return 'Les contacts nécessitent un nom.';
  }
  const type = cells['move_type'];
  if (model === 'account.move' && type !== undefined && !/^(entry|(in|out)_(invoice|refund|receipt))$/.test(String(type)))
    return `Pas de correspondance trouvée pour « ${String(type)} » dans le champ « Type »`;
  if (model === 'account.move.line' && cells['account_id'] === false) return NO_ACCOUNT;
  return null;
}
