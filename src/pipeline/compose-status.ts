/**
 * The status message we send about an invoice: who says what, to whom, under which codes, with which amounts. Pure; it
 * judges nothing (rules/check-status.ts) and decides nothing (model/lifecycle-moves.ts).
 */
import type { Instant } from '../base/calendar-date.ts';
import { text } from '../messages/messages.ts';
import type { Company } from '../model/company.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { StatusCharacteristic, StatusMessage, StatusParty, StatusReason } from '../model/lifecycle.ts';
import { statusCode, statusLabel } from '../model/lifecycle-codes.ts';
import type { Identifier, Party } from '../model/party.ts';

export interface StatusInput {
  /** MDT-105. */
  readonly code: string;
  /** What our company is in the invoice. */
  readonly role: 'buyer' | 'seller';
  readonly company: Company;
  /** The one received, or the one sent. */
  readonly invoice: Invoice;
  /** MDT-4: one per message, kept when it is sent again. */
  readonly id: string;
  readonly at: Instant;
  /** MDT-95: when the platform had the invoice. */
  readonly receivedAt?: Instant;
  readonly reasons: readonly { readonly code?: string; readonly comment?: string; readonly action?: string }[];
  /** 212: with VAT, per rate; negative amounts take back. */
  readonly collected?: {
    readonly on: string;
    readonly currency: string;
    readonly rates: readonly { readonly rate: Decimal; readonly amount: Decimal }[];
  };
  /** 211. */
  readonly paid?: { readonly on: string; readonly amount: Decimal; readonly currency: string };
  /** MDT-73, best first: stored routing address, BT-34, directory line; `SCHEME:value`, else 0225. The SIREN is the last resort. */
  readonly counterpartAddresses: readonly string[];
  /** Of our platform, 4 digits, when it is known. */
  readonly platform?: string;
}

const GUIDELINE = 'urn.cpro.gouv.fr:1p0:CDV:invoice';
const SIREN = '0002';
const MATRICULE = '0238';
/** The public portal gets the statuses that the tax administration follows; platforms forward them. */
const PORTAL: StatusParty = { id: { value: '0000', scheme: MATRICULE }, name: 'PPF', role: 'DFH' };
/** The word of the BAR note, where the invoice has one, as MDT-2 says it. */
const PROCESS_WORDS: ReadonlyMap<string, string> = new Map([
  ['B2B', 'REGULATED'],
  ['B2BINT', 'B2BINT'],
  ['B2C', 'B2C'],
  ['B2CINT', 'B2CINT'],
  ['OUTOFSCOPE', 'OUTOFSCOPE'],
]);

export function composeStatus(input: StatusInput): StatusMessage {
  const { code, role, company, invoice } = input;
  const known = statusCode(code);
  const at = format204(input.at);
  const label = statusLabel(code, 'fr');
  const counterpart = role === 'buyer' ? invoice.seller : invoice.buyer;
  return {
    id: input.id,
    name: `${invoice.number ?? ''} ${code} ${label}`.trim(),
    process: processOf(invoice, counterpart),
    guideline: GUIDELINE,
    issuedAt: at,
    // the platform sends on what we hand it, so it is the sender (as in the samples of every party's status)
    sender: { ...(input.platform === undefined ? {} : { id: { value: input.platform, scheme: MATRICULE } }), role: 'WK' },
    issuer: { id: { value: company.siren, scheme: SIREN }, name: company.legalName, role: role === 'buyer' ? 'BY' : 'SE' },
    recipients: recipientsOf(input, known?.mandatory === true),
    multiple: false,
    typeCode: known?.type ?? '23',
    statusAt: at,
    invoice: aboutOf(input),
    ...(known?.statusCode === undefined ? {} : { statusCode: known.statusCode }),
    code,
    label,
    reasons: reasonsOf(input),
  };
}

function aboutOf({ invoice, receivedAt }: StatusInput): StatusMessage['invoice'] {
  const seller = legalIdOf(invoice.seller);
  return {
    ...(invoice.number === undefined ? {} : { number: invoice.number }),
    ...(invoice.typeCode === undefined ? {} : { typeCode: invoice.typeCode }),
    ...(invoice.issueDate === undefined ? {} : { issueDate: invoice.issueDate }),
    ...(seller === undefined ? {} : { seller }),
    ...(receivedAt === undefined ? {} : { receivedAt: format204(receivedAt) }),
  };
}

/** Beside a counterpart without identifier the portal would be taken for the only recipient (BR-FR-CDV-CL-01). */
function recipientsOf({ role, invoice, counterpartAddresses }: StatusInput, mandatory: boolean): readonly StatusParty[] {
  const counterpart =
    role === 'buyer' ? recipientOf(invoice.seller, 'SE', counterpartAddresses) : recipientOf(invoice.buyer, 'BY', counterpartAddresses);
  return mandatory && counterpart.id?.scheme !== undefined ? [counterpart, PORTAL] : [counterpart];
}

