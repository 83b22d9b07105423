// The platform judges a status that we send as a real one would: what passes is kept and seen, what does not says why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { sha256 } from '../../../src/base/hash.ts';
import { dec } from '../../../src/model/decimal.ts';
import type { Company } from '../../../src/model/company.ts';
import type { Invoice } from '../../../src/model/invoice.ts';
import type { StatusMessage } from '../../../src/model/lifecycle.ts';
import { openFlow } from '../../../src/parse/open-flow.ts';
import { parseInvoice } from '../../../src/parse/parse-invoice.ts';
import { composeStatus, type StatusInput } from '../../../src/pipeline/compose-status.ts';
import { renderStatus } from '../../../src/render/cdar/render-status.ts';
import { ublInvoice } from '../../contract/channel/fictitious-invoice.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';
import { startApi, type Api, type Wire } from './api.ts';

const COMPANY = { legalName: 'Passerelle Démo SAS', siren: '100000009', timezone: 'Europe/Paris' } as Company;
const SUPPLIER = '300000007';

let api: Api;
let serial = 0;
before(async () => {
  api = await startApi();
});
after(() => api.close());

interface Ground {
  readonly flowId: string;
  readonly input: StatusInput;
}

/** A supplier's invoice that the platform handed to us. */
function received(): Ground {
  const number = `S-${++serial}`;
  const xml = Buffer.from(ublInvoice({ number, buyer: '@@' }))
    .toString('utf8')
    .replaceAll('100000009', SUPPLIER)
    .replaceAll('@@', '100000009');
  const bytes = Buffer.from(xml);
  const flowId = api.platform.deliver(bytes);
  return { flowId, input: inputOf('204', 'buyer', parseInvoice(bytes).invoice, SUPPLIER) };
}

/** An invoice of ours that was accepted. */
async function sent(): Promise<Ground> {
  const number = `F-${++serial}`;
  const { body } = await api.send({ number });
  return { flowId: String(body['flowId']), input: inputOf('212', 'seller', parseInvoice(ublInvoice({ number })).invoice, '200000008') };
}

function inputOf(code: string, role: 'buyer' | 'seller', invoice: Invoice, address: string): StatusInput {
  return { code, role, company: COMPANY, invoice, id: '', at: '2026-11-22T10:00:00.000Z', reasons: [], counterpartAddresses: [address] };
}

let messages = 0;
function messageOf({ input }: Ground, change: Partial<StatusInput> = {}): StatusMessage {
  return composeStatus({ ...input, id: `status-${++messages}`, ...change });
}

function collected(amount: string, currency = 'EUR'): Partial<StatusInput> {
  return { code: '212', collected: { on: '2026-11-20', currency, rates: [{ rate: dec('20.00'), amount: dec(amount) }] } };
}

async function tell(message: StatusMessage | string): Promise<Wire> {
  const bytes = typeof message === 'string' ? Buffer.from(message) : renderStatus(message);
  return api.sendBytes(bytes, { name: 's.xml', flowSyntax: 'CDAR', sha256: sha256(bytes), trackingId: `lc-${++messages}` });
}

/** `Ok`, or the reason code and the item of the acknowledgement. */
async function verdict(message: StatusMessage | string): Promise<string> {
  const { status, body } = await tell(message);
  assert.equal(status, 202);
  api.platform.settle();
  const ack = api.platform.flows().find(({ flowId }) => flowId === body['flowId'])?.ack;
  const [detail] = ack?.details ?? [];
  return detail === undefined ? String(ack?.status) : `${detail.reasonCode} ${detail.item}`;
}

test('an answer to a supplier is taken in, kept and seen as a status of his invoice', async () => {
  const bill = received();
  for (const code of ['204', '205', '211']) {
    assert.equal(await verdict(messageOf(bill, { code, paid: { on: '2026-11-21', amount: dec('120.00'), currency: 'EUR' } })), 'Ok', code);
  }
  const kept = api.platform.flows().filter(({ about }) => about === bill.flowId);
  assert.deepEqual(
    kept.map(({ code, type, direction }) => [code, type, direction]),
    ['204', '205', '211'].map((code) => [code, 'SupplierInvoiceLC', 'Out']),
  );
});

