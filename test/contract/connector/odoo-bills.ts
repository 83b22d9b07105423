// Bills as an Odoo has them, for both benches: values by Odoo's field names, read back through the connector.
import type { ErpRef } from '../../../src/model/document.ts';
import type { BillToCreate, Connector } from '../../../src/ports/connector.ts';
import type { BilledLine, BillInput } from './bill-suite.ts';

export interface OdooGround {
  readonly company: string;
  readonly partner: string;
  readonly foreign: string;
}

export function billOf({ company, partner, foreign }: OdooGround, input: BillInput): BillToCreate {
  return {
    key: input.key,
    company,
    ...(input.taxes === undefined ? {} : { taxes: input.taxes }),
    values: {
      move_type: input.type === 'credit-note' ? 'in_refund' : 'in_invoice',
      partner_id: input.partner ?? partner,
      ref: input.number,
      invoice_date: input.date ?? '2026-11-15',
      no_such_field: 'left out',
      ...(input.foreign === true ? { currency_id: foreign } : {}),
      ...(input.note === undefined ? {} : { narration: input.note }),
      invoice_line_ids: input.lines.map(({ name, quantity = '1', price, discount, taxes = [], account, analytic }) => ({
        name,
        quantity,
        price_unit: price,
        tax_ids: taxes,
        no_such_field: 'left out',
        ...(discount === undefined ? {} : { discount }),
        ...(account === undefined ? {} : { account_id: account }),
        ...(analytic === undefined ? {} : { analytic_distribution: analytic }),
      })),
    },
  };
}

interface Read {
  readonly ref: string | null;
  readonly narration: string | null;
  readonly invoice_line_ids: readonly {
    readonly name: string;
    readonly account_id: { readonly id: number } | null;
    readonly tax_ids: readonly { readonly id: number }[];
  }[];
}

export async function readBill(connector: Connector, ref: ErpRef): Promise<{ number: string; note: string; lines: readonly BilledLine[] }> {
  const record = await connector.read(ref, [
    'ref',
    'narration',
    'invoice_line_ids.name',
    'invoice_line_ids.account_id',
    'invoice_line_ids.tax_ids.id',
  ]);
  const value = JSON.parse(new TextDecoder().decode(record.bytes)) as Read;
  return {
    number: value.ref ?? '',
    note: value.narration ?? '',
    lines: value.invoice_line_ids.map(({ name, account_id: account, tax_ids: taxes }) => ({
      name,
      account: account === null ? null : String(account.id),
      taxes: taxes.map((tax) => String(tax.id)),
    })),
  };
}
