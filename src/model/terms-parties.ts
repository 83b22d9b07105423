/** Terms of EN 16931-1 about parties: seller, buyer, payee, tax representative. */
import { termsOf, type Term, type TermRow } from './term.ts';

/** Address terms in the order line 1, 2, 3, city, post code, subdivision, country. */
export type AddressIds = readonly [string, string, string, string, string, string, string];

export function addressRows(path: string, group: string, title: string, ids: AddressIds): readonly TermRow[] {
  const [line1, line2, line3, city, postCode, subdivision, country] = ids;
  return [
    [group, path, 'group', `${title} address`],
    [line1, `${path}.line1`, 'text', `${title} address line 1`],
    [line2, `${path}.line2`, 'text', `${title} address line 2`],
    [line3, `${path}.line3`, 'text', `${title} address line 3`],
    [city, `${path}.city`, 'text', `${title} city`],
    [postCode, `${path}.postCode`, 'text', `${title} post code`],
    [subdivision, `${path}.subdivision`, 'text', `${title} country subdivision`],
    [country, `${path}.country`, 'code', `${title} country code`, 'iso-3166-1'],
  ];
}

export function contactRows(path: string, group: string, title: string, ids: readonly [string, string, string]): readonly TermRow[] {
  return [
    [group, path, 'group', `${title} contact`],
    [ids[0], `${path}.name`, 'text', `${title} contact point`],
    [ids[1], `${path}.phone`, 'text', `${title} contact telephone number`],
    [ids[2], `${path}.email`, 'text', `${title} contact email address`],
  ];
}

/** An identifier and its scheme. */
export function identifierRows(path: string, id: string, name: string, list: string, schemeId = `${id}-1`): readonly TermRow[] {
  return [
    [id, path, 'identifier', name],
    [schemeId, `${path}.scheme`, 'code', `Scheme of the ${name.charAt(0).toLowerCase()}${name.slice(1)}`, list],
  ];
}

const SELLER: readonly TermRow[] = [
  ['BG-4', 'seller', 'group', 'Seller'],
  ['BT-27', 'seller.name', 'text', 'Seller name'],
  ['BT-28', 'seller.tradingName', 'text', 'Seller trading name'],
  ...identifierRows('seller.ids[]', 'BT-29', 'Seller identifier', 'iso-6523'),
  ...identifierRows('seller.legalId', 'BT-30', 'Seller legal registration identifier', 'iso-6523'),
  ['BT-31', 'seller.vatId', 'identifier', 'Seller VAT identifier'],
  ['BT-32', 'seller.taxId', 'identifier', 'Seller tax registration identifier'],
  ['BT-33', 'seller.legalForm', 'text', 'Seller additional legal information'],
  ...identifierRows('seller.endpoint', 'BT-34', 'Seller electronic address', 'eas'),
  ...addressRows('seller.address', 'BG-5', 'Seller', ['BT-35', 'BT-36', 'BT-162', 'BT-37', 'BT-38', 'BT-39', 'BT-40']),
  ...contactRows('seller.contact', 'BG-6', 'Seller', ['BT-41', 'BT-42', 'BT-43']),
];

const BUYER: readonly TermRow[] = [
  ['BG-7', 'buyer', 'group', 'Buyer'],
  ['BT-44', 'buyer.name', 'text', 'Buyer name'],
  ['BT-45', 'buyer.tradingName', 'text', 'Buyer trading name'],
  ...identifierRows('buyer.ids[]', 'BT-46', 'Buyer identifier', 'iso-6523'),
  ...identifierRows('buyer.legalId', 'BT-47', 'Buyer legal registration identifier', 'iso-6523'),
  ['BT-48', 'buyer.vatId', 'identifier', 'Buyer VAT identifier'],
  ...identifierRows('buyer.endpoint', 'BT-49', 'Buyer electronic address', 'eas'),
  ...addressRows('buyer.address', 'BG-8', 'Buyer', ['BT-50', 'BT-51', 'BT-163', 'BT-52', 'BT-53', 'BT-54', 'BT-55']),
  ...contactRows('buyer.contact', 'BG-9', 'Buyer', ['BT-56', 'BT-57', 'BT-58']),
];

const OTHERS: readonly TermRow[] = [
  ['BG-10', 'payee', 'group', 'Payee'],
  ['BT-59', 'payee.name', 'text', 'Payee name'],
  ...identifierRows('payee.ids[]', 'BT-60', 'Payee identifier', 'iso-6523'),
  ...identifierRows('payee.legalId', 'BT-61', 'Payee legal registration identifier', 'iso-6523'),
  ['BG-11', 'taxRepresentative', 'group', 'Seller tax representative party'],
  ['BT-62', 'taxRepresentative.name', 'text', 'Seller tax representative name'],
  ['BT-63', 'taxRepresentative.vatId', 'identifier', 'Seller tax representative VAT identifier'],
  ...addressRows('taxRepresentative.address', 'BG-12', 'Tax representative',
    ['BT-64', 'BT-65', 'BT-164', 'BT-66', 'BT-67', 'BT-68', 'BT-69']),
];

export const PARTY_TERMS: readonly Term[] = termsOf([...SELLER, ...BUYER, ...OTHERS]);
