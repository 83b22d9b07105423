/** Terms that a syntax would give another meaning: written so that they keep theirs, or not written, and then listed as lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notCarried } from '../../src/core/not-carried.ts';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice, Syntax } from '../../src/model/invoice.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';

const HEAD: Invoice = { number: 'F1', typeCode: '380', currency: 'EUR' };

/** What comes back, and the places of what does not. */
const CASES: readonly (readonly [title: string, syntax: Syntax, invoice: Invoice, back: Invoice, lost: readonly string[]])[] = [
  [
    'a seller identifier of the scheme SEPA does not become the creditor of a direct debit',
    'ubl',
    { seller: { ids: [{ value: 'X1', scheme: 'SEPA' }], name: 'S' }, payment: { debit: { creditor: 'FR00ZZZ' } } },
    { seller: { name: 'S' }, payment: { debit: { creditor: 'FR00ZZZ' } } },
    ['seller.ids[0].value', 'seller.ids[0].scheme'],
  ],
  [
    'a stated payment means 1 is not taken for what only carries the payer',
    'ubl',
    { payment: { means: '1' }, payer: { name: 'P' } },
    { payment: { means: '1' }, payer: { name: 'P' } },
    [],
  ],
  [
    'nor for what only carries the due date of a credit note',
    'ubl',
    { typeCode: '381', dueDate: '2026-12-01', payment: { means: '1' } },
    { typeCode: '381', dueDate: '2026-12-01', payment: { means: '1' } },
    [],
  ],
  [
    'words without a payment means do not hide that the code only carries',
    'ubl',
    { payment: { meansText: 'Virement' }, payer: { name: 'P' } },
    { payer: { name: 'P' } },
    ['payment.meansText'],
  ],
  ['the date of an order without a number brings no number NA', 'ubl', { orderDate: '2026-01-02' }, { orderDate: '2026-01-02' }, []],
  [
    'an amount in the accounting currency does not become the VAT of the invoice',
    'ubl',
    { vatCurrency: 'EUR', totals: { vatAccounting: dec('20.00') } },
    { vatCurrency: 'EUR' },
    ['totals.vatAccounting'],
  ],
  [
    'nor in the other syntax, nor on a line',
    'cii',
    { totals: { vatAccounting: dec('20.00') }, lines: [{ id: '1', vatTotalAccounting: dec('1') }] },
    { lines: [{ id: '1' }] },
    ['totals.vatAccounting', 'lines[0].vatTotalAccounting'],
  ],
  [
    'a line that refers to a line of its own invoice does not become a sub-line',
    'ubl',
    { lines: [{ id: '1', precedingInvoice: { number: 'F1', line: '2' } }] },
    { lines: [{ id: '1' }] },
    ['lines[0].precedingInvoice.number', 'lines[0].precedingInvoice.line'],
  ],
  [
    'a sub-line of an invoice without a number does not become a reference to another invoice',
    'ubl',
    { number: undefined, lines: [{ id: '2', parentId: '1', status: 'DETAIL' }] },
    { lines: [{ id: '2' }] },
    ['lines[0].parentId', 'lines[0].status'],
  ],
  [
    'an attribute that has only a code gets no name, whatever blanks stand around the code',
    'ubl',
    { lines: [{ item: { attributes: [{ code: ' COL', value: 'x' }] } }] },
    { lines: [{ item: { attributes: [{ code: ' COL', value: 'x' }] } }] },
    [],
  ],
  ['a subject without a text comes back without a text', 'ubl', { notes: [{ subject: 'PMD' }] }, { notes: [{ subject: 'PMD' }] }, []],
  [
    'nor in the other syntax, which asks for the name as well',
    'cii',
    { lines: [{ item: { attributes: [{ code: ' COL', value: 'x' }] } }] },
    { lines: [{ item: { attributes: [{ code: ' COL', value: 'x' }] } }] },
    [],
  ],
  ['a VAT point code of the other list does not become one of ours', 'cii', { vatPointCode: '72' }, {}, ['vatPointCode']],
  ['a file name without a file is no attachment', 'cii', { attachments: [{ fileName: 'a.pdf' }] }, {}, ['attachments[0].fileName']],
];

for (const [title, syntax, invoice, expected, lost] of CASES) {
  test(`${title} (${syntax})`, () => {
    const given = without({ ...HEAD, ...invoice });
    const read = parseInvoice(renderInvoice(given, syntax));
    assert.deepEqual(read.invoice, without({ ...HEAD, ...invoice, ...expected, ...droppedFrom(invoice, expected) }));
    assert.deepEqual([read.unread, read.faults], [[], []]);
    assert.deepEqual(
      notCarried(given, read.invoice).map(({ path }) => path),
      lost,
    );
  });
}

/** Members of the invoice that are not expected back. */
function droppedFrom(invoice: Invoice, expected: Invoice): Readonly<Record<string, undefined>> {
  return Object.fromEntries(Object.keys(invoice).flatMap((name) => (name in expected ? [] : [[name, undefined] as const])));
}

function without(invoice: object): Invoice {
  return Object.fromEntries(Object.entries(invoice).filter(([, value]) => value !== undefined));
}
