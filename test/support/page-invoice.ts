// A fictitious invoice as it really occurs, with any number of lines and several rates, for pages that people read.
import { dec, divide, equals, multiply, round, sum } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { pageFonts } from '../../src/cli/page-fonts.ts';

export const FONTS = pageFonts();
const RATES = ['20', '5.5', '10', '20', '2.1'].map(dec);
const NAMES = ['Conseil en organisation', 'Vis à bois inox 5×60', 'Location d’une nacelle avec chauffeur', 'Livre', 'Maintenance'];

function lineOf(index: number): Line & { readonly net: ReturnType<typeof dec> } {
  const quantity = dec(String((index % 7) + 1));
  const price = dec(`${((index * 37) % 900) + 10}.${String((index * 13) % 100).padStart(2, '0')}`);
  const rate = RATES[index % RATES.length]!;
  return {
    id: String(index + 1),
    quantity,
    unitCode: ['HUR', 'C62', 'DAY', 'H87', 'MON'][index % 5]!,
    price,
    net: round(multiply(quantity, price), 2),
    vat: { category: 'S', rate },
    item: {
      name: `${NAMES[index % 5]!} ${index + 1}`,
      ...(index % 3 === 0 ? { description: 'Compte rendu écrit remis sous huit jours.' } : {}),
    },
  };
}

export function pageInvoice(count: number, over: Partial<Invoice> = {}): Invoice {
  const lines = Array.from({ length: count }, (_, index) => lineOf(index));
  const net = round(sum(lines.map((line) => line.net)), 2);
  const rates = RATES.filter((rate, index) => index < count && RATES.findIndex((other) => equals(other, rate)) === index);
  const vat = rates.map((rate) => {
    const base = round(sum(lines.flatMap((line) => (equals(line.vat!.rate!, rate) ? [line.net] : []))), 2);
    return { category: 'S', rate, base, amount: divide(multiply(base, rate), dec('100'), 2) };
  });
  const total = round(sum(vat.map(({ amount }) => amount)), 2);
  const withVat = sum([net, total]);
  return {
    specification: 'urn:cen.eu:en16931:2017',
    number: 'FA-2026-00421',
    issueDate: '2026-10-12',
    dueDate: '2026-11-11',
    typeCode: '380',
    currency: 'EUR',
    seller: {
      name: 'Ateliers Fictifs de l’Ouest SAS',
      legalId: { value: '100000009', scheme: '0002' },
      vatId: 'FR32100000009',
      legalForm: 'SAS au capital de 50 000 €',
      address: { line1: '12 quai de la Fosse', postCode: '44000', city: 'Nantes', country: 'FR' },
    },
    buyer: {
      name: 'Librairie des Exemples & Cie SARL',
      legalId: { value: '200000008', scheme: '0002' },
      address: { line1: '3 place du Marché', postCode: '69002', city: 'Lyon', country: 'FR' },
    },
    payment: { means: '58', transfers: [{ account: 'FR7630006000011234567890189', bic: 'AGRIFRPP' }], terms: '30 jours' },
    notes: [{ subject: 'PMT', text: 'Indemnité forfaitaire pour frais de recouvrement : 40 €.' }],
    lines,
    vat,
    totals: { lines: net, withoutVat: net, vat: total, withVat, due: withVat },
    ...over,
  };
}

const VAT_CATEGORIES = [
  ['S', '20'],
  ['S', '5.5'],
  ['Z', '0'],
  ['E', '0', 'Exonération, article 261 du CGI', 'VATEX-FR-CGI261-1'],
  ['AE', '0', 'Autoliquidation', 'VATEX-EU-AE'],
  ['K', '0', 'Livraison intracommunautaire exonérée, article 262 ter I du CGI', 'VATEX-EU-IC'],
  ['G', '0', 'Exportation, article 262 I du CGI', 'VATEX-EU-G'],
  ['L', '7'],
  ['M', '10'],
] as const;

function everyCategory(): Invoice {
  const rows = VAT_CATEGORIES.map(([category, rate, reason, reasonCode], index) => {
    const base = dec(`${(index + 1) * 1000}.${index}5`);
    const amount = divide(multiply(base, dec(rate)), dec('100'), 2);
    return { category, rate: dec(rate), base, amount, ...(reason === undefined ? {} : { reason, reasonCode }) };
  });
  const net = sum(rows.map(({ base }) => base));
  const vat = sum(rows.map(({ amount }) => amount));
  const lines = rows.map(({ category, rate, base }, index) => ({
    ...lineOf(index),
    quantity: dec('1'),
    price: base,
    net: base,
    vat: { category, rate },
  }));
  return pageInvoice(0, { lines, vat: rows, totals: { lines: net, withoutVat: net, vat, withVat: sum([net, vat]), due: sum([net, vat]) } });
}

