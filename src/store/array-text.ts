/**
 * PostgreSQL's text form of one-dimensional arrays, for the driver. It could ask the server for array types at every
 * connect, but a connection lost during that question is an unhandled rejection that ends the process, and the answer
 * is known: these types have fixed numbers.
 */
import type { PostgresType } from 'postgres';

type Element = string | null;

export function writeArray(values: readonly (string | number | bigint | null)[]): string {
  const elements = values.map((value) => (value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`));
  return `{${elements.join(',')}}`;
}

const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;

export function readArray(text: string): readonly Element[] {
  return [...text.matchAll(ELEMENT)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, '$1');
    return bare === 'NULL' ? null : (bare ?? '');
  });
}

/** text[], uuid[], integer[], bigint[], double precision[], name[], varchar[]. */
const NUMBERS = [1009, 2951, 1007, 1016, 1022, 1003, 1015];

/** For the driver's `types`: each array type by its number. */
export const ARRAY_TYPES: Readonly<Record<string, PostgresType>> = Object.fromEntries(
  NUMBERS.map((number) => [`array${number}`, { to: number, from: [number], serialize: writeArray, parse: readArray }]),
);
