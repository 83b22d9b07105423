// The functions of the library as a program that is not ours calls them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import {
  checkInvoice,
  checkStructure,
  completeInvoice,
  convert,
  dec,
  explain,
  formatDecimal,
  JUDGED_PROFILES,
  judgeFile,
  listProfiles,
  listRules,
  parseInvoice,
  parseStatus,
  renderCdar,
  renderCii,
  renderFacturx,
  renderUbl,
  type Invoice,
} from '../../src/core/index.ts';
import { pdfWith } from '../parse/facturx/make-pdf.ts';
import { DISPUTED } from '../rules/cdv-sound.ts';
import { SOUND } from '../rules/sound.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';

const fontOf = (name: string): Uint8Array => readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
const FONTS = { regular: fontOf('DejaVuSansCondensed'), bold: fontOf('DejaVuSansCondensed-Bold') };

test('an invoice read from either syntax is the one that was written', async () => {
  const ubl = await parseInvoice(renderUbl(SOUND));
  assert.deepEqual([ubl.syntax, ubl.invoice.totals, ubl.unread, ubl.faults, ubl.places], ['ubl', SOUND.totals, [], [], undefined]);
  const cii = await parseInvoice(renderCii(SOUND), { places: true });
  assert.deepEqual([cii.syntax, cii.invoice.lines], ['cii', SOUND.lines]);
  assert.match(cii.places?.get('number')?.xpath ?? '', /ram:ID$/);
  assert.deepEqual(parseStatus(renderCdar(DISPUTED)).message, DISPUTED);
  await assert.rejects(parseInvoice(renderCdar(DISPUTED)), { code: 'XML_UNKNOWN', message: /a status message about an invoice/ });
});

test('the profile is the one that the invoice names, unless another is asked for', () => {
  assert.deepEqual(checkInvoice(SOUND), []);
  const { seller: _, ...nobody } = SOUND;
  const rules = checkInvoice(nobody, { profile: 'fr-cius' }).map(({ rule }) => rule);
  assert.ok(rules.includes('BR-06') && rules.some((rule) => rule.startsWith('BR-FR-')));
  const [fault] = checkInvoice(nobody);
  assert.ok(fault !== undefined);
  for (const locale of ['fr', 'en'] as const) assert.ok(Object.values(explain(fault, locale)).every((words) => words.length > 10));
  assert.throws(() => checkInvoice(SOUND, { profile: 'en16932' as 'en16931' }), { code: 'CORE_PROFILE' });
});

test('the facts of a file let the rules of its syntax be judged', async () => {
  const text = new TextDecoder().decode(renderUbl(SOUND)).replace('<cbc:DueDate>', '<cbc:IssueTime>10:00:00</cbc:IssueTime>$&');
  const { invoice, facts } = await parseInvoice(new TextEncoder().encode(text));
  const without = checkInvoice(invoice).map(({ rule }) => rule);
  const rules = checkInvoice(invoice, { facts }).map(({ rule }) => rule);
  assert.ok(rules.some((rule) => rule.startsWith('UBL-CR-')) && !without.some((rule) => rule.startsWith('UBL-')));
});

test('the structure of a file is judged alone, also inside a PDF, and only where there is one', async () => {
  assert.deepEqual(await checkStructure(renderCii(SOUND)), []);
  const damaged = new TextDecoder().decode(renderCii(SOUND)).replace('<ram:TypeCode>', '<ram:Nonsense/>$&');
  const pdf = await pdfWith([{ name: 'factur-x.xml', content: damaged }]);
  assert.deepEqual(
    (await checkStructure(pdf)).map(({ rule, severity }) => [rule, severity]),
    [['PASS-STRUCT-UNKNOWN', 'fatal']],
  );
  await assert.rejects(checkStructure(new TextEncoder().encode('<html/>')), { code: 'XML_UNKNOWN', message: /root element html/ });
});

