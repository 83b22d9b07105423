/** Makes and posts the scenario's documents through Odoo's own API, with Odoo's own wizards where it has them. */
import type { Admin, Id } from './admin.ts';
import { DOCUMENTS, TAX, type DocumentSpec, type LineSpec } from './documents.ts';
import type { Ground } from './ground.ts';

export interface Built extends Omit<DocumentSpec, 'lines'> {
  readonly id: Id;
  readonly number: string;
  readonly untaxed: number;
  readonly tax: number;
  readonly total: number;
}

type Plan = Omit<DocumentSpec, 'lines'> & { readonly id: Id };

/** All documents of the scenario, posted, in the order of their posting. */
export async function buildDocuments(ground: Ground, specs: readonly DocumentSpec[] = DOCUMENTS): Promise<readonly Built[]> {
  const plans: Plan[] = await createMoves(ground, specs);
  await post(
    ground.admin,
    plans.map((plan) => plan.id),
  );
  return readBuilt(ground.admin, plans);
}

export async function createMoves(ground: Ground, specs: readonly DocumentSpec[]): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const company of [0, 1] as const) {
    const own = specs.filter((spec) => (spec.company ?? 0) === company);
    if (own.length === 0) continue;
    const context = { allowed_company_ids: [ground.companies[company]], default_move_type: 'out_invoice' };
    const ids = await ground.admin.create(
      'account.move',
      own.map((spec) => moveValues(ground, spec)),
      context,
    );
    own.forEach((spec, index) => plans.push({ ...spec, id: ids[index] as Id }));
  }
  return plans;
}

function moveValues(ground: Ground, spec: DocumentSpec): Record<string, unknown> {
  const company = ground.companies[spec.company ?? 0];
  return {
    move_type: 'out_invoice',
    partner_id: ground.partner(spec.buyer),
    invoice_date: spec.date,
    invoice_line_ids: spec.lines.map((line) => [0, 0, lineValues(ground, company, line)]),
    ...(spec.term === undefined ? {} : { invoice_payment_term_id: ground.term(spec.term) }),
    ...(spec.currency === undefined ? {} : { currency_id: ground.currency(spec.currency) }),
    ...(spec.shipping === undefined ? {} : { partner_shipping_id: ground.partner(spec.shipping) }),
    ...spec.values,
  };
}

function lineValues(ground: Ground, company: Id, line: LineSpec): Record<string, unknown> {
  if (line.display !== undefined) return { name: line.name, display_type: line.display };
  return {
    name: line.name,
    quantity: line.quantity,
    price_unit: line.price,
    tax_ids: [[6, 0, line.tax === undefined ? [] : [ground.tax(company, TAX[line.tax])]]],
    ...(line.unit === undefined ? {} : { product_uom_id: ground.unit(line.unit) }),
    ...(line.discount === undefined ? {} : { discount: line.discount }),
    ...(line.product === undefined ? {} : { product_id: ground[line.product] }),
  };
}

export async function post(admin: Admin, ids: readonly Id[]): Promise<void> {
  await admin.call('account.move', 'action_post', [ids]);
}

/** Credit notes (whole, partial), a debit note, a down payment and the invoice that deducts it. */
export async function buildFollowers(ground: Ground, built: readonly Built[]): Promise<readonly Built[]> {
  const { admin } = ground;
  const of = (key: string): Built => {
    const found = built.find((one) => one.key === key);
    if (found === undefined) throw new Error(`no document ${key}`);
    return found;
  };
  const whole = await reverse(admin, of('goods'), '2026-11-19');
  const partial = await reverse(admin, of('plain'), '2026-11-19');
  const [line] = await admin.search('account.move.line', [
    ['move_id', '=', partial],
    ['display_type', '=', 'product'],
  ]);
  await admin.write('account.move', [partial], { invoice_line_ids: [[1, line, { quantity: 20 }]] });
  const second = await reverse(admin, of('second-company'), '2026-11-20');
  const debit = await debitNote(admin, of('services'), '2026-11-20');
  const followers: Plan[] = [
    { key: 'credit-note', buyer: '200000008', date: '2026-11-19', scope: 'b2b', type: '381', id: whole },
    { key: 'credit-note-partial', buyer: '300000007', date: '2026-11-19', scope: 'b2b', type: '381', id: partial },
    { key: 'credit-note-second-company', buyer: '200000008', company: 1, date: '2026-11-20', scope: 'b2b', type: '381', id: second },
    { key: 'debit-note', buyer: '200000008', date: '2026-11-20', scope: 'b2b', id: debit },
  ];
  await post(
    admin,
    followers.map((plan) => plan.id),
  );
  return readBuilt(admin, [...followers, ...(await downPayment(ground))]);
}

