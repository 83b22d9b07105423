/**
 * What a supplier's invoice says of who sent it, in the order in which an ERP is asked: legal identifiers prove, an IBAN
 * and a name only propose. The party is the seller; a factor or payee is paid, but owes no VAT and sold nothing.
 */
import type { Invoice } from '../model/invoice.ts';
import type { Identifier, Party } from '../model/party.ts';
import { compact, isSiren, SIREN_SCHEME } from './identifiers/siren.ts';
import { isSiret, sirenOfSiret, SIRET_SCHEME } from './identifiers/siret.ts';
import { compactVat, sirenOfVat } from './identifiers/vat.ts';

/** Identifiers of one invoice: more are noise or hostile. */
const IDS_MAX = 20;
/** EAS schemes that hold a French identifier, and those that hold an EU VAT number: 0223, and 99xx by country. */
const VAT_SCHEME = /^(?:0223|0211|0213|99[1-5]\d|VA)$/;

/** Schemes '0009', '0002', 'vat', '0225', other endpoint schemes as they are, 'iban', 'name'; without repetitions. */
export function supplierIds(invoice: Invoice): readonly Identifier[] {
  const seller = invoice.seller ?? {};
  const sirets = siretsOf(seller);
  const vats = vatsOf(seller);
  const sirens = [...sirensOf(seller), ...sirets.map(sirenOfSiret), ...vats.flatMap((vat) => sirenOfVat(vat) ?? [])];
  const { endpoint } = seller;
  const address = endpoint?.value.trim() ?? '';
  const name = seller.name?.trim() ?? '';
  const ids: readonly Identifier[] = [
    ...sirets.map((value) => ({ scheme: SIRET_SCHEME, value })),
    ...sirens.map((value) => ({ scheme: SIREN_SCHEME, value })),
    ...vats.map((value) => ({ scheme: 'vat', value })),
    ...(address === '' || isOfOtherKind(endpoint) ? [] : [{ scheme: endpoint?.scheme ?? '0225', value: address }]),
    ...ibansOf(invoice).map((value) => ({ scheme: 'iban', value })),
    ...(name === '' ? [] : [{ scheme: 'name', value: name }]),
  ];
  const seen = new Set<string>();
  return ids.filter(({ scheme, value }) => !seen.has(`${scheme}:${value}`) && seen.add(`${scheme}:${value}`)).slice(0, IDS_MAX);
}

/** BT-84 of every transfer, without spaces; other account numbers are left out, because nothing proves them. */
export function ibansOf(invoice: Invoice): readonly string[] {
  const accounts = (invoice.payment?.transfers ?? []).map(({ account = '' }) => account.replaceAll(/\s/g, '').toUpperCase());
  return [...new Set(accounts.filter(isIban))];
}

/** ISO 13616: country, two check digits, and the whole modulo 97 is 1. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(text)) return false;
  const digits = `${text.slice(4)}${text.slice(0, 4)}`.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

function allIds({ legalId, ids = [], endpoint }: Party): readonly Identifier[] {
  return [...(legalId === undefined ? [] : [legalId]), ...ids, ...(endpoint === undefined ? [] : [endpoint])];
}

function siretsOf(party: Party): readonly string[] {
  return allIds(party).flatMap(({ scheme, value }) => {
    const text = compact(value);
    if (scheme === SIRET_SCHEME) return /^\d{14}$/.test(text) ? [text] : [];
    // SIREN_SIRET of the French directory
    const inside = scheme === '0225' ? /^\d{9}_(\d{14})(?:_|$)/.exec(text)?.[1] : undefined;
    if (inside !== undefined && isSiret(inside)) return [inside];
    // BT-30 without a scheme, or with the scheme of the SIREN, is often a SIRET
    return (scheme === undefined || scheme === '' || scheme === SIREN_SCHEME) && isSiret(text) ? [text] : [];
  });
}

function sirensOf(party: Party): readonly string[] {
  return allIds(party).flatMap((id) => {
    const text = compact(id.value);
    // an identifier that names its scheme is compared as it is; one that does not must have the check digit
    if (id.scheme === SIREN_SCHEME) return /^\d{9}$/.test(text) ? [text] : [];
    if ((id.scheme ?? '') === '' && id === party.legalId) return isSiren(text) ? [text] : [];
    const inside = id.scheme === '0225' ? /^\d{9}(?=_|$)/.exec(text)?.[0] : undefined;
    return inside !== undefined && isSiren(inside) ? [inside] : [];
  });
}

function vatsOf(party: Party): readonly string[] {
  const written = [party.vatId ?? '', ...allIds(party).flatMap(({ scheme, value }) => (VAT_SCHEME.test(scheme ?? '') ? [value] : []))];
  return written.map(compactVat).filter((vat) => /^[A-Z]{2}[0-9A-Z+*]{2,13}$/.test(vat));
}

/** Endpoints that were already told as SIREN, SIRET or VAT number. */
function isOfOtherKind(endpoint: Identifier | undefined): boolean {
  const scheme = endpoint?.scheme ?? '';
  return scheme === SIREN_SCHEME || scheme === SIRET_SCHEME || VAT_SCHEME.test(scheme);
}