test('parties may repeat themselves and speak late', async () => {
  const bill = received();
  for (const code of ['205', '204', '205']) assert.equal(await verdict(messageOf(bill, { code })), 'Ok', code);
});

test('a refusal with its reason ends the invoice: nothing is taken in after it', async () => {
  const bill = received();
  assert.equal(await verdict(messageOf(bill, { code: '210', reasons: [{ code: 'CMD_ERR', comment: 'Aucune commande' }] })), 'Ok');
  assert.equal(await verdict(messageOf(bill, { code: '205' })), 'InvoiceLCStatusError MDT-105');
});

test('an invoice that is not ours to answer, or none, is no matching invoice', async () => {
  const bill = received();
  const none = 'InvoiceLCRuleError MDT-87';
  const { invoice } = bill.input;
  assert.equal(await verdict(messageOf(bill, { invoice: { ...invoice, number: 'NONE' } })), none);
  assert.equal(await verdict(messageOf(bill, { invoice: { ...invoice, issueDate: '2025-11-22' } })), none);
  assert.equal(
    await verdict(messageOf(bill, { invoice: { ...invoice, seller: { legalId: { value: '400000006', scheme: '0002' } } } })),
    none,
  );
  assert.equal(await verdict(messageOf(bill, { company: { ...COMPANY, siren: '500000005' } })), none);
  // the roles the wrong way round: we as the seller of what we bought
  assert.equal(await verdict(messageOf(bill, { role: 'seller', code: '209' })), none);
});

test('a role may set only its own statuses', async () => {
  assert.equal(await verdict(messageOf(received(), collected('120.00'))), 'InvoiceLCAccessDenied MDT-105');
  const message = messageOf(await sent(), { code: '209' });
  assert.equal(await verdict({ ...message, code: '205', statusCode: '1' }), 'InvoiceLCAccessDenied MDT-105');
  const agent = messageOf(received());
  assert.equal(await verdict({ ...agent, issuer: { ...agent.issuer, role: 'IV' } }), 'InvoiceLCAccessDenied MDT-40');
});

test('who refuses a self-billed invoice is its seller', async () => {
  const bytes = Buffer.from(
    Buffer.from(ublInvoice({ number: 'SELF-1' }))
      .toString('utf8')
      .replace('>380<', '>389<'),
  );
  api.platform.deliver(bytes);
  const self: Ground = { flowId: '', input: inputOf('210', 'seller', parseInvoice(bytes).invoice, '200000008') };
  const why = { reasons: [{ code: 'TRANSAC_INC', comment: 'Pas de livraison à ce jour' }] };
  assert.equal(await verdict(messageOf(await sent(), { code: '210', ...why })), 'InvoiceLCAccessDenied MDT-105');
  assert.equal(await verdict(messageOf(self, why)), 'Ok');
});

test('an unknown status and a broken rule are told apart', async () => {
  const bill = received();
  const message = messageOf(bill);
  assert.equal(await verdict({ ...message, code: '299' }), 'InvoiceLCInvalidStatus code');
  assert.equal(await verdict(messageOf(bill, { code: '208' })), 'InvoiceLCRuleError reasons');
  assert.equal(await verdict({ ...message, process: 'B2B' }), 'InvoiceLCRuleError process');
});