test('profiles and rules are listed with the severities and artefacts that verdicts have', async () => {
  assert.deepEqual(
    listProfiles().map(({ name }) => name),
    JUDGED_PROFILES,
  );
  const verdict = await judgeFile(renderUbl(SOUND), { profile: 'fr-cius' });
  const french = listRules('fr-cius');
  const artefacts = new Set(french.map(({ artefact }) => `${artefact.name} ${artefact.version}`));
  for (const { name, version } of verdict.artefacts.slice(1)) assert.ok(artefacts.has(`${name} ${version}`), name);
  const severityOf = (id: string): unknown => french.find((rule) => rule.id === id)?.severity;
  assert.deepEqual(severityOf('BR-FR-05'), { sending: 'fatal', receiving: 'warning' });
  assert.deepEqual(severityOf('UBL-CR-001'), { sending: 'warning', receiving: 'off' });
  assert.ok(!french.some(({ id }) => id.startsWith('CII-')) && listRules('fr-cius', 'cii').some(({ id }) => id.startsWith('CII-SR-')));
  for (const name of JUDGED_PROFILES) {
    const ids = listRules(name, 'cii').map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, `${name} lists a rule twice`);
    assert.ok(ids.length > 20);
  }
});

test('a conversion lists the terms that the other format cannot hold, and nothing else', async () => {
  const same = await convert(renderUbl(SOUND), { to: 'ubl' });
  assert.deepEqual([same.from, same.notCarried, same.unread, same.faults, same.unshown], ['ubl', [], [], [], []]);
  assert.deepEqual(same.bytes, renderUbl(SOUND));
  const page = { to: 'facturx', profile: 'minimum', fonts: FONTS } as const;
  const least = await convert(renderCii(FULL_INVOICE), page);
  assert.equal(new TextDecoder('latin1').decode(least.bytes.subarray(0, 5)), '%PDF-');
  assert.ok(least.notCarried.some(({ path, term }) => path === 'lines[0].item.name' && term === 'BT-153'));
  const stranger = new TextDecoder().decode(renderUbl(SOUND)).replace('<cbc:DueDate>', '<cbc:IssueTime>10:00:00</cbc:IssueTime>$&');
  const { unread } = await convert(new TextEncoder().encode(stranger), { to: 'cii' });
  assert.deepEqual(unread, [{ path: '/ubl:Invoice/cbc:IssueTime', value: '10:00:00' }]);
});

test('Factur-X takes fonts and draws, or takes a PDF and adds to it', async () => {
  const drawn = renderFacturx(SOUND, { fonts: FONTS, locale: 'en' });
  assert.deepEqual([drawn.profile, drawn.notCarried, drawn.unshown], ['en16931', [], []]);
  assert.deepEqual(renderFacturx(SOUND, { fonts: FONTS, locale: 'en' }).pdf, drawn.pdf, 'the same invoice, the same bytes');
  const added = renderFacturx({ ...SOUND, number: 'F-2' }, { pdf: drawn.pdf });
  assert.equal((await parseInvoice(added.pdf)).invoice.number, 'F-2');
  assert.throws(() => renderFacturx(SOUND, { fonts: { ...FONTS, bold: new Uint8Array(4) } }), { code: 'PDF_FONT' });
});

test('what follows from the lines is completed, and the result breaks no rule of amounts', () => {
  const { lines: _, vat: _vat, totals: _totals, allowances: _allowances, charges: _charges, ...head } = SOUND;
  const line = (rate: string, net: string): NonNullable<Invoice['lines']>[number] => ({
    quantity: dec('1'),
    unitCode: 'C62',
    price: dec(net),
    net: dec(net),
    vat: { category: 'S', rate: dec(rate) },
    item: { name: 'Livre' },
  });
  const { invoice, derivations, faults } = completeInvoice({
    ...head,
    lines: [line('20', '10.05'), line('5.5', '20.00'), line('20', '0.95')],
  });
  assert.deepEqual(faults, []);
  const { withoutVat, vat, withVat, due } = invoice.totals ?? {};
  assert.deepEqual(
    [withoutVat, vat, withVat, due].map((amount) => amount && formatDecimal(amount)),
    ['31.00', '3.30', '34.30', '34.30'],
  );
  assert.equal(invoice.vat?.length, 2);
  assert.ok(derivations.some(({ at }) => at === 'totals.vat'));
  assert.deepEqual(checkInvoice(invoice), []);
});

test('stated totals that the lines do not lead to are told', () => {
  const { totals: _, vat: _vat, ...invoice } = SOUND;
  const { faults } = completeInvoice(invoice, { stated: { withVat: dec('999.00') } });
  assert.ok(faults.some(({ rule }) => rule.startsWith('PASS-TOTAL')));
});
