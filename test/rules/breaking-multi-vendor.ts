/** An invoice of several vendors and one in both directions, and what breaks each of their rules. Companies are fictitious. */
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { SOUND } from './sound.ts';

type Changes = Readonly<Record<string, unknown>>;

/** A sub-invoice with one line. */
function group(number: string, siren: string, index: number, process: string): readonly Line[] {
  // made anew each time: a copy of the invoice keeps shared objects shared
  const vendor = (): Line['vendor'] & object => ({
    name: `Vendeur ${siren}`,
    legalId: { value: siren, scheme: '0002' },
    address: { country: 'FR' },
  });
  const afl = (): { value: string; scheme: string } => ({ value: number, scheme: 'AFL' });
  const id = String(index);
  return [
    {
      id,
      status: 'GROUP',
      net: dec('50.00'),
      vatTotal: dec('10.00'),
      withVat: dec('60.01'),
      vendor: vendor(),
      objects: [afl(), { value: process, scheme: 'AVV' }],
    },
    {
      id: `${id}.1`,
      parentId: id,
      status: 'DETAIL',
      net: dec('50.00'),
      vendor: vendor(),
      objects: [afl()],
      vat: { category: 'S', rate: dec('20'), reason: `#${number}#` },
    },
  ];
}

function combined(businessProcess: string, typeCode: string, second: string): Invoice {
  const number = SOUND.number ?? '';
  const row = (of: string): object => ({ category: 'S', rate: dec('20'), base: dec('50.00'), amount: dec('10.00'), reason: `#${of}#` });
  return {
    ...SOUND,
    businessProcess,
    typeCode,
    lines: [...group(number, '100000009', 1, 'M1'), ...group('B-2', second, 2, 'S1')],
    vat: [row(number), row('B-2')],
  };
}

export const SEVERAL_VENDORS = combined('M8', '380', '300000007');
export const BOTH_DIRECTIONS = combined('M9', '389', '200000008');

export const BREAKING_VENDORS: Readonly<Record<string, Changes>> = {
  'BR-FR-MV-01': { 'lines[1].status': undefined },
  'BR-FR-MV-02': { lines: [] },
  'BR-FR-MV-03': { 'lines[2].vendor.address': undefined },
  'BR-FR-MV-05': { 'lines[0].net': dec('50.02') },
  'BR-FR-MV-06': { 'lines[1].vendor.legalId.value': '300000007' },
  'BR-FR-MV-07': { 'lines[3].objects[0].value': 'B-3' },
  'BR-FR-MV-08': { 'lines[1].vat.reason': 'motif' },
  'BR-FR-MV-09': { 'vat[1].amount': dec('10.02') },
  'BR-FR-MV-10': { 'lines[0].withVat': dec('60.02') },
  'BR-FR-MV-11': { 'lines[0].objects[0].value': 'B-1' },
  'BR-FR-MV-12': { 'lines[2].objects[0].value': SOUND.number },
  'BR-FR-MV-13': { typeCode: '389' },
  'BR-FR-MV-14': { typeCode: '381' },
};

export const BREAKING_DIRECTIONS: Readonly<Record<string, Changes>> = {
  'BR-FR-BD-02': { 'lines[2].vendor.legalId.value': '300000007' },
  'BR-FR-BD-13': { typeCode: '380' },
  'BR-FR-BD-14': { typeCode: '261' },
};