const LONG_NAME = 'Établissement public de coopération intercommunale à fiscalité propre des communes du littoral ';
const LONG_NOTE = 'En cas de retard, une pénalité de trois fois le taux d’intérêt légal est exigible sans rappel. ';

function longTexts(): Invoice {
  const base = pageInvoice(3);
  const [first, ...rest] = base.lines ?? [];
  const item = { name: LONG_NAME.repeat(3).trim(), description: LONG_NOTE.repeat(60).trim(), sellerId: 'REF-'.repeat(40) };
  return {
    ...base,
    number: 'FA-2026-'.padEnd(60, '0123456789'),
    buyer: { ...base.buyer, name: LONG_NAME.repeat(2).trim() },
    lines: [{ ...first, item }, ...rest],
    notes: [
      { subject: 'PMD', text: LONG_NOTE.repeat(30).trim() },
      { subject: 'AAB', text: `Pas d’escompte.\n\n${'sans-espace-'.repeat(60)}` },
    ],
  };
}

function huge(): Invoice {
  const big = dec('-123456789012.345678');
  const base = pageInvoice(2);
  const lines = (base.lines ?? []).map((line) => ({
    ...line,
    quantity: dec('1234567890.123456'),
    price: dec('98765432109.87654321'),
    net: big,
  }));
  const vat = [{ category: 'S', rate: dec('20'), base: big, amount: big }];
  return {
    ...base,
    lines,
    vat,
    totals: { lines: big, withoutVat: big, vat: big, withVat: big, paid: big, rounding: dec('0.001'), due: big },
  };
}

function adjusted(): Invoice {
  const vat = { category: 'S', rate: dec('20') };
  const reduction = { amount: dec('120.5'), base: dec('1205'), percent: dec('10'), reason: 'Remise de fidélité', vat };
  const freight = { amount: dec('35'), reason: 'Port et emballage', vat };
  const base = pageInvoice(5);
  const lines = (base.lines ?? []).map((line, index) =>
    index === 1
      ? {
          ...line,
          price: dec('0.01525'),
          priceBaseQuantity: dec('1000'),
          allowances: [reduction],
          charges: [freight],
          quantity: dec('12500.5'),
        }
      : line,
  );
  const totals = { ...base.totals, allowances: dec('120.5'), charges: dec('35'), paid: dec('500'), rounding: dec('0.01') };
  return { ...base, lines, allowances: [reduction], charges: [freight], totals };
}

const DINARS = { code: 'TND', net: '1250.500', vat: '237.595', due: '1489.095' } as const;

/** Kinds of invoice that a page must bear, from the plainest to those that nobody should send. */
export const PAGE_KINDS: Readonly<Record<string, Invoice>> = {
  'one line': pageInvoice(1),
  'twenty lines': pageInvoice(20),
  'several pages': pageInvoice(60),
  'long texts': longTexts(),
  'every VAT category': everyCategory(),
  'a credit note': pageInvoice(2, { typeCode: '381', precedingInvoices: [{ number: 'FA-1', issueDate: '2026-09-01' }] }),
  'a prepaid invoice': (() => {
    const base = pageInvoice(4);
    return { ...base, totals: { ...base.totals, paid: base.totals?.withVat ?? dec('0'), due: dec('0') } };
  })(),
  'a foreign currency': (() => {
    const base = pageInvoice(4, { currency: 'USD', vatCurrency: 'EUR' });
    return { ...base, totals: { ...base.totals, vatAccounting: dec('101.10') } };
  })(),
  'allowances and charges': adjusted(),
  'huge amounts': huge(),
  'a seller in Tunisia': pageInvoice(1, {
    currency: DINARS.code,
    seller: {
      name: 'الشركة الفرضية للكهرباء',
      tradingName: 'Société Fictive d’Électricité SARL',
      taxId: '1234567A/M/000',
      address: { line1: '5 avenue de la Liberté', postCode: '1002', city: 'Tunis', country: 'TN' },
    },
    vat: [{ category: 'S', rate: dec('19'), base: dec(DINARS.net), amount: dec(DINARS.vat) }],
    totals: { lines: dec(DINARS.net), withoutVat: dec(DINARS.net), vat: dec(DINARS.vat), withVat: dec('1488.095'), due: dec(DINARS.due) },
  }),
};
