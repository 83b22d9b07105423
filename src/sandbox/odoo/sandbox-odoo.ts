/**
 * A small Odoo 19 on loopback for the demonstration and the tests: fictitious data in memory (and in a file when one is
 * named), what others write is recorded, and it can be told to misbehave.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database, type Write } from './database.ts';
import { loadDemo, type DemoIds } from './demo-data.ts';
import { answer, refuse, type Front } from './front.ts';
import { fire, postHook } from './hooks.ts';
import { run, type Request } from './methods.ts';
import type { Row } from './row.ts';
import { offsetMoves, payMove, unmatch, type SandboxPayment } from './settle.ts';
import { readState, writeState } from './state-file.ts';
import { TroubleBook, type TroubleInput } from './trouble.ts';

export interface SandboxOdooOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly clock: { now(): string; sleep(milliseconds: number, signal?: AbortSignal): Promise<void> };
  readonly ids: { next(): string };
  /** demo: the demonstration company with its posted invoices. company: without invoices. */
  readonly records?: 'demo' | 'company';
  readonly key?: string;
  /** Keeps the database over restarts. */
  readonly stateFile?: string;
}

export interface SandboxOdoo {
  readonly url: string;
  readonly database: string;
  readonly key: string;
  readonly db: Database;
  /** Ids of the demonstration's partners, taxes, products and invoices, by name. */
  readonly demo: DemoIds;
  /** Everything that was written through the API, oldest first. */
  readonly writes: readonly Write[];
  /** The `settings:` of a connection to this Odoo. */
  settings(): Readonly<Record<string, unknown>>;
  /** The same for a user who may make no contacts and read no external ids. */
  plainSettings(): Readonly<Record<string, unknown>>;
  /** Posts an invoice made of these values (as `account.move.create` takes them) and fires the hook. */
  post(values: Readonly<Record<string, unknown>>): Promise<number>;
  /** A payment of a posted invoice or bill; fires the hook. Ids of the matches it made. */
  pay(move: number, payment: SandboxPayment): Promise<readonly number[]>;
  /** Sets a credit note off against an invoice; fires the hook. */
  offset(invoice: number, credit: number): Promise<readonly number[]>;
  /** Takes a match back, as deleting its row does. */
  unmatch(match: number): void;
  /** The address that the automation rules call; null: none. */
  setHook(url: string | null): void;
  trouble(plan: TroubleInput): void;
  calm(): void;
  invoice(id: number): Row;
  chatter(id: number): readonly string[];
  activities(id: number): readonly string[];
  close(): Promise<void>;
}

const DATABASE = 'passerelle-demo';
/** Run-time user of the demonstration, see demo-company.ts. */
const USER = 2;
/** Posts and reads bills, and may make no contacts: what a careful administrator gives. */
const PLAIN_USER = 3;

export async function startSandboxOdoo(options: SandboxOdooOptions): Promise<SandboxOdoo> {
  const kept = options.stateFile === undefined ? null : readState(options.stateFile);
  const db = new Database(() => options.clock.now(), kept?.tables);
  const demo = kept?.demo ?? loadDemo(db, options.records ?? 'demo', options.ids.next());
  const key = options.key ?? `cle-${demo.secret}`;
  const writes: Write[] = [];
  const troubles = new TroubleBook();
  let hook: string | null = null;

  const save = (): void => {
    if (options.stateFile !== undefined) writeState(options.stateFile, db, demo);
  };
  const front: Front = {
    users: new Map([[key, USER], [plainKey(key), PLAIN_USER]]), db, troubles, database: DATABASE,
    title: db.displayName('res.company', demo.company), now: () => options.clock.now(),
    sleep: (milliseconds) => options.clock.sleep(milliseconds),
    call(user, model, method, body) {
      const { ids = [], context = {}, ...args } = body;
      const request = { model, method, args, user, ids: ids as readonly number[], context: context as Request['context'] };
      const before = writes.length;
      const result = db.transaction(null, () => run(request, { db, record: (write) => { writes.push(write); } }));
      if (writes.length > before) save();
      return result;
    },
    async after(model, method, ids) {
      if (hook === null || model !== 'account.move' || method !== 'action_post') return;
      for (const id of ids) await fire(db, hook, id, 'passerelle: posted', postHook);
    },
  };
  const settled = async (moves: readonly number[], settle: () => readonly number[]): Promise<readonly number[]> => {
    const matches = db.transaction(null, settle);
    save();
    for (const id of moves) if (hook !== null) await fire(db, hook, id, 'passerelle: payment', postHook);
    return matches;
  };
  save();
  const { url, close } = await listen(front, options.port ?? 0);

  return {
    url, key, db, demo, writes, close, database: DATABASE,
    settings: () => ({ url, key, database: DATABASE, user: 'passerelle', hookToken: hookToken(demo), companies: [demo.company] }),
    plainSettings: () => ({ url, key: plainKey(key), database: DATABASE, user: 'facturation', companies: [demo.company] }),
    async post(values) {
      const made = front.call(USER, 'account.move', 'create', { vals_list: [{ ...demo.defaults, ...values }] });
      const [id = 0] = made as number[];
      front.call(USER, 'account.move', 'action_post', { ids: [id] });
      await front.after('account.move', 'action_post', [id]);
      return id;
    },
    pay: (move, payment) => settled([move], () => payMove(db, move, payment)),
    offset: (invoice, credit) => settled([invoice, credit], () => offsetMoves(db, invoice, credit)),
    unmatch: (match) => {
      db.transaction(null, () => { unmatch(db, match); });
      save();
    },
    setHook: (address) => { hook = address; },
    trouble: (plan) => { troubles.plan(plan); }, calm: () => { troubles.calm(); },
    invoice: (id) => db.row('account.move', id),
    chatter: (id) => column(db, 'mail.message', 'body', [['model', '=', 'account.move'], ['res_id', '=', id]]),
    activities: (id) => column(db, 'mail.activity', 'summary', [['res_model', '=', 'account.move'], ['res_id', '=', id]]),
  };
}

function plainKey(key: string): string {
  return `${key}-facturation`;
}

function hookToken({ secret }: DemoIds): string {
  return `jeton-du-bac-a-sable-${secret}`;
}

function column(db: Database, model: string, field: string, domain: readonly unknown[]): readonly string[] {
  return db.search(model, domain).map((row) => String(row[field]));
}

async function listen(front: Front, port: number): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(front, request, response).catch((error: unknown) => { refuse(response, error); });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
    },
  };
}
