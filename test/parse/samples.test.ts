import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { complaints, schemaOf } from '../support/schema.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

const FOLDERS = [
  'en16931/ubl-examples', 'en16931/cii-examples', 'fr/ubl-gobl/cius', 'fr/ubl-gobl/extended', 'fr/ubl-gobl/parse', 'fr/akretion',
];

/** Orders and ZUGFeRD 1.0: no invoices of the syntaxes that are read. */
const OTHER_MESSAGES = /^(?:order-x|zugferd)-/;

/** Elements beyond the model; a new one in this list is a loss someone decided on. */
const KNOWN_UNREAD: Readonly<Record<string, readonly string[]>> = {
  // a base quantity of the gross price where the net price has none
  'CII_business_example_01.xml': ['ram:GrossPriceProductTradePrice'],
  'CII_example2.xml': ['ram:GrossPriceProductTradePrice'],
  'CII_example5.xml': ['ram:GrossPriceProductTradePrice'],
};

function samples(): readonly string[] {
  if (NEEDS_DATA !== false) return [];
  return FOLDERS.flatMap((folder) => {
    const path = sharedPath(folder);
    return existsSync(path) ? readdirSync(path).filter((name) => /\.xml$/i.test(name)).map((name) => join(path, name)) : [];
  });
}

/** Without members that hold nothing: an empty group says nothing, and neither syntax may write one. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [key, filled(member)]);
  const says = (member: unknown): boolean => typeof member !== 'object' || member === null || Object.keys(member).length > 0;
  return Object.fromEntries(members.filter(([, member]) => says(member)));
}

const files = samples();
const invoices = files.filter((file) => !OTHER_MESSAGES.test(basename(file)));

test('the official samples are read without a fault, and what is not read is known', { skip: NEEDS_DATA }, () => {
  assert.ok(invoices.length >= 45, `only ${invoices.length} samples were found`);
  for (const file of invoices) {
    const { unread, faults } = parseInvoice(readFileSync(file));
    const known = KNOWN_UNREAD[basename(file)] ?? [];
    assert.deepEqual(unread.filter(({ path }) => !known.some((part) => path.includes(part))), [], file);
    assert.deepEqual(faults, [], file);
  }
});

test('the official samples, written again, are valid and say the same', { skip: NEEDS_DATA }, () => {
  for (const file of invoices) {
    const { invoice, syntax } = parseInvoice(readFileSync(file));
    const bytes = renderInvoice(invoice, syntax);
    assert.deepEqual(complaints(bytes, schemaOf(bytes)), [], file);
    assert.deepEqual(filled(parseInvoice(bytes).invoice), filled(invoice), file);
  }
});

test('a sample of EN 16931 says the same in the other syntax', { skip: NEEDS_DATA }, () => {
  for (const file of invoices.filter((name) => name.includes('ubl-examples') || name.includes('ubl-gobl'))) {
    const { invoice } = parseInvoice(readFileSync(file));
    const bytes = renderInvoice(invoice, 'cii');
    assert.deepEqual(complaints(bytes, 'cii'), [], file);
    const { ids, ...seller } = invoice.seller ?? {};
    const { ids: again, ...sellerAgain } = parseInvoice(bytes).invoice.seller ?? {};
    assert.deepEqual(filled(sellerAgain), filled(seller), file);
    assert.equal(again?.length, ids?.length, file);
    assert.deepEqual(parseInvoice(bytes).invoice.totals, invoice.totals, file);
    assert.deepEqual(parseInvoice(bytes).invoice.lines?.map(({ net, quantity, price }) => ({ net, quantity, price })),
      invoice.lines?.map(({ net, quantity, price }) => ({ net, quantity, price })), file);
  }
});

test('an order and a ZUGFeRD 1.0 file are refused by name', { skip: NEEDS_DATA }, () => {
  for (const file of files.filter((name) => OTHER_MESSAGES.test(basename(name)))) {
    assert.throws(() => parseInvoice(readFileSync(file)), (error) => error instanceof PasserelleError && error.code === 'XML_UNKNOWN');
  }
});
