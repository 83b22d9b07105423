/** The lists of this Odoo that bindings and reverse mappings choose from, with the attributes that tell entries apart. */
import type { ListEntry } from '../../src/ports/connector.ts';
import { searchRead } from './client.ts';
import type { Session } from './session.ts';
import { idOf, isNumeral, nameOf, textOf, type OdooRow, type OdooValue } from './value.ts';

interface ListKind {
  readonly model: string;
  readonly code: readonly string[];
  readonly attributes: readonly string[];
}

const KINDS: Readonly<Record<'tax' | 'account' | 'unit' | 'journal' | 'term' | 'currency', ListKind>> = {
  tax: {
    model: 'account.tax', code: ['ubl_cii_tax_category_code'],
    attributes: ['amount', 'amount_type', 'type_tax_use', 'tax_scope', 'tax_exigibility', 'price_include', 'active',
      // without these a reverse charge of 20 % looks like any other tax of 20 %
      'has_negative_factor', 'is_domestic', 'company_id', 'ubl_cii_tax_exemption_reason_code'],
  },
  account: { model: 'account.account', code: ['code'], attributes: ['account_type', 'deprecated', 'active'] },
  unit: { model: 'uom.uom', code: ['unece_code'], attributes: ['category_id', 'factor', 'active'] },
  journal: { model: 'account.journal', code: ['code'], attributes: ['type', 'company_id', 'currency_id', 'active'] },
  currency: { model: 'res.currency', code: ['name'], attributes: ['active', 'decimal_places'] },
  term: { model: 'account.payment.term', code: [], attributes: ['active', 'company_id'] },
};

export async function lists(session: Session, kind: keyof typeof KINDS): Promise<readonly ListEntry[]> {
  const { model, code, attributes } = KINDS[kind];
  const fields = await session.present(model, ['name', ...code, ...attributes]);
  const rows = await searchRead(await session.client(), model, {
    // reduced rates are inactive in a fresh French chart, yet old documents carry them
    domain: [], fields, context: { ...(await session.context()), active_test: false },
  });
  const reversed = kind === 'tax' && !fields.includes('has_negative_factor') ? await reversedTaxes(session) : null;
  return rows.map((row) => {
    const told = reversed === null ? row : { ...row, has_negative_factor: reversed.has(idOf(row['id']) ?? 0) };
    return entryOf(told, code, attributes);
  });
}

/** Up to 16 only the two sides themselves tell that they cancel out. */
async function reversedTaxes(session: Session): Promise<ReadonlySet<number>> {
  const model = 'account.tax.repartition.line';
  const fields = await session.present(model, ['tax_id', 'invoice_tax_id', 'refund_tax_id']);
  if (fields.length === 0) return new Set();
  const context = await session.context();
  const rows = await searchRead(await session.client(), model, { domain: [['factor_percent', '<', 0]], fields, context });
  return new Set(rows.flatMap((row) => fields.map((name) => idOf(row[name]) ?? 0)));
}

function entryOf(row: OdooRow, codes: readonly string[], attributes: readonly string[]): ListEntry {
  const code = codes.map((name) => textOf(row[name])).find((value) => value !== null);
  const kept: Record<string, string> = {};
  for (const name of attributes) {
    // names of companies are free text: which one an entry belongs to is told by its id
    const value = name === 'company_id' ? companyOf(row[name]) : plain(row[name]);
    if (value !== null) kept[name] = value;
  }
  const entry = { id: plain(row['id']) ?? '', name: textOf(row['name']) ?? '', attributes: kept };
  return code === undefined ? entry : { ...entry, code };
}

function companyOf(value: OdooValue | undefined): string | null {
  const id = idOf(value);
  return id === null ? null : String(id);
}

function plain(value: OdooValue | undefined): string | null {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNumeral(value)) return value.rawJSON;
  return textOf(value) ?? nameOf(value);
}
