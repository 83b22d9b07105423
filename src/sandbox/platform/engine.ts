/**
 * The simulated platform itself: takes submissions in, acknowledges them later, lets invoices live, hands supplier
 * invoices over. Knows nothing of HTTP; the routes and the control pages call it.
 */
import type { Json } from '../../base/json.ts';
import type { Clock, Ids } from '../../ports/runtime.ts';
import { renderStatus } from '../../render/cdar/render-status.ts';
import type { Counterparty, LifeStep } from '../directory/counterparties.ts';
import type { Agenda } from './agenda.ts';
import type { FlowBook } from './flow-book.ts';
import { readInvoice } from './invoice-facts.ts';
import { judge } from './judge.ts';
import type { DuplicateAnswer, Judgement } from './judgement.ts';
import { lifeOf } from './life.ts';
import { statusMessage } from './status-message.ts';
import type { StoredFlow } from './stored-flow.ts';
import type { FlowInfo } from './submission-body.ts';

export interface EngineOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly book: FlowBook;
  readonly agenda: Agenda;
  readonly duplicates: DuplicateAnswer;
  readonly ackDelayMs: number;
  /** Between two statuses of a life; null: nobody does anything until told. */
  readonly lifeDelayMs: number | null;
  counterparty(siren: string): Counterparty | undefined;
}

export interface Delivery {
  readonly name?: string;
  readonly syntax?: 'UBL' | 'CII' | 'Factur-X';
  readonly profile?: string;
  readonly processingRule?: string;
  /** What the file holds, when it cannot be found in it: then statuses about it find their invoice. */
  readonly xml?: Uint8Array;
  /** By default a new one. */
  readonly flowId?: string;
  /** When the platform says it last changed; now by default. */
  readonly updatedAt?: string;
  /** Listed so much later than it came. */
  readonly listedLaterMs?: number;
  /** Members of its listing entry that are not as they should be; null leaves one out. Anything but an object is the entry. */
  readonly entry?: Json;
  /** Kept beside the original, or in place of it. */
  readonly converted?: Uint8Array;
  readonly readable?: Uint8Array;
  readonly original?: boolean;
}

export class Engine {
  readonly #o: EngineOptions;

  constructor(options: EngineOptions) {
    this.#o = options;
    // a restarted platform goes on where it stopped
    for (const flow of options.book.all()) {
      if (flow.ack.status === 'Pending') this.#planAck(flow);
      else this.#planLife(flow);
    }
  }

