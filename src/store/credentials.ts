/**
 * Run-time credentials, sealed with AES-256-GCM by a key that lies in the data folder (or is given): the database alone
 * opens nothing. Connection and name are bound into the seal, so a ciphertext cannot be moved to another place.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PasserelleError } from '../base/error.ts';
import type { Credentials } from '../ports/store.ts';
import { run } from './bulk.ts';
import type { Shop } from './commit.ts';

const NONCE = 12;
const TAG = 16;
/** Older generations than the last few are of no use to anyone. */
const KEPT = 3;

function sealSecret(key: Uint8Array, place: string, secret: string): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place, 'utf8'));
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function openSecret(key: Uint8Array, place: string, sealed: Uint8Array): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(place, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new PasserelleError('STORE_KEY_DIFFERS', 'a stored credential cannot be opened with the key of this data folder', {
      cause: error,
    });
  }
}

const INSERT = `insert into passerelle.credential (connection, name, generation, ciphertext, created_at)
  select $1, $2, coalesce(max(generation), 0) + 1, decode($3, 'hex'), $4
  from passerelle.credential where connection = $1 and name = $2 returning generation`;

const FORGET = 'delete from passerelle.credential where connection = $1 and name = $2 and generation <= $3';

export function makeCredentials(shop: Shop, key: () => Promise<Uint8Array>): Credentials {
  return {
    async put(connection, name, secret) {
      const place = `${connection}/${name}`;
      const ciphertext = Buffer.from(sealSecret(await key(), place, secret)).toString('hex');
      return shop.client.begin(async (tx) => {
        // Two daemons may renew the same token at once: each gets a generation of its own
        await run(tx, 'select pg_advisory_xact_lock(hashtext($1))', [`credential ${place}`]);
        const [row] = await run<{ generation: number }>(tx, INSERT, [connection, name, ciphertext, shop.clock.now()]);
        const generation = row?.generation ?? 0;
        await run(tx, FORGET, [connection, name, String(generation - KEPT)]);
        return generation;
      });
    },
    async get(connection, name) {
      const [row] = await run<{ ciphertext: Uint8Array }>(
        shop.client,
        `select ciphertext from passerelle.credential
        where connection = $1 and name = $2 order by generation desc limit 1`,
        [connection, name],
      );
      return row === undefined ? null : openSecret(await key(), `${connection}/${name}`, row.ciphertext);
    },
  };
}
