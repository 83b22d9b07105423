/** Reading of e-reporting messages: every element and attribute reaches its term, the rest is listed, hostile files end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDecimal } from '../../src/model/decimal.ts';
import type { Figure } from '../../src/model/report.ts';
import { readReport, readReportRoot } from '../../src/parse/flux10/parse-report.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { readXml } from '../../src/xml/reader.ts';
import { PAYMENTS_XML, REPORT_BYTES, TRANSACTIONS_XML } from '../rules/report-sample.ts';

function bytes(xml: string): Uint8Array {
  return new TextEncoder().encode(xml);
}

/** Texts of leaves and values of attributes, sorted. */
function written({ attributes, children, text }: XmlElement): readonly string[] {
  return [...attributes.map(({ value }) => value), ...(children.length === 0 ? [text] : children.flatMap(written))];
}

function held(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if ('units' in value) return [(value as Figure).written ?? formatDecimal(value as Figure)];
  return Object.values(value).flatMap(held);
}

test('every element and attribute of the format is read, each once', () => {
  for (const xml of REPORT_BYTES) {
    const { report, unread, faults } = readReport(xml);
    assert.deepEqual([unread, faults], [[], []]);
    assert.deepEqual([...held(report)].sort(), [...written(readXml(xml))].sort());
  }
});

test('the terms of an invoice, of a day and of a payment stand where the model has them', () => {
  const { report } = readReport(bytes(TRANSACTIONS_XML));
  const [invoice, credit] = report.transactions?.invoices ?? [];
  assert.deepEqual(report.sender?.id, { value: '0123', scheme: '0238' });
  assert.deepEqual([invoice?.number, invoice?.issueDate, invoice?.process], ['F202600101', '20261003', 'M1']);
  assert.deepEqual(invoice?.buyer, {
    id: { value: 'DE123456789', scheme: '0223' },
    vatId: { value: 'DE123456789', scheme: 'VAT' },
    country: 'DE',
  });
  assert.deepEqual(invoice?.adjustments, [
    { charge: 'false', amount: { units: 1000n, scale: 2 }, category: 'K', rate: { units: 0n, scale: 0 } },
  ]);
  assert.deepEqual([invoice?.lines?.[0]?.unit, invoice?.lines?.[0]?.quantity], ['C62', { units: 150_000n, scale: 4 }]);
  assert.deepEqual([credit?.net, credit?.vatCurrency], [undefined, 'EUR']);
  assert.deepEqual(report.transactions?.days?.[0]?.vat?.[1], {
    rate: { units: 55n, scale: 1 },
    base: { units: 10_000n, scale: 2 },
    amount: { units: 550n, scale: 2 },
  });
  const { payments } = readReport(bytes(PAYMENTS_XML)).report;
  assert.deepEqual([payments?.invoices?.[0]?.date, payments?.days?.[0]?.date], ['20261020', '20261021']);
  assert.deepEqual(payments?.days?.[0]?.parts?.[1]?.amount, { units: 1055n, scale: 2 });
});

test('a number keeps its text where ours would be another', () => {
  const cases = [
    ['+1500.00', '+1500.00'],
    ['01500', '01500'],
    ['-0', '-0'],
    [' 1500 ', ' 1500 '],
    ['1500.10', undefined],
  ] as const;
  for (const [text, kept] of cases) {
    const { report } = readReport(bytes(TRANSACTIONS_XML.replace('>1500.00<', `>${text}<`)));
    assert.equal(report.transactions?.invoices?.[0]?.net?.written, kept);
  }
});

test('what cannot be a number or a day is a fault with its place, what no table names is unread', () => {
  const one = (from: string, to: string): ReturnType<typeof readReport> => {
    assert.ok(TRANSACTIONS_XML.includes(from));
    return readReport(bytes(TRANSACTIONS_XML.replace(from, to)));
  };
  const faults = [...one('>1500.00<', '>a lot<').faults, ...one('>20261103<', '>20261131<').faults];
  assert.deepEqual(
    faults.map(({ rule, at, file }) => [rule, at[0], file]),
    [
      ['PASS-XML-NUMBER', 'transactions.invoices[0].net', '/Report/TransactionsReport/Invoice[1]/MonetaryTotal/TaxExclusiveAmount'],
      ['PASS-XML-DATE', 'transactions.invoices[0].dueDate', '/Report/TransactionsReport/Invoice[1]/DueDate'],
    ],
  );
  const strange = one(
    '<AllowanceCharge ChargeIndicator="false">',
    '<ID>F2</ID><AllowanceCharge ChargeIndicator="false" Kind="x">note<Reason>r</Reason>',
  );
  assert.deepEqual(
    strange.unread.map(({ path, value }) => `${path.replace('/Report/TransactionsReport/Invoice[1]', '')} ${value}`),
    ['/ID[2] F2', '/AllowanceCharge/@Kind x', '/AllowanceCharge/Reason r', '/AllowanceCharge note'],
  );
});

test('places are told when asked for, also those of allowances', () => {
  const { places } = readReportRoot(readXml(bytes(TRANSACTIONS_XML)), true);
  const adjustment = places?.get('transactions.invoices[0].lines[0].adjustments[0].amount');
  assert.equal(adjustment?.xpath, '/Report/TransactionsReport/Invoice[1]/Line/AllowanceCharge/Amount');
  assert.equal(readReport(bytes(TRANSACTIONS_XML)).places, undefined);
});

test('another message is refused, and a hostile one ends within its bounds', () => {
  assert.throws(() => readReport(bytes('<Invoice/>')), { code: 'XML_UNKNOWN' });
  assert.throws(() => readReport(bytes(`${'<Report>'.repeat(200)}${'</Report>'.repeat(200)}`)), { code: 'XML_TOO_LARGE' });
  const { unread, report } = readReport(bytes(`<Report>${'<X a="1"/>'.repeat(50_000)}</Report>`));
  assert.equal(unread.length, 10_000);
  assert.deepEqual(report, {});
});
