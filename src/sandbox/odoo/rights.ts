/** What the users of the sandbox may not do; everybody else may everything. */

/** Invoicing without the creation of contacts, and without the tables of Odoo itself. */
const PLAIN_USER = 3;

export function isDenied(user: number, model: string, operation: string): boolean {
  if (user !== PLAIN_USER || operation === 'none') return false;
  if (model === 'ir.model.data' || model === 'ir.config_parameter') return true;
  return (model === 'res.partner' || model === 'res.partner.bank') && operation !== 'read';
}
