/** For each French rule: what to change in SOUND to break it. */
import { dec } from '../../src/model/decimal.ts';

type Changes = Readonly<Record<string, unknown>>;
const group = { value: '500000005', scheme: '0231' };

export const BREAKING_FR: Readonly<Record<string, Changes>> = {
  'BR-FR-01': { number: 'FAC/2026/000000000000000000000000042' },
  'BR-FR-02': { number: 'FAC 42' },
  'PASS-NUMBER-LONG': { number: 'FAC/2026/000000000042' },
  'BR-FR-03': { dueDate: '2126-12-02' },
  'BR-FR-04': { typeCode: '383' },
  'BR-FR-05': {
    notes: [
      { subject: 'PMD', text: 'x' },
      { subject: 'AAB', text: 'x' },
    ],
  },
  'BR-FR-06': { 'notes[3]': { subject: 'PMD', text: 'encore' } },
  'BR-FR-08': { businessProcess: 'A1' },
  'BR-FR-09': { 'buyer.ids[0].value': '30000000700017' },
  'BR-FR-10': { 'seller.legalId': { value: '10000000900017', scheme: '0009' } },
  'BR-FR-11': { 'buyer.legalId': undefined },
  'BR-FR-12': { 'buyer.endpoint': undefined },
  'BR-FR-13': { 'seller.endpoint.value': '' },
  'BR-FR-15': { 'lines[0].vat.category': 'L' },
  'BR-FR-16': { 'vat[0].rate': dec('19') },
  'BR-FR-17': { 'attachments[0].description': 'Bon de commande' },
  'BR-FR-18': {
    attachments: [
      { id: 'a', description: 'LISIBLE' },
      { id: 'b', description: 'LISIBLE' },
    ],
  },
  'BR-FR-20': { 'notes[3].text': 'B2G' },
  'BR-FR-31': { 'notes[4]': { subject: 'BAR', text: 'B2B' } },
  'BR-FR-21': { 'buyer.endpoint.value': '300000007' },
  'BR-FR-22': { typeCode: '389', 'seller.endpoint': { value: '200000008', scheme: '0225' } },
  'BR-FR-23': { 'buyer.endpoint.value': '200000008_É' },
  'BR-FR-24': { 'buyer.ids[1].value': 'service 1' },
  'BR-FR-25': { 'buyer.endpoint.value': `200000008_${'x'.repeat(116)}` },
  'BR-FR-26': { 'buyer.ids[1].value': 'x'.repeat(101) },
  'BR-FR-27': { 'lines[0].item.attributes[0].name': undefined },
  'BR-FR-28': { 'lines[0].item.attributes[0].measure': dec('1') },
  'BR-FR-29': {
    objects: [
      { value: '1', scheme: 'AFL' },
      { value: '2', scheme: 'AFL' },
    ],
  },
  'BR-FR-30': {
    'lines[0].objects': [
      { value: '1', scheme: 'AVV' },
      { value: '2', scheme: 'AVV' },
    ],
  },
  'BR-FR-32': { 'payee.legalId.value': '3000' },
  'BR-FR-CO-03': { typeCode: '262', contractReference: 'C-1', 'period.end': undefined },
  'BR-FR-CO-04': { typeCode: '384', 'precedingInvoices[1]': { number: 'FAC/2026/00002', issueDate: '2026-10-02' } },
  'BR-FR-CO-05': { typeCode: '381', 'precedingInvoices[0].issueDate': undefined },
  'BR-FR-CO-07': { dueDate: '2026-11-01' },
  'BR-FR-CO-08': { businessProcess: 'B4', typeCode: '386' },
  'BR-FR-CO-09': { businessProcess: 'S2' },
  'BR-FR-CO-10': { 'buyer.ids[1].scheme': '0009' },
  'BR-FR-CO-12': { currency: 'USD' },
  'BR-FR-CO-14': { 'seller.ids[1]': group },
  'BR-FR-CO-15': { 'seller.ids[1]': group, 'taxRepresentative.vatId': undefined },
  'BR-FR-DEC-01': { 'totals.due': dec('12345678901234567890.00') },
  'BR-FR-DEC-02': { 'lines[0].quantity': dec('2.00001') },
  'BR-FR-DEC-03': { 'lines[0].price': dec('-1') },
  'BR-FR-DEC-04': { 'vat[0].rate': dec('20.000') },
  'PASS-F1-SELLER-VAT': { 'seller.vatId': undefined, 'taxRepresentative.vatId': undefined },
  'PASS-NEGATIVE-TOTAL': { 'totals.withVat': dec('-120.00') },
};