  judge(info: FlowInfo, bytes: Uint8Array): Judgement {
    const { book, duplicates } = this.#o;
    return judge(info, bytes, book, { duplicates, counterparty: (siren) => this.#o.counterparty(siren) });
  }

  accept(info: FlowInfo, bytes: Uint8Array, mediaType: string, judgement: Judgement, listedLaterMs: number): StoredFlow {
    const { book, ids } = this.#o;
    const at = book.stamp();
    const flow = book.add({
      flowId: ids.next(),
      ...(info.trackingId === undefined ? {} : { trackingId: info.trackingId }),
      name: info.name ?? 'flow.xml',
      syntax: info.flowSyntax,
      profile: info.flowProfile ?? (info.flowSyntax === 'CDAR' || info.flowSyntax === 'FRR' ? 'Undefined' : 'CIUS'),
      processingRule: info.processingRule ?? 'B2B',
      ruleSource: info.processingRule === undefined ? 'Computed' : 'Input',
      type: judgement.type,
      direction: 'Out',
      submittedAt: at,
      updatedAt: at,
      listedAt: later(this.#o.clock.now(), listedLaterMs),
      ack: { status: 'Pending' },
      verdict: judgement.verdict,
      sha256: book.keep(bytes),
      mediaType,
      ...(judgement.invoice === undefined ? {} : { invoice: judgement.invoice }),
      ...(judgement.about === undefined ? {} : { about: judgement.about.flowId }),
      ...(judgement.code === undefined ? {} : { code: judgement.code }),
      lived: 0,
    });
    this.#planAck(flow);
    return flow;
  }

  /** A supplier's invoice arrives. */
  deliver(bytes: Uint8Array, delivery: Delivery = {}): StoredFlow {
    const { book, ids } = this.#o;
    const read = readInvoice(delivery.xml ?? bytes);
    const at = delivery.updatedAt ?? book.stamp();
    const syntax = delivery.syntax ?? (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '%PDF' ? 'Factur-X' : syntaxOf(bytes));
    return book.add({
      flowId: delivery.flowId ?? ids.next(),
      name: delivery.name ?? ('facts' in read && read.facts.number !== '' ? `${read.facts.number}.xml` : 'facture.xml'),
      syntax,
      profile: delivery.profile ?? 'CIUS',
      processingRule: delivery.processingRule ?? 'B2B',
      ruleSource: 'Computed',
      type: 'SupplierInvoice',
      direction: 'In',
      submittedAt: at,
      updatedAt: at,
      listedAt: later(this.#o.clock.now(), delivery.listedLaterMs ?? 0),
      ack: { status: 'Ok' },
      verdict: { status: 'Ok' },
      sha256: book.keep(bytes),
      ...formsOf(delivery, book),
      ...(delivery.entry === undefined ? {} : { entry: delivery.entry }),
      mediaType: syntax === 'Factur-X' ? 'application/pdf' : 'application/xml',
      ...('facts' in read ? { invoice: read.facts } : {}),
      lived: 0,
    });
  }

  /** Somebody sets a status on an invoice: a CDAR message is listed. null when there is no such invoice. */
  advance(flowId: string, step: LifeStep): StoredFlow | null {
    const { book, ids, clock } = this.#o;
    const flow = book.get(flowId);
    if (flow?.invoice === undefined) return null;
    const message = statusMessage(flow.invoice, step, clock.now(), flow.submittedAt);
    const bytes = renderStatus(message);
    const at = book.stamp();
    return book.add({
      flowId: ids.next(),
      name: `${flow.invoice.number}_${step.code}.xml`,
      syntax: 'CDAR',
      profile: 'Undefined',
      processingRule: flow.processingRule,
      ruleSource: 'Computed',
      type: flow.direction === 'Out' ? 'CustomerInvoiceLC' : 'SupplierInvoiceLC',
      direction: 'In',
      submittedAt: at,
      updatedAt: at,
      listedAt: at,
      ack: { status: 'Ok' },
      verdict: { status: 'Ok' },
      sha256: book.keep(bytes),
      mediaType: 'application/xml',
      about: flow.flowId,
      code: step.code,
      lived: 0,
    });
  }

  #planAck(flow: StoredFlow): void {
    this.#o.agenda.plan(this.#o.ackDelayMs, () => {
      const done = this.#o.book.change(flow.flowId, { ack: flow.verdict }, true);
      if (done !== undefined) this.#planLife(done);
    });
  }

  #planLife(flow: StoredFlow): void {
    const { lifeDelayMs, agenda, book } = this.#o;
    const step = lifeOf(flow, this.#o.counterparty(flow.invoice?.buyer ?? ''))[flow.lived];
    if (lifeDelayMs === null || step === undefined) return;
    agenda.plan(lifeDelayMs, () => {
      this.advance(flow.flowId, step);
      const lived = book.change(flow.flowId, { lived: flow.lived + 1 }, false);
      if (lived !== undefined) this.#planLife(lived);
    });
  }
}

function formsOf({ converted, readable, original }: Delivery, book: FlowBook): Pick<StoredFlow, 'converted' | 'readable' | 'noOriginal'> {
  return {
    ...(converted === undefined ? {} : { converted: book.keep(converted) }),
    ...(readable === undefined ? {} : { readable: book.keep(readable) }),
    ...(original === false ? { noOriginal: true } : {}),
  };
}

function syntaxOf(bytes: Uint8Array): 'UBL' | 'CII' {
  return Buffer.from(bytes.subarray(0, 4096)).toString('utf8').includes('CrossIndustryInvoice') ? 'CII' : 'UBL';
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
