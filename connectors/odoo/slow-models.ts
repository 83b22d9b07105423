/**
 * Models whose records practically never change: what was read of them is believed for some minutes, so that an invoice
 * costs a dozen requests instead of thirty. Partners, products, taxes and companies are never among them: a person who
 * corrects one expects the next try to see it.
 */
export const SLOW_MODELS: ReadonlySet<string> = new Set([
  'res.country', 'res.country.state', 'res.currency', 'uom.uom', 'account.account', 'account.fiscal.position', 'res.bank',
]);
