/**
 * Programmable trouble: what goes wrong, where, for whom and how often; and storms, where a seeded share of everything
 * goes wrong. The simulator asks before and after each operation; this module only answers what should happen.
 */
import { z } from 'zod';
import { seededNoise } from './seeded-noise.ts';

export const OPERATIONS = ['token', 'submit', 'search', 'get', 'webhooks', 'health', 'directory', 'hook'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What may befall any request before it is looked at. */
export const BEFORE = ['silence', 'reset', 'busy', 'server-error', 'slow', 'expired-token'] as const;
/** A submission that was taken in: its answer is lost, or it is listed late. */
export const AFTER_ACCEPTING = ['accept-then-silence', 'accept-then-reset', 'accept-then-error', 'late-listing'] as const;
/** A file that is asked for: there, but not as it should be. */
export const FETCHING = ['corrupt-file', 'short-file', 'empty-file', 'web-page', 'half-body', 'stalled-body'] as const;
export type FetchTrouble = (typeof FETCHING)[number];
export const OTHERS = ['refuse', 'no-original', 'no-file', 'no-directory-status', 'lost-hook'] as const;
export const TROUBLES = [...BEFORE, ...AFTER_ACCEPTING, ...FETCHING, ...OTHERS] as const;
export type TroubleKind = (typeof TROUBLES)[number];

export const troubleShape = z.strictObject({
  kind: z.enum(TROUBLES),
  /** Where; by default the place the kind belongs to, else every operation. */
  on: z.enum(OPERATIONS).optional(),
  /** How often; null: until calmed. */
  times: z.int().positive().nullable().default(1),
  /** Only for this flow, tracking id, invoice number or SIREN. */
  match: z
    .strictObject({
      flowId: z.string().optional(),
      trackingId: z.string().optional(),
      number: z.string().optional(),
      siren: z.string().optional(),
    })
    .optional(),
  /** slow, late-listing. */
  milliseconds: z.int().nonnegative().default(1000),
  /** busy: seconds. */
  retryAfter: z.int().nonnegative().default(1),
  /** server-error, accept-then-error. */
  status: z.int().min(400).max(599).default(503),
});
export type Trouble = z.output<typeof troubleShape>;
export type TroubleInput = z.input<typeof troubleShape>;

export const stormShape = z.strictObject({
  seed: z.int(),
  /** Share of the operations that go wrong at each point where one of the kinds can strike. */
  percent: z.number().min(0).max(100),
  kinds: z.array(z.enum(TROUBLES)).min(1).readonly(),
  on: z.enum(OPERATIONS).optional(),
  milliseconds: z.int().nonnegative().default(1000),
  retryAfter: z.int().nonnegative().default(1),
  status: z.int().min(400).max(599).default(503),
});
export type Storm = z.output<typeof stormShape>;
export type StormInput = z.input<typeof stormShape>;

export interface Subject {
  readonly flowId?: string;
  readonly trackingId?: string;
  readonly number?: string;
  readonly siren?: string;
}

const HOME: Readonly<Partial<Record<TroubleKind, Operation>>> = {
  'accept-then-silence': 'submit', 'accept-then-reset': 'submit', 'accept-then-error': 'submit', 'late-listing': 'submit', refuse: 'submit',
  'corrupt-file': 'get', 'short-file': 'get', 'empty-file': 'get', 'web-page': 'get', 'half-body': 'get', 'stalled-body': 'get',
  'no-original': 'get', 'no-file': 'get', 'no-directory-status': 'directory', 'lost-hook': 'hook',
};

export class TroubleBook {
  #planned: { readonly trouble: Trouble; left: number | null }[] = [];
  #storm: { readonly storm: Storm; readonly noise: () => number } | null = null;

  plan(input: TroubleInput): void {
    const trouble = troubleShape.parse(input);
    this.#planned.push({ trouble, left: trouble.times });
  }

  storm(input: StormInput): void {
    const storm = stormShape.parse(input);
    this.#storm = { storm, noise: seededNoise(storm.seed) };
  }

  calm(): void {
    this.#planned = [];
    this.#storm = null;
  }

  /** Plans not yet used up. */
  pending(): readonly Trouble[] {
    return this.#planned.map(({ trouble, left }) => ({ ...trouble, times: left }));
  }

  /** What strikes now, of these kinds; a plan is used up by striking. */
  take(operation: Operation, kinds: readonly TroubleKind[], subject: Subject = {}): Trouble | null {
    const plan = this.#planned.find(({ trouble }) => strikes(trouble, operation, kinds) && concerns(trouble, subject));
    if (plan !== undefined) {
      if (plan.left !== null) plan.left -= 1;
      this.#planned = this.#planned.filter(({ left }) => left !== 0);
      return plan.trouble;
    }
    return this.#fromStorm(operation, kinds);
  }

  #fromStorm(operation: Operation, kinds: readonly TroubleKind[]): Trouble | null {
    if (this.#storm === null) return null;
    const { storm, noise } = this.#storm;
    const possible = storm.kinds.filter((kind) => kinds.includes(kind) && (HOME[kind] ?? operation) === operation);
    if (possible.length === 0 || (storm.on !== undefined && storm.on !== operation)) return null;
    if (noise() * 100 >= storm.percent) return null;
    const kind = possible[Math.floor(noise() * possible.length)] as TroubleKind;
    const { milliseconds, retryAfter, status } = storm;
    return { kind, times: 1, milliseconds, retryAfter, status };
  }
}

function strikes(trouble: Trouble, operation: Operation, kinds: readonly TroubleKind[]): boolean {
  if (!kinds.includes(trouble.kind)) return false;
  // control pages and tokens stay out of it unless named
  const place = trouble.on ?? HOME[trouble.kind];
  return place === undefined ? operation !== 'token' : place === operation;
}

function concerns({ match }: Trouble, subject: Subject): boolean {
  if (match === undefined) return true;
  return (['flowId', 'trackingId', 'number', 'siren'] as const).every((key) => match[key] === undefined || match[key] === subject[key]);
}
