/** One company, connection, dialect or policy out of its plain values, whoever wrote them: a file or the console. */
import type { z } from 'zod';
import type { Json } from '../base/json.ts';
import type { Company } from '../model/company.ts';
import { companyOf, companyShape, type CompanyFile, type policyShape } from './company-shape.ts';
import { connectionOf, connectionShape, type Connection } from './connection-shape.ts';
import type { Secrets } from './secrets.ts';
import { problemsOf, type ShapeProblem } from './shape-problem.ts';
import { withSecrets } from './values.ts';

export type Policy = z.output<typeof policyShape>;

export type Read<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly ShapeProblem[] };

/** The value in its shape, secrets put in; or everything that is wrong with it. */
export function readShape<S extends z.ZodType>(
  shape: S,
  values: Json | undefined,
  secrets: Secrets,
): Read<z.output<S>> {
  const { value, missing } = withSecrets(values ?? {}, secrets);
  const lacking = missing.map(({ path, name }): ShapeProblem => ({
    path,
    atKey: false,
    sentence: `neither the environment variable ${name} nor ${name}_FILE is set`,
  }));
  const result = shape.safeParse(value);
  if (result.success && lacking.length === 0) return { value: result.data, problems: [] };
  const places = new Set(lacking.map(({ path }) => path.join('.')));
  const wrong = result.success ? [] : problemsOf(shape, result.error).filter(({ path }) => !places.has(path.join('.')));
  return { value: null, problems: [...lacking, ...wrong] };
}

export function readConnection(name: string, values: Json | undefined, secrets: Secrets): Read<Connection> {
  const read = readShape(connectionShape, values, secrets);
  return read.value === null ? read : { value: connectionOf(name, read.value), problems: [] };
}

/** What a company may refer to, by name; `paused` has the names that exist but have a problem of their own. */
export interface Surroundings {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly connections: readonly string[];
  readonly overlays: readonly string[];
  readonly paused: ReadonlySet<string>;
}

export function readCompany(
  name: string,
  values: Json | undefined,
  secrets: Secrets,
  around: Surroundings,
): Read<Company> {
  const read = readShape(companyShape, values, secrets);
  if (read.value === null) return read;
  const file: CompanyFile = read.value;
  const problems = [
    ...reference(['erp', 'connection'], 'connection', file.erp.connection, around.connections, around.paused),
    ...reference(['channel', 'connection'], 'connection', file.channel.connection, around.connections, around.paused),
    ...file.overlays.flatMap((one, index) =>
      reference(['overlays', index], 'overlay', one, around.overlays, around.paused),
    ),
    ...(typeof file.policies === 'string'
      ? reference(['policies'], 'policy', file.policies, [...around.policies.keys()], around.paused)
      : []),
  ];
  if (problems.length > 0) return { value: null, problems };
  const policy = typeof file.policies === 'string' ? (around.policies.get(file.policies) ?? null) : null;
  return { value: companyOf(name, file, policy), problems: [] };
}

/** A name that must exist among others and be without problems. */
export function reference(
  path: readonly (string | number)[],
  kind: string,
  name: string,
  known: readonly string[],
  paused: ReadonlySet<string>,
): readonly ShapeProblem[] {
  if (paused.has(`${kind}:${name}`)) {
    return [{ path, atKey: false, sentence: `${kind} \`${name}\` has a problem of its own and is paused` }];
  }
  if (known.includes(name)) return [];
  const list = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  return [{ path, atKey: false, sentence: `there is no ${kind} \`${name}\`: ${list}` }];
}
