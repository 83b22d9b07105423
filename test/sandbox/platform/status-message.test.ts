import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDecimal } from '../../../src/model/decimal.ts';
import { reasonsOf, STATUS_CODES } from '../../../src/model/lifecycle-codes.ts';
import { parseStatus } from '../../../src/parse/cdar/parse-status.ts';
import { renderStatus } from '../../../src/render/cdar/render-status.ts';
import { checkStatus } from '../../../src/rules/check-status.ts';
import { statusMessage } from '../../../src/sandbox/platform/status-message.ts';
import type { LifeStep } from '../../../src/sandbox/directory/counterparties.ts';
import type { InvoiceFacts } from '../../../src/sandbox/platform/stored-flow.ts';
import { NEEDS_DATA } from '../../support/official-data.ts';
import { complaints, schemaOf } from '../../support/schema.ts';

const INVOICE: InvoiceFacts = {
  number: 'F202600001', issueDate: '2026-11-22', typeCode: '380', seller: '100000009', sellerName: 'Passerelle Démo SAS',
  sellerAddress: '100000009_STATUTS', buyer: '200000008', buyerName: 'Librairie & Exemples <SARL>', buyerAddress: '200000008',
  currency: 'EUR', due: '120.00',
};
const AT = '2026-11-22T10:11:12.345Z';
const RECEIVED = '2026-11-22T09:00:00.000Z';

test('each status a party or platform can set is told in a message that reads back the same', () => {
  for (const status of STATUS_CODES.filter(({ type }) => type !== undefined)) {
    const [reason] = reasonsOf(status.code);
    const why = status.reason === 'required' && reason !== undefined ? { reason, text: 'Deux colis manquants' } : {};
    const step: LifeStep = { code: status.code, ...why };
    const read = parseStatus(renderStatus(statusMessage(INVOICE, step, AT, RECEIVED)));
    assert.deepEqual([read.code, read.typeCode, read.statusCode], [status.code, status.type, status.statusCode], status.code);
    assert.deepEqual([read.invoice.number, read.invoice.issueDate, read.invoice.seller?.value], ['F202600001', '2026-11-22', '100000009']);
    assert.equal(read.reasons[0]?.code, step.reason);
    assert.equal(read.recipients?.[0]?.endpoint?.value, read.issuer?.role === 'SE' ? '200000008' : '100000009_STATUTS');
    assert.deepEqual(checkStatus(read), [], status.code);
    assert.deepEqual(checkStatus(statusMessage(INVOICE, { code: status.code }, AT, RECEIVED)), [], status.code);
  }
});

test('who sets a status is its issuer: a platform, the seller or the buyer', () => {
  const issuer = (code: string): string | undefined => statusMessage(INVOICE, { code }, AT, RECEIVED).issuer?.role;
  assert.deepEqual(['200', '213', '205', '210', '209', '212'].map(issuer), ['WK', 'WK', 'BY', 'BY', 'SE', 'SE']);
});

test('a payment names its amount and its day', () => {
  const read = parseStatus(renderStatus(statusMessage(INVOICE, { code: '211' }, AT, RECEIVED)));
  const [paid] = read.reasons[0]?.characteristics ?? [];
  assert.deepEqual([paid?.type, paid?.amount === undefined ? '' : formatDecimal(paid.amount), paid?.currency], ['MPA', '120.00', 'EUR']);
  assert.match(paid?.date ?? '', /2026-?11-?22/);
});

test('the messages are valid by the schema of the message', { skip: NEEDS_DATA }, () => {
  for (const { code } of STATUS_CODES.filter(({ type }) => type !== undefined)) {
    const [reason] = reasonsOf(code);
    const bytes = renderStatus(statusMessage(INVOICE, { code, ...(reason === undefined ? {} : { reason }) }, AT, RECEIVED));
    assert.deepEqual(complaints(bytes, schemaOf(bytes)), [], code);
  }
});
