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
