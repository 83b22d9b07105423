/**
 * signed → sent: one submission per invoice, whatever happens. The effect row is claimed before the network is touched
 * and settled after; an unclear try is followed by `find`, never by a blind repeat. Only a live company passes.
 */
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import type { Document, DocumentVersion } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Step } from '../model/step.ts';
import type { Parcel, Receipt } from '../ports/channel.ts';
import type { EffectClaim, EffectRequest, EffectRow } from '../ports/store.ts';
import { decodeInvoice } from './invoice-json.ts';
import { submissionKey, trackingId } from './keys.ts';
import { rereadBeforeSending } from './reread.ts';
import { after, type CompanyRoad, type Road } from './road.ts';
import { conflicted, heldByPlatform, refused, sent, waiting } from './transmit-steps.ts';

/** Times `find` must come back empty before a repeat. */
const EMPTY_FINDS = 2;

export async function transmit(document: Document, road: Road): Promise<Step | null> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null) return null;
  const barrier = barred(document, company);
  if (barrier !== null) return waiting(document, barrier, null);
  const [version, events] = await Promise.all([road.store.version(document.id, document.version), road.store.events(document.id)]);
  const changed = document.kind === 'invoice' ? await rereadBeforeSending(document, { version, events }, company, road) : null;
  if (changed !== null) return changed;
  const parcelAndKey = version === null ? null : await parcelOf(document, { version, events }, company, road);
  if (parcelAndKey === null) throw new PasserelleError('BASE_BUG', 'a signed document has no output', { where: { document: document.id } });
  const { parcel, key } = parcelAndKey;
  const request = {
    connection: company.company.channel.connection,
    operation: document.kind === 'invoice' ? 'submit' : 'send-status',
    key,
    document: document.id,
    contentHash: parcel.sha256,
    owner: road.owner,
    leaseSeconds: road.leaseSeconds,
  };
  const claim = await claimAfterRefusal(document, request, road);
  switch (claim.state) {
    case 'busy':
      return waiting(document, null, claim.until);
    case 'done':
      return claim.effect.document === document.id
        ? sent(document, claim.effect.outcome ?? '', 'recovered', road)
        : conflicted(document, claim.effect, road);
    case 'conflict':
      return claim.effect.document === document.id && mayHaveArrived(claim.effect)
        ? resolveEarlierVersion(document, claim.effect, company, road)
        : conflicted(document, claim.effect, road);
    case 'granted':
      return claim.previous !== null && claim.previous.attempts > 0 && mayHaveArrived(claim.previous)
        ? resolveUnclear(document, claim.effect, claim.previous, parcel, company, road)
        : trySubmit(document, claim.effect, parcel, company, road);
  }
}

/** A flow that was taken in and then refused by its acknowledgement leaves no invoice behind: its number is free again. */
async function claimAfterRefusal(document: Document, request: EffectRequest, road: Road): Promise<EffectClaim> {
  const claim = await road.store.effects.claim(request);
  if ((claim.state !== 'done' && claim.state !== 'conflict') || claim.effect.document !== document.id || claim.effect.outcome === null)
    return claim;
  const flow = claim.effect.outcome;
  const refusal = (await road.store.events(document.id)).some((event) => event.type === 'refused' && event.data['flow'] === flow);
  if (!refusal) return claim;
  await road.store.effects.refuse(request, flow);
  return road.store.effects.claim(request);
}

/** Why nothing may leave now: promise 7. null when it may. */
function barred(document: Document, { company }: CompanyRoad): string | null {
  if (company.mode !== 'live') return company.mode;
  if (company.since === undefined) return 'no-since';
  return document.issueDate !== null && document.issueDate < company.since ? 'before-since' : null;
}

function mayHaveArrived(previous: EffectRow): boolean {
  return previous.state === 'open' || previous.state === 'uncertain';
}

async function resolveUnclear(
  document: Document,
  effect: EffectRow,
  previous: EffectRow,
  parcel: Parcel,
  company: CompanyRoad,
  road: Road,
): Promise<Step> {
  const settled = after(previous.updatedAt, company.channel.settleSeconds * 1000);
  const owner = road.owner;
  if (road.clock.now() < settled) {
    await road.store.effects.settle(effect.id, owner, { state: 'uncertain' });
    return waiting(document, 'unclear', settled);
  }
  const receipt = await company.channel.find(parcel);
  if (receipt !== null) return accepted(document, effect, receipt, 'found', road);
  if (previous.emptyFinds + 1 < EMPTY_FINDS) {
    await road.store.effects.settle(effect.id, owner, { state: 'uncertain', emptyFind: true });
    return waiting(document, 'unclear', after(road.clock.now(), company.channel.settleSeconds * 1000));
  }
  return trySubmit(document, effect, parcel, company, road, true);
}

