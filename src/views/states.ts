/** How connections and companies stand: their configuration in force, their pauses, when they last answered. */
import type { ConnectionState, Views } from '../ports/views.ts';
import { run, type Runner } from '../store/bulk.ts';
import { toInstant } from '../store/schema/columns.ts';

interface ConnectionRow {
  readonly name: string;
  readonly kind: string | null;
  readonly paused_until: string | null;
  readonly reason: string | null;
  readonly problem: string | null;
  readonly last_ok: string | null;
}

/** A lane may rest that has no configuration any more: it is shown too, until it is resumed. */
const CONNECTIONS = `
  select coalesce(r.name, l.connection) as name, r.content->>'kind' as kind,
    l.paused_until, l.reason, r.problem, f.value #>> '{}' as last_ok
  from (select * from passerelle.config_revision where kind = 'connection' and current) r
  full join passerelle.lane l on l.connection = r.name
  left join passerelle.fact f on f.name = 'last-ok:' || coalesce(r.name, l.connection)
  order by 1`;

const COMPANIES = `select name, coalesce(content->>'mode', 'shadow') as mode, content->>'since' as since, problem
  from passerelle.config_revision where kind = 'company' and current order by name`;

function toConnection(row: ConnectionRow): ConnectionState {
  return {
    name: row.name,
    kind: row.kind ?? '',
    pausedUntil: row.paused_until === null ? null : toInstant(row.paused_until),
    reason: row.reason,
    problem: row.problem,
    lastOkAt: row.last_ok === null ? null : row.last_ok,
  };
}

export function makeStates(on: Runner): Pick<Views, 'connections' | 'companies'> {
  return {
    connections: async () => (await run<ConnectionRow>(on, CONNECTIONS)).map(toConnection),
    companies: async () => run<Awaited<ReturnType<Views['companies']>>[number]>(on, COMPANIES),
  };
}
