/** The shipped mapping of supplier invoices, and a company's overlay of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { BILL_MEMBERS, billSource, RECEPTION_MEMBERS } from '../../src/map/bill-source.ts';
import type { Mapping } from '../../src/map/mapping.ts';
import { overlay } from '../../src/map/overlay.ts';
import { parseMapping, readMapping } from '../../src/map/parse-mapping.ts';
import { printMapping } from '../../src/map/print-mapping.ts';
import { applyReverse, type Told } from '../../src/map/reverse.ts';
import { dec, formatDecimal, ZERO } from '../../src/model/decimal.ts';
import type { Bill } from '../../src/model/bill.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { ReceptionEnrichment } from '../../src/model/reception.ts';
import { adopt } from '../../src/normalize/adopt.ts';
import { invoiceOf, line, ROOM } from '../normalize/adopt-support.ts';
import { invoice as arbitraryInvoice } from '../support/arbitrary-invoice.ts';

const SHIPPED = new URL('../../connectors/odoo/mapping/vendor-bill.yaml', import.meta.url);
const BASE = parseMapping(readFileSync(SHIPPED, 'utf8'), 'vendor-bill.yaml');
const ANSWERS: Readonly<Record<string, string>> = { party: '41', currency: '1', tax: '5' };

function told(mapping: Mapping, invoice: Invoice, answers: Readonly<Record<string, string>> = ANSWERS): Told {
  const { bill } = adopt(invoice, ROOM);
  assert.ok(bill !== null);
  return applyReverse(mapping, billSource(invoice, bill), ({ what }) => answers[what] ?? null);
}

/** Decimals as Odoo is given them. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'object' && one !== null && 'units' in one ? formatDecimal(one as typeof ZERO) : one,
    ),
  );
}

function narrationOf({ narration }: Told['values']): string {
  return typeof narration === 'string' ? narration : '';
}

const INVOICE = invoiceOf(
  [
    line('90.00', {
      quantity: dec('2'),
      price: dec('50'),
      unitCode: 'HUR',
      allowances: [{ amount: dec('10'), percent: dec('10') }],
      item: { name: 'Conseil', sellerId: 'C-1' },
      buyerAccountingReference: '622600',
    }),
    line('10.00', { id: '2', vat: { category: 'S', rate: dec('5.5') } }),
  ],
  {
    businessProcess: 'M1',
    issueDate: '2026-09-01',
    dueDate: '2026-10-01',
    currency: 'EUR',
    orderReference: 'PO-9',
    contractReference: 'C<1>',
    notes: [{ subject: 'PMD', text: 'Pénalités & frais' }, { subject: 'AAB' }],
    precedingInvoices: [{ number: 'F-1', issueDate: '2026-08-01' }],
    payment: { reference: 'RF18', terms: '30 jours\nfin de mois' },
    seller: { name: 'Papeterie', legalId: { value: '100000009', scheme: '0002' }, vatId: 'FR86100000009' },
    totals: { rounding: dec('0.01') },
  },
);

suite('a supplier invoice as the fields of a draft bill in Odoo', () => {
  test('header, references, lines and taxes', () => {
    const { values, faults } = told(BASE, INVOICE);
    assert.deepEqual(faults, []);
    assert.deepEqual(plain(values), {
      move_type: 'in_invoice',
      partner_id: '41',
      ref: 'F-7',
      invoice_date: '2026-09-01',
      invoice_date_due: '2026-10-01',
      currency_id: '1',
      invoice_origin: 'PO-9',
      payment_reference: 'RF18',
      narration:
        'Facture d’origine : F-1 du 2026-08-01<br>Contrat : C&lt;1&gt;<br>' +
        'Conditions de paiement : 30 jours<br>fin de mois<br>Pénalités &amp; frais',
      invoice_line_ids: [
        { name: 'Conseil', quantity: '2', price_unit: '50', discount: '10', tax_ids: '5' },
        { name: 'Papier', quantity: '1', price_unit: '10', tax_ids: '5' },
        { name: 'Arrondi', quantity: '1', price_unit: '0.01' },
      ],
    });
  });

  test('a credit note, and the orders of its lines', () => {
    const { values } = told(
      BASE,
      invoiceOf([line('1', { orderReference: 'A' }), line('2'), line('3', { orderReference: 'B' }), line('4', { orderReference: 'A' })], {
        typeCode: '381',
      }),
    );
    assert.deepEqual([values['move_type'], values['invoice_origin'], values['narration']], ['in_refund', 'A, B', undefined]);
  });

  test('questions carry what answers them; a rounding line asks for no tax', () => {
    const { questions } = told(BASE, INVOICE);
    assert.deepEqual(
      questions.map(
        ({ what, by }) =>
          `${what} ${Object.entries(by)
            .map(([name, value]) => `${name}=${value}`)
            .join(' ')}`,
      ),
      [
        'party id=100000009 vat=FR86100000009 name=Papeterie',
        'currency code=EUR',
        'tax category=S rate=20 nature=services',
        'account reference=622600 item=C-1 name=Conseil',
        'unit code=HUR',
        'analytic reference=622600 item=C-1 name=Conseil',
        'tax category=S rate=5.5',
        'account name=Papier',
        'analytic name=Papier',
        'account name=Arrondi',
        'analytic name=Arrondi',
      ],
    );
  });

  test('what nobody answers holds only where the ERP has no default', () => {
    const { faults } = told(BASE, INVOICE, {});
    assert.deepEqual(
      faults.map(({ rule, at }) => `${rule} ${at.join()}`),
      ['partner_id', 'currency_id', 'invoice_line_ids[0].tax_ids', 'invoice_line_ids[1].tax_ids'].map(
        (field) => `PASS-MAP-RESOLVE ${field}`,
      ),
    );
  });

  test('answers to optional questions are written', () => {
    const { values } = told(BASE, INVOICE, { ...ANSWERS, account: '60', unit: '7', analytic: '{"3": 100}' });
    const [first] = plain(values['invoice_line_ids']) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([first?.['account_id'], first?.['product_uom_id'], first?.['analytic_distribution']], ['60', '7', '{"3": 100}']);
  });

  test('the effective mapping reads back as the same', () => {
    const again = parseMapping(printMapping(BASE), 'again.yaml');
    assert.deepEqual(plain(told(again, INVOICE).values), plain(told(BASE, INVOICE).values));
  });

  test('whatever an invoice holds, its text never becomes markup', () => {
    fc.assert(
      fc.property(arbitraryInvoice, (rest) => {
        const { allowances: _, charges: _charges, vat: _vat, totals: _totals, ...others } = rest;
        const lines = (rest.lines ?? []).map(({ status: _s, parentId: _p, ...one }) => ({
          ...one,
          net: dec('5'),
          vat: { category: 'S', rate: dec('20') },
        }));
        const { values, faults } = told(BASE, invoiceOf(lines, { ...others, lines }), ANSWERS);
        assert.deepEqual(faults, []);
        assert.doesNotMatch(narrationOf(values).replaceAll('<br>', ''), /[<>"]/);
      }),
      { numRuns: 100 },
    );
  });
});

suite('a company changes the shipped mapping', () => {
  const layer = (fields: string): string =>
    `mapping: acme/bills\nextends: odoo/vendor-bill\nfrom: invoice\nto: odoo:account.move\nfields:\n${fields}`;
  const laid = (fields: string): Mapping => overlay(BASE, [parseMapping(layer(fields), 'acme.yaml')]);

  test('a field of the lines by its list, a field of the head, a term removed', () => {
    const own = laid(
      [
        '  invoice_line_ids[].account_id: { resolve: account, by: { reference: accountingReference } }',
        '  x_project: projectReference',
        '  x_order: reception.order.id',
        'remove: [narration]',
        '',
      ].join('\n'),
    );
    const { values, faults } = told(own, { ...INVOICE, projectReference: 'P' }, ANSWERS);
    assert.equal(values['narration'], undefined);
    assert.equal(values['x_project'], 'P');
    assert.deepEqual(
      faults.map(({ at }) => at.join()),
      ['invoice_line_ids[0].account_id'],
    );
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'a term that is none, in the lines',
      '  invoice_line_ids[].x_a: accountingRef\n',
      '6 `bill.lines.accountingRef` is no term to read: did you mean `bill.lines.accountingReference`?',
    ],
    ['a bill member that is none', '  x_a: bill.lines.nett\n', '6 `bill.lines.nett` is no term to read: did you mean `bill.lines.net`?'],
    ['a list that is none', '  lines[].x_a: number\n', '6 the base has no list `lines` to change: write `lines` with `each` and `fields`'],
  ];
  for (const [title, fields, expected] of wrong) {
    test(title, () => {
      assert.throws(
        () => laid(fields),
        (error: Error & { where?: { line?: number } }) => `${error.where?.line} ${error.message}`.includes(expected),
      );
    });
  }
});

suite('the language of `resolve`', () => {
  const problems = (entry: string): readonly string[] =>
    readMapping(`mapping: t/b\nfrom: invoice\nto: odoo:account.move\nfields:\n  x: ${entry}\n`, 't.yaml').problems.map(
      ({ line, column, sentence }) => `${line}:${column} ${sentence}`,
    );
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['optional', '{ resolve: analytic, by: { a: number }, optional: true }', []],
    ['not optional', '{ resolve: currency, by: { a: currency }, optional: false }', []],
    ['neither', '{ resolve: tax, by: { a: number }, optional: maybe }', ['5:51 `optional` is true or false, not `maybe`']],
    ['optional without resolve', '{ from: number, optional: true }', ['5:22 `optional` goes with `resolve`']],
    [
      'optional with a default',
      '{ resolve: tax, by: { a: number }, optional: true, default: x }',
      ['5:57 an entry is `optional` or has a `default`, not both'],
    ],
    [
      'a kind that is none',
      '{ resolve: currencies, by: { a: number } }',
      ['5:17 `resolve: currencies` is not known: did you mean `currency`?'],
    ],
  ];
  for (const [title, entry, expected] of cases) test(title, () => assert.deepEqual(problems(entry), expected));
});

test('the members that a mapping may read are those of a bill and a reception that have everything', () => {
  const bill: Required<Pick<Bill, keyof Bill>> = {
    type: 'invoice',
    lines: [
      {
        source: 'line',
        line: '1',
        name: 'A',
        quantity: ZERO,
        price: ZERO,
        discount: ZERO,
        unitCode: 'C62',
        net: ZERO,
        vat: { category: 'E', rate: ZERO, reasonCode: 'R' },
        nature: 'goods',
        sellerItem: 'S',
        buyerItem: 'B',
        standardItem: 'T',
        accountingReference: 'C',
      } satisfies Required<Bill['lines'][number]>,
    ],
    taxes: [{ category: 'E', rate: ZERO, reasonCode: 'R', base: ZERO, amount: ZERO } satisfies Required<Bill['taxes'][number]>],
    withoutVat: ZERO,
    vat: ZERO,
    withVat: ZERO,
  };
  const reception: Pick<Required<ReceptionEnrichment>, 'supplier' | 'order'> = {
    supplier: { state: 'found', party: '1', proposals: [] },
    order: { number: 'PO', id: '1' },
  };
  assert.deepEqual(leaves({ bill }).toSorted(), [...BILL_MEMBERS].toSorted());
  assert.deepEqual(
    leaves({ reception })
      .filter((name) => !name.endsWith('proposals'))
      .toSorted(),
    [...RECEPTION_MEMBERS].toSorted(),
  );
});

function leaves(value: object, prefix = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const [first] = Array.isArray(member) ? (member as readonly unknown[]) : [member];
    return typeof first === 'object' && first !== null && !('units' in first) ? leaves(first, path) : [path];
  });
}
