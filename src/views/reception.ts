/** How well each network connection is heard, from the facts that the comparison with the platform's listing keeps. */
import type { ReceptionHealth } from '../ports/views.ts';
import { run, type Runner } from '../store/bulk.ts';

const PREFIX = 'reception:';

export async function reception(on: Runner): Promise<readonly ReceptionHealth[]> {
  const rows = await run<{ name: string; value: string }>(
    on,
    `select name, value::text as value from passerelle.fact where name like '${PREFIX}%' order by name`,
    [],
  );
  return rows.map(({ value }) => JSON.parse(value) as ReceptionHealth);
}
