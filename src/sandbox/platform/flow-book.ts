/** The memory of the simulated platform: flows, files, submissions; optionally in a file, so that a restart keeps them. */
import { sha256 } from '../../base/hash.ts';
import type { Clock } from '../../ports/runtime.ts';
import type { Journal } from './journal.ts';
import type { StoredFlow, Submission } from './stored-flow.ts';

export class FlowBook {
  readonly #flows = new Map<string, StoredFlow>();
  /** By tracking id, and by by number: what a flow ever claimed; whether it still holds is looked up. */
  readonly #byTracking = new Map<string, string>();
  readonly #byNumber = new Map<string, string[]>();
  /** By the invoice they speak of. */
  readonly #byAbout = new Map<string, string[]>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #submissions: Submission[] = [];
  readonly #clock: Clock;
  readonly #journal: Journal | null;
  readonly #changed: (flow: StoredFlow) => void;
  /** Grain of updatedAt: platforms that count in seconds give many flows one timestamp. */
  timestampStep = 1;

  constructor(clock: Clock, journal: Journal | null, changed: (flow: StoredFlow) => void) {
    this.#clock = clock;
    this.#journal = journal;
    this.#changed = changed;
    for (const entry of journal?.read() ?? []) {
      if (entry.flow !== undefined) this.#index(entry.flow);
      if (entry.file !== undefined) this.#files.set(entry.file.sha256, Buffer.from(entry.file.base64, 'base64'));
      if (entry.submission !== undefined) this.#submissions.push(entry.submission);
    }
  }

  /** Now, as coarse as this platform tells it. */
  stamp(): string {
    const now = Date.parse(this.#clock.now());
    return new Date(now - (now % this.timestampStep)).toISOString();
  }

  keep(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    if (!this.#files.has(digest)) {
      this.#files.set(digest, bytes);
      this.#journal?.append({ file: { sha256: digest, base64: Buffer.from(bytes).toString('base64') } });
    }
    return digest;
  }

  file(digest: string): Uint8Array | undefined {
    return this.#files.get(digest);
  }

  add(flow: StoredFlow): StoredFlow {
    this.#index(flow);
    this.#journal?.append({ flow });
    this.#changed(flow);
    return flow;
  }

  /** A visible change gets a new updatedAt; progress of the script does not. */
  change(flowId: string, change: Partial<StoredFlow>, visible: boolean): StoredFlow | undefined {
    const flow = this.#flows.get(flowId);
    if (flow === undefined) return undefined;
    const next = { ...flow, ...change, ...(visible ? { updatedAt: this.stamp() } : {}) };
    this.#flows.set(flowId, next);
    this.#journal?.append({ flow: next });
    if (visible) this.#changed(next);
    return next;
  }

  get(flowId: string): StoredFlow | undefined {
    return this.#flows.get(flowId);
  }

  all(): readonly StoredFlow[] {
    return [...this.#flows.values()];
  }

  record(submission: Submission): void {
    this.#submissions.push(submission);
    this.#journal?.append({ submission });
  }

  submissions(): readonly Submission[] {
    return [...this.#submissions];
  }

  /** The accepted invoice that holds a number: BT-1, year of BT-2 and seller; one refused technically frees it. */
  holderOf(seller: string, number: string, issueDate: string): StoredFlow | undefined {
    const year = issueDate.slice(0, 4);
    return this.numbered(number).find(({ direction, invoice, verdict }) =>
      direction === 'Out' && verdict.status !== 'Error' && invoice?.seller === seller && invoice.issueDate.slice(0, 4) === year);
  }

  byTrackingId(trackingId: string): StoredFlow | undefined {
    return this.#flows.get(this.#byTracking.get(trackingId) ?? '');
  }

  /** Every invoice with a number, oldest first. */
  numbered(number: string): readonly StoredFlow[] {
    return this.#flowsOf(this.#byNumber.get(number));
  }

  /** The status messages about an invoice, oldest first. */
  about(flowId: string): readonly StoredFlow[] {
    return this.#flowsOf(this.#byAbout.get(flowId));
  }

  #flowsOf(flowIds: readonly string[] = []): readonly StoredFlow[] {
    return flowIds.map((flowId) => this.#flows.get(flowId)).filter((flow) => flow !== undefined);
  }

  #index(flow: StoredFlow): void {
    const known = this.#flows.has(flow.flowId);
    this.#flows.set(flow.flowId, flow);
    if (known) return;
    const { trackingId } = flow;
    // of a repeat that was taken down as a flow of its own the first one counts
    const first = trackingId !== undefined && flow.direction === 'Out' && !this.#byTracking.has(trackingId);
    if (first) this.#byTracking.set(trackingId, flow.flowId);
    if (flow.about !== undefined) this.#byAbout.set(flow.about, [...(this.#byAbout.get(flow.about) ?? []), flow.flowId]);
    if (flow.invoice === undefined) return;
    const { number } = flow.invoice;
    this.#byNumber.set(number, [...(this.#byNumber.get(number) ?? []), flow.flowId]);
  }
}
