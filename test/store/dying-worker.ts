// A worker for jobs.test.ts: takes documents, says how many, and never gives them back.
import { openStore } from '../../src/store/open-store.ts';
import { quietLog, realClock, realIds } from '../support/database.ts';

const { jobs } = await openStore({ url: process.argv[2] ?? '', clock: realClock, ids: realIds, log: quietLog });
await jobs.work(
  'advance',
  async (batch) => {
    process.stdout.write(`${batch.length}\n`);
    await new Promise(() => undefined);
  },
  { batch: 10, concurrency: 1 },
);
