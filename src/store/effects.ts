/**
 * The ledger of outside effects: one row per effect for good. A claim is granted to one at a time, for the length of a
 * lease, whoever asks; another content for a key that is open or done is a conflict, allowed only after a definite
 * refusal. Decides nothing about when to try or to search: pipeline/transmit does.
 */
import { PasserelleError } from '../base/error.ts';
import type { EffectClaim, EffectRequest, EffectRow, Effects } from '../ports/store.ts';
import { decode, run, type Runner } from './bulk.ts';
import type { Shop } from './commit.ts';
import { effect } from './schema/index.ts';
import { storableText } from './storable.ts';

function toEffect(row: Readonly<Record<string, unknown>>): EffectRow {
  const { state, ...same } = decode(effect, row);
  return { ...same, state: state as EffectRow['state'] };
}

const INSERT = `insert into passerelle.effect
  (id, connection, operation, key, document, content_hash, state, owner, lease_until, attempts, since, empty_finds, updated_at)
  values ($1, $2, $3, $4, $5, $6, 'open', $7, $8::timestamptz + $9::float8 * interval '1 second', 1, $8, 0, $8)
  on conflict (connection, operation, key) do nothing returning *`;

/** The same content goes on counting from its first try; a new one begins anew. */
const TAKE = `update passerelle.effect set
  document = $2, since = case when content_hash = $3 then since else $5 end, content_hash = $3, state = 'open', owner = $4,
  lease_until = $5::timestamptz + $6::float8 * interval '1 second', attempts = attempts + 1,
  empty_finds = case when state = 'uncertain' then empty_finds else 0 end, updated_at = $5
  where id = $1 returning *`;

async function take(tx: Runner, request: EffectRequest, before: EffectRow, at: string): Promise<EffectClaim> {
  const [row] = await run(tx, TAKE, [before.id, request.document, request.contentHash, request.owner, at, String(request.leaseSeconds)]);
  if (row === undefined) throw new PasserelleError('BASE_BUG', 'a locked effect was not there to be taken');
  const unclear = before.state === 'open' || before.state === 'uncertain';
  return { state: 'granted', effect: toEffect(row), previous: unclear ? before : null };
}

async function claim(shop: Shop, request: EffectRequest): Promise<EffectClaim> {
  const at = shop.clock.now();
  const id = shop.ids.next();
  return shop.client.begin(async (tx): Promise<EffectClaim> => {
    const { connection, operation, key, document, contentHash, owner, leaseSeconds } = request;
    const [fresh] = await run(tx, INSERT, [id, connection, operation, key, document, contentHash, owner, at, String(leaseSeconds)]);
    if (fresh !== undefined) return { state: 'granted', effect: toEffect(fresh), previous: null };
    const [locked] = await run(tx, 'select * from passerelle.effect where connection = $1 and operation = $2 and key = $3 for update', [
      connection,
      operation,
      key,
    ]);
    if (locked === undefined) throw new PasserelleError('BASE_BUG', 'an effect conflicts with a row that is not there');
    const before = toEffect(locked);
    const same = before.contentHash === contentHash;
    switch (before.state) {
      case 'succeeded':
        return { state: same ? 'done' : 'conflict', effect: before };
      case 'refused':
      case 'failed':
        return take(tx, request, before, at);
      case 'open':
      case 'uncertain':
        if (!same) return { state: 'conflict', effect: before };
        return before.leaseUntil > at ? { state: 'busy', until: before.leaseUntil } : take(tx, request, before, at);
    }
  });
}

/**
 * The lease ends with the settlement. Only the owner may settle, except that a success is a fact whoever learnt it.
 * An unclear try sets the count of empty searches back; only `emptyFind` raises it.
 */
const SETTLE = `update passerelle.effect set
  state = $3, outcome = coalesce($4, outcome), lease_until = $6, updated_at = $6,
  empty_finds = case when $5::boolean then empty_finds + 1 when $3 = 'uncertain' then 0 else empty_finds end
  where id = $1 and state <> 'succeeded' and (owner = $2 or $3 = 'succeeded')`;

export function makeEffects(shop: Shop): Effects {
  return {
    claim: async (request) => claim(shop, request),
    async settle(id, owner, result) {
      await run(shop.client, SETTLE, [
        id,
        owner,
        result.state,
        result.outcome === undefined ? null : storableText(result.outcome),
        result.emptyFind === true,
        shop.clock.now(),
      ]);
    },
    async refuse({ connection, operation, key }, outcome) {
      await run(
        shop.client,
        `update passerelle.effect set state = 'refused', updated_at = $5, empty_finds = 0
        where connection = $1 and operation = $2 and key = $3 and outcome = $4 and state = 'succeeded'`,
        [connection, operation, key, outcome, shop.clock.now()],
      );
    },
    async get({ connection, operation, key }) {
      const [row] = await run(shop.client, 'select * from passerelle.effect where connection = $1 and operation = $2 and key = $3', [
        connection,
        operation,
        key,
      ]);
      return row === undefined ? null : toEffect(row);
    },
  };
}