/** @param searched the platform was asked twice and knows nothing of this parcel */
async function trySubmit(
  document: Document,
  effect: EffectRow,
  parcel: Parcel,
  company: CompanyRoad,
  road: Road,
  searched = false,
): Promise<Step> {
  try {
    const receipt = await company.channel.submit(parcel);
    return await accepted(document, effect, receipt, 'submitted', road);
  } catch (error) {
    if (!(error instanceof PasserelleError)) {
      await road.store.effects.settle(effect.id, road.owner, { state: 'uncertain' });
      throw error;
    }
    if (error.code === 'CHANNEL_REFUSED') {
      await road.store.effects.settle(effect.id, road.owner, { state: 'refused', outcome: error.message.slice(0, 500) });
      return refused(document, error, road);
    }
    if (searched && error.code === 'CHANNEL_UNCLEAR') {
      // "already there", but not by us: another system uses the same account and number
      await road.store.effects.settle(effect.id, road.owner, { state: 'refused', outcome: error.message.slice(0, 500) });
      return heldByPlatform(document, error);
    }
    // a bug after the request left may hide an acceptance: as unclear as a lost answer
    const unclear = error.kind === 'uncertain' || error.kind === 'bug' || error.code === 'CHANNEL_ANSWER_INVALID';
    await road.store.effects.settle(effect.id, road.owner, { state: unclear ? 'uncertain' : 'failed', outcome: error.code });
    if (unclear) return waiting(document, 'unclear', after(road.clock.now(), company.channel.settleSeconds * 1000));
    throw error;
  }
}

/** An earlier version of this document may have arrived: its fate is found out before this one is offered. */
async function resolveEarlierVersion(document: Document, earlier: EffectRow, company: CompanyRoad, road: Road): Promise<Step> {
  const claim = await road.store.effects.claim({ ...earlier, owner: road.owner, leaseSeconds: road.leaseSeconds });
  if (claim.state !== 'granted') return waiting(document, 'unclear', claim.state === 'busy' ? claim.until : after(road.clock.now(), 1000));
  const settled = after(earlier.updatedAt, company.channel.settleSeconds * 1000);
  if (road.clock.now() >= settled) {
    for (let version = document.version - 1; version >= 1; version--) {
      const receipt = await company.channel.find({
        trackingId: trackingId(document.id, version),
        sha256: earlier.contentHash,
        since: earlier.since,
      });
      if (receipt === null) continue;
      await road.store.effects.settle(claim.effect.id, road.owner, { state: 'succeeded', outcome: receipt.ref });
      return conflicted(document, { ...claim.effect, state: 'succeeded', outcome: receipt.ref }, road);
    }
    const spent = earlier.emptyFinds + 1 >= EMPTY_FINDS;
    await road.store.effects.settle(claim.effect.id, road.owner, { state: spent ? 'failed' : 'uncertain', emptyFind: true });
    return waiting(document, 'unclear', after(road.clock.now(), spent ? 0 : company.channel.settleSeconds * 1000));
  }
  await road.store.effects.settle(claim.effect.id, road.owner, { state: 'uncertain' });
  return waiting(document, 'unclear', settled);
}

async function accepted(document: Document, effect: EffectRow, receipt: Receipt, how: 'submitted' | 'found', road: Road): Promise<Step> {
  await road.store.effects.settle(effect.id, road.owner, { state: 'succeeded', outcome: receipt.ref });
  return sent(document, receipt.ref, how, road, receipt);
}

async function parcelOf(
  document: Document,
  { version, events }: { readonly version: DocumentVersion; readonly events: readonly Event[] },
  company: CompanyRoad,
  road: Road,
): Promise<{ parcel: Parcel; key: string } | null> {
  const [output, invoiceText] = await Promise.all([artifact(version.output, road), artifact(version.invoice, road)]);
  if (output !== null && document.kind === 'lifecycle') return statusParcel(document, output);
  if (output === null || invoiceText === null) return null;
  const invoice = decodeInvoice(new TextDecoder().decode(invoiceText));
  const parcel: Parcel = {
    trackingId: trackingId(document.id, document.version),
    name: fileName(invoice),
    bytes: output,
    sha256: sha256(output),
    syntax: company.company.syntax === 'ubl' ? 'UBL' : 'CII',
    profile: invoice.specification?.includes('extended-ctc-fr') === true ? 'Extended-CTC-FR' : 'CIUS',
    processingRule: processingRule(events),
    since: document.stageSince,
  };
  return {
    parcel,
    key: submissionKey(invoice.seller?.legalId?.value ?? company.company.siren, invoice.number ?? '', invoice.issueDate ?? ''),
  };
}

/** Each status is a flow of its own; what it is about stands inside. */
function statusParcel(document: Document, bytes: Uint8Array): { parcel: Parcel; key: string } {
  const name = `${(document.number ?? 'statut').replace(/[^A-Za-z0-9+_-]/g, '_').slice(0, 200)}_${document.status ?? ''}.xml`;
  const parcel: Parcel = {
    trackingId: trackingId(document.id, document.version),
    name,
    bytes,
    sha256: sha256(bytes),
    syntax: 'CDAR',
    processingRule: 'B2B',
    since: document.stageSince,
  };
  return { parcel, key: document.key };
}

function artifact(sha: string | null, road: Road): Promise<Uint8Array | null> {
  return sha === null ? Promise.resolve(null) : road.store.artifact(sha);
}

/** XP Z12-013 word that normalize decided when this version was prepared. */
function processingRule(events: readonly Event[]): string {
  const prepared = events.findLast((event) => event.type === 'prepared');
  const rule = prepared?.data['rule'];
  return typeof rule === 'string' ? rule : 'Undefined';
}

function fileName(invoice: Invoice): string {
  return `${(invoice.number ?? 'facture').replace(/[^A-Za-z0-9+_-]/g, '_').slice(0, 200)}.xml`;
}