function recipientOf(party: Party | undefined, role: string, addresses: readonly string[]): StatusParty {
  const id = legalIdOf(party);
  const siren = id?.scheme === SIREN ? [id.value] : [];
  const address = [...addresses, ...siren].map((each) => each.trim()).find((each) => each !== '');
  return {
    ...(id === undefined ? {} : { id }),
    ...(party?.name === undefined ? {} : { name: party.name }),
    role,
    ...(address === undefined ? {} : { endpoint: endpointOf(address, party?.endpoint) }),
  };
}

/** A scheme is written before a colon, or known from the invoice; French addresses are 0225. */
function endpointOf(address: string, written: Identifier | undefined): Identifier {
  const [, scheme, value] = /^(\d{4}|[A-Z]{2}):(.+)$/.exec(address) ?? [];
  if (scheme !== undefined && value !== undefined) return { value, scheme };
  return { value: address, scheme: (written?.value.trim() === address ? written.scheme : undefined) ?? '0225' };
}

/** MDT-129 must be BT-30 as the invoice has it; a SIRET in its place says its SIREN, and VAT FR ends with it. */
function legalIdOf(party: Party | undefined): Identifier | undefined {
  const { legalId, ids = [], vatId } = party ?? {};
  const digits = legalId?.value.replaceAll(' ', '') ?? '';
  // some write the SIRET under the scheme of the SIREN
  if (legalId !== undefined && (legalId.scheme ?? SIREN) === SIREN) {
    return { value: /^\d{14}$/.test(digits) ? digits.slice(0, 9) : digits, scheme: SIREN };
  }
  const siret = [legalId, ...ids].find((id) => id?.scheme === '0009' && /^\d{14}$/.test(id.value.replaceAll(' ', '')));
  if (siret !== undefined) return { value: siret.value.replaceAll(' ', '').slice(0, 9), scheme: SIREN };
  const french = /^FR[0-9A-Z]{2}(\d{9})$/.exec(vatId?.replaceAll(' ', '') ?? '')?.[1];
  if (legalId === undefined && french !== undefined) return { value: french, scheme: SIREN };
  // 0223: VAT number of a company elsewhere in the Union
  return legalId ?? (vatId === undefined ? ids.find((id) => id.scheme !== undefined) : { value: vatId, scheme: '0223' });
}

function processOf({ notes = [] }: Invoice, counterpart: Party | undefined): string {
  const bar = notes.find((note) => note.subject === 'BAR')?.text?.trim() ?? '';
  const abroad = counterpart?.address?.country !== undefined && counterpart.address.country !== 'FR';
  return PROCESS_WORDS.get(bar) ?? (abroad && legalIdOf(counterpart)?.scheme !== SIREN ? 'B2BINT' : 'REGULATED');
}

/** One block per reason, and one for the amounts; numbered from 1 (BR-FR-CDV-16). */
function reasonsOf({ code, reasons, collected, paid }: StatusInput): readonly StatusReason[] {
  const said = reasons.map(({ code: reason, comment, action }): StatusReason => ({
    ...(reason === undefined ? {} : { code: reason, text: text('fr', `lifecycle.reason.${reason}`) }),
    ...(action === undefined ? {} : { action, actionText: text('fr', `cdar.action.${action}`) }),
    ...(comment === undefined || comment.trim() === '' ? {} : { note: comment.trim() }),
  }));
  const amounts = code === '212' ? collectedOf(collected) : code === '211' ? paidOf(paid) : [];
  const blocks = amounts.length === 0 ? said : [...said, { characteristics: amounts }];
  return blocks.filter((block) => Object.keys(block).length > 0).map((block, index) => ({ ...block, sequence: index + 1 }));
}

function collectedOf(collected: StatusInput['collected']): readonly StatusCharacteristic[] {
  const { rates = [], currency = '', on = '' } = collected ?? {};
  return rates.map(({ rate, amount }) => ({ type: 'MEN', changed: false, amount, currency, date: on, percent: rate }));
}

function paidOf(paid: StatusInput['paid']): readonly StatusCharacteristic[] {
  return paid === undefined ? [] : [{ type: 'MPA', changed: false, amount: paid.amount, currency: paid.currency, date: paid.on }];
}

/**
 * AAAAMMJJHHMMSS, in UTC: the format has no zone and the samples do not settle it, so the reading that can never lie in
 * the future of a French reader. The day of a payment or collection is told by itself (MDT-219).
 */
function format204(instant: Instant): string {
  return instant.replace(/\D/g, '').slice(0, 14);
}
