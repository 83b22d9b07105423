/**
 * The role that the daemon works under: it reads and writes everything except that it can neither change nor remove
 * what the journal holds. Made where the migrating role may make roles; elsewhere the triggers alone guard the journal.
 */
import type { Sql } from 'postgres';

export const RUN_TIME_ROLE = 'passerelle_run_time';

const ALREADY_THERE = new Set(['42710', '23505']);

async function mayMakeRoles(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`select rolcreaterole or rolsuper as may from pg_roles where rolname = current_user`;
  return row?.may === true;
}

async function exists(sql: Sql): Promise<boolean> {
  const rows = await sql`select 1 from pg_roles where rolname = ${RUN_TIME_ROLE}`;
  return rows.length > 0;
}

async function make(sql: Sql): Promise<void> {
  try {
    await sql.unsafe(`create role ${RUN_TIME_ROLE} nologin`);
  } catch (error) {
    // Roles belong to the whole server: another database of it may be made at the same moment
    if (!ALREADY_THERE.has((error as { code?: string }).code ?? '')) throw error;
  }
}

async function mayTake(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`
    select pg_has_role(current_user, oid, 'MEMBER') as may from pg_roles where rolname = ${RUN_TIME_ROLE}`;
  return row?.may === true;
}

/** Grants of the two schemas; repeated after every migration, for tables that are new. */
function grants(schemas: readonly string[]): string {
  const forSchemas = schemas
    .map(
      (schema) => `
    grant usage on schema ${schema} to ${RUN_TIME_ROLE};
    grant select, insert, update, delete on all tables in schema ${schema} to ${RUN_TIME_ROLE};
    grant usage, select on all sequences in schema ${schema} to ${RUN_TIME_ROLE};
    grant execute on all functions in schema ${schema} to ${RUN_TIME_ROLE};`,
    )
    .join('');
  return `${forSchemas}
    revoke update, delete, truncate on passerelle.event, passerelle.anchor from ${RUN_TIME_ROLE};
    revoke insert, update, delete on passerelle.migration from ${RUN_TIME_ROLE};`;
}

/** Makes the role as far as the server lets us. The name to take at the start of each session, or null. */
export async function prepareRunTimeRole(sql: Sql, schemas: readonly string[]): Promise<string | null> {
  if (!(await exists(sql))) {
    if (!(await mayMakeRoles(sql))) return null;
    await make(sql);
  }
  if (!(await mayTake(sql))) {
    if (!(await mayMakeRoles(sql))) return null;
    await sql.unsafe(`grant ${RUN_TIME_ROLE} to current_user`);
  }
  await sql.unsafe(grants(schemas));
  return RUN_TIME_ROLE;
}
