/**
 * Electronic addresses: BT-34 from the company, BT-49 from what enrich found at the directory, else from the ERP, else
 * from the identifiers. An address that cannot be chosen is a fault, never a guess.
 */
import type { Company } from '../model/company.ts';
import type { Enrichment } from '../model/enrichment.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier, Party } from '../model/party.ts';
import type { Scope } from '../model/scope.ts';
import { ADDRESS_SCHEME, addressOf, vatScheme } from './identifiers/address.ts';
import { SIREN_SCHEME } from './identifiers/siren.ts';
import { vatCountry } from './identifiers/vat.ts';
import { enriched, found, setting, tell, type Source, type Story } from './story.ts';

export function addAddresses(invoice: Invoice, company: Company, scope: Scope, enrichment: Enrichment, story: Story): Invoice {
  const seller = { ...invoice.seller, endpoint: sellerAddress(invoice.seller, company, story) };
  if (invoice.buyer === undefined) return { ...invoice, seller };
  const endpoint = buyerAddress(invoice.buyer, scope, enrichment, story);
  return { ...invoice, seller, buyer: endpoint === undefined ? invoice.buyer : { ...invoice.buyer, endpoint } };
}

function write(at: string, address: Identifier, operation: string, from: readonly Source[], story: Story): Identifier {
  tell(story, 'normalize', `${at}.endpoint.value`, address.value, operation, from);
  tell(story, 'normalize', `${at}.endpoint.scheme`, address.scheme ?? '', 'scheme of the address', from);
  return address;
}

function sellerAddress(seller: Party | undefined, company: Company, story: Story): Identifier {
  if (company.endpoint !== undefined) {
    return write('seller', addressOf(company.endpoint), 'setting of the company', [setting('endpoint')], story);
  }
  if (seller?.endpoint?.scheme === ADDRESS_SCHEME) return seller.endpoint;
  return write('seller', { value: company.siren, scheme: ADDRESS_SCHEME }, 'address of the SIREN', [setting('siren')], story);
}

function buyerAddress(buyer: Party, scope: Scope, enrichment: Enrichment, story: Story): Identifier | undefined {
  const answer = enrichment.buyerAddress;
  if (answer?.candidates !== undefined) {
    found(story, 'PASS-ADDRESS-AMBIGUOUS', 'fatal', ['buyer.endpoint.value'], {
      name: buyer.name ?? '',
      count: String(answer.candidates.length),
      candidates: answer.candidates.slice(0, 20).join(', '),
    });
    return buyer.endpoint;
  }
  if (answer !== undefined && answer.value !== '') {
    const values = { name: buyer.name ?? '', address: answer.value };
    if (answer.warning !== undefined) found(story, answer.warning, 'warning', ['buyer.endpoint.value'], values);
    return write(
      'buyer',
      { value: answer.value, scheme: ADDRESS_SCHEME },
      `address found: ${answer.source}`,
      [enriched('buyerAddress')],
      story,
    );
  }
  return scope.class === 'b2b-int' ? addressAbroad(buyer, story) : addressHere(buyer, story);
}

function addressHere(buyer: Party, story: Story): Identifier | undefined {
  const known = buyer.endpoint;
  if (known?.scheme === ADDRESS_SCHEME) return known;
  const siren = buyer.legalId?.scheme === SIREN_SCHEME ? buyer.legalId.value : undefined;
  // an older network address (0002, 0009, 9957) names the same company, but is no line of the French directory
  if (siren === undefined) return known;
  const from = 'buyer.legalId.value';
  return write('buyer', { value: siren, scheme: ADDRESS_SCHEME }, 'address of the SIREN', [from], story);
}

/** Abroad there is no French directory: the ERP's own address, else the VAT number in its scheme, else the e-mail. */
function addressAbroad(buyer: Party, story: Story): Identifier | undefined {
  if (buyer.endpoint?.scheme !== undefined) return buyer.endpoint;
  // companies of the overseas collectivities have a SIREN, and a line in the directory when they chose a platform
  if (buyer.legalId?.scheme === SIREN_SCHEME) return addressHere(buyer, story);
  const country = buyer.vatId === undefined ? null : vatCountry(buyer.vatId);
  const scheme = country === null ? undefined : vatScheme(country);
  if (buyer.vatId !== undefined && scheme !== undefined) {
    return write('buyer', { value: buyer.vatId, scheme }, 'address of the VAT number', ['buyer.vatId'], story);
  }
  if (buyer.contact?.email !== undefined) {
    return write('buyer', { value: buyer.contact.email, scheme: 'EM' }, 'e-mail of the contact', ['buyer.contact.email'], story);
  }
  return buyer.endpoint;
}