test('a status goes to an address of the counterpart; its SIREN alone only where that is one', async () => {
  const bill = received();
  assert.equal(await verdict(messageOf(bill, { counterpartAddresses: ['999999999'] })), 'InvoiceLCRuleError MDT-73');
  api.platform.setCounterparty({ siren: '900000001', siret: '90000000100017', name: 'Groupe', directory: 'several', life: [] });
  const { body } = await api.send({ number: 'F-GROUP', buyer: '900000001_90000000100025' });
  assert.ok(body['flowId'] !== undefined);
  const invoice = parseInvoice(ublInvoice({ number: 'F-GROUP', buyer: '900000001_90000000100025' })).invoice;
  const group: Ground = {
    flowId: '',
    input: inputOf('212', 'seller', { ...invoice, buyer: { legalId: { value: '900000001', scheme: '0002' } } }, ''),
  };
  const to = (address: string): StatusMessage => messageOf(group, { ...collected('10.00'), counterpartAddresses: [address] });
  assert.equal(await verdict(to('900000001')), 'InvoiceLCRuleError MDT-73');
  assert.equal(await verdict(to('900000001_90000000100017')), 'Ok');
});

test('collections add up: in the currency of the invoice, and not beyond its total', async () => {
  const invoice = await sent();
  assert.equal(await verdict(messageOf(invoice, collected('100.00', 'USD'))), 'InvoiceLCAmountError MDT-215');
  assert.equal(await verdict(messageOf(invoice, collected('100.00'))), 'Ok');
  assert.equal(await verdict(messageOf(invoice, collected('20.01'))), 'InvoiceLCAmountError MDT-215');
  assert.equal(await verdict(messageOf(invoice, collected('-100.00'))), 'Ok');
  assert.equal(await verdict(messageOf(invoice, collected('120.00'))), 'Ok');
});

test('a collection without its amounts is refused at once', async () => {
  const { status, body } = await tell(messageOf(await sent(), { code: '212' }));
  assert.equal(status, 400);
  assert.match(String(body['errorMessage']), /BR-FR-CDV-14/);
});

test('one message is one flow: the same bytes, or another message under the same identifier, are refused', async () => {
  const message = messageOf(received());
  assert.equal((await tell(message)).status, 202);
  for (const again of [message, { ...message, code: '205', statusCode: '1' }]) {
    const { status, body } = await tell(again);
    assert.deepEqual([status, body['errorCode']], [400, 'AlreadyExistingFlow']);
  }
});

test('what would not pass the schema is an invalid schema', async () => {
  const message = messageOf(received());
  const xml = Buffer.from(renderStatus(message)).toString('utf8');
  const swapped = xml.replace(/(<ram:StatusCode>45<\/ram:StatusCode>)(<ram:TypeCode>380<\/ram:TypeCode>)/, '$2$1');
  assert.notEqual(swapped, xml);
  const { recipients: _, ...alone } = message;
  const broken = [
    xml.slice(0, -20),
    '<a/>',
    swapped,
    xml.replace('<ram:RoleCode>', '<ram:Stranger/><ram:RoleCode>'),
    Buffer.from(renderStatus({ ...message, statusAt: '2026' })).toString('utf8'),
    Buffer.from(renderStatus(alone)).toString('utf8'),
  ];
  for (const [index, text] of broken.entries()) assert.equal(await verdict(text), 'InvalidSchema file', `case ${index}`);
});

test('a status finds its invoice inside a Factur-X, with the total it holds', { skip: NEEDS_DATA }, async () => {
  const pdf = readFileSync(sharedPath('fr/facturx-good', 'Facture_FR_BASICWL.pdf'));
  const opened = await openFlow(pdf);
  assert.ok(opened.kind === 'invoice' && opened.parsed.invoice.buyer?.legalId !== undefined);
  const { invoice } = opened.parsed;
  const company = { ...COMPANY, siren: opened.parsed.invoice.buyer.legalId.value.slice(0, 9) };
  const facturx: Ground = { flowId: api.platform.deliver(pdf), input: { ...inputOf('205', 'buyer', invoice, ''), company } };
  assert.equal(await verdict(messageOf(facturx)), 'Ok');
  assert.equal(api.platform.flows().at(-1)?.about, facturx.flowId);
});