export async function reverse(admin: Admin, built: Built, date: string): Promise<Id> {
  const context = { active_model: 'account.move', active_ids: [built.id] };
  const [journal] = await admin.rows<{ journal_id: [Id, string] }>('account.move', [['id', '=', built.id]], ['journal_id']);
  const [wizard] = await admin.create(
    'account.move.reversal',
    [{ date, reason: 'Retour de marchandise', journal_id: journal?.journal_id[0] }],
    context,
  );
  const action = await admin.call<{ res_id: Id }>('account.move.reversal', 'refund_moves', [[wizard]], { context });
  await admin.write('account.move', [action.res_id], { invoice_date: date });
  return action.res_id;
}

async function debitNote(admin: Admin, built: Built, date: string): Promise<Id> {
  const context = { active_model: 'account.move', active_ids: [built.id] };
  const [wizard] = await admin.create('account.debit.note', [{ date, reason: 'Heures oubliées', copy_lines: true }], context);
  const action = await admin.call<{ res_id: Id }>('account.debit.note', 'create_debit', [[wizard]], { context });
  await admin.write('account.move', [action.res_id], { invoice_date: date });
  return action.res_id;
}

async function downPayment(ground: Ground): Promise<Plan[]> {
  const { admin } = ground;
  const [order] = (await admin.create('sale.order', [
    {
      partner_id: ground.partner('300000007'),
      order_line: [
        [0, 0, { product_id: ground.product, product_uom_qty: 100, price_unit: 24.9, tax_ids: [[6, 0, [ground.tax(1, TAX.g20)]]] }],
      ],
    },
  ])) as [Id];
  await admin.call('sale.order', 'action_confirm', [[order]]);
  const first = await invoiceOrder(admin, order, { advance_payment_method: 'percentage', amount: 30 }, '2026-11-20');
  await post(admin, [first]);
  const last = await invoiceOrder(admin, order, { advance_payment_method: 'delivered' }, '2026-11-21');
  await post(admin, [last]);
  const common = { buyer: '300000007', scope: 'b2b' } as const;
  return [
    { ...common, key: 'down-payment', date: '2026-11-20', type: '386', id: first },
    { ...common, key: 'after-down-payment', date: '2026-11-21', id: last },
  ];
}

async function invoiceOrder(admin: Admin, order: Id, values: Record<string, unknown>, date: string): Promise<Id> {
  const context = { active_model: 'sale.order', active_ids: [order], active_id: order };
  const before = await invoicesOf(admin, order);
  const [wizard] = await admin.create('sale.advance.payment.inv', [{ ...values, sale_order_ids: [[6, 0, [order]]] }], context);
  await admin.call('sale.advance.payment.inv', 'create_invoices', [[wizard]], { context });
  const [made] = (await invoicesOf(admin, order)).filter((id) => !before.includes(id));
  if (made === undefined) throw new Error('the order was not invoiced');
  await admin.write('account.move', [made], { invoice_date: date });
  return made;
}

async function invoicesOf(admin: Admin, order: Id): Promise<readonly Id[]> {
  const [row] = await admin.rows<{ invoice_ids: Id[] }>('sale.order', [['id', '=', order]], ['invoice_ids']);
  return row?.invoice_ids ?? [];
}

interface MoveRow {
  readonly id: Id;
  readonly name: string;
  readonly amount_untaxed: number;
  readonly amount_tax: number;
  readonly amount_total: number;
}

/** Odoo's own figures of some posted documents. */
export async function readBuilt(admin: Admin, plans: readonly Plan[]): Promise<readonly Built[]> {
  const rows = await admin.rows<MoveRow>(
    'account.move',
    [['id', 'in', plans.map((plan) => plan.id)]],
    ['name', 'amount_untaxed', 'amount_tax', 'amount_total'],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return plans.map((plan) => {
    const row = byId.get(plan.id);
    if (row === undefined) throw new Error(`${plan.key} vanished`);
    return { ...plan, number: row.name, untaxed: row.amount_untaxed, tax: row.amount_tax, total: row.amount_total };
  });
}
