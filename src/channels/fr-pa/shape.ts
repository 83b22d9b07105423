/** Reads a value by a zod shape; the first fault becomes CONFIG_INVALID or CONFIG_UNKNOWN_KEY with its field. */
import { z } from 'zod';
import { PasserelleError } from '../../base/error.ts';
import { nearest } from '../../base/text.ts';

/** @throws CONFIG_INVALID, CONFIG_UNKNOWN_KEY */
export function readShape<T extends z.ZodType>(shape: T, value: unknown, what: string, connection: string): z.output<T> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const near = nearest(key, keysAt(shape, path));
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new PasserelleError('CONFIG_UNKNOWN_KEY', `${what}: unknown key ${[...path, key].join('.')}${hint}`, {
      where: { connection, field: [...path, key].join('.') },
    });
  }
  throw new PasserelleError('CONFIG_INVALID', `${what}: ${path.join('.') || 'value'}: ${issue?.message ?? 'invalid'}`, {
    where: { connection, field: path.join('.') },
  });
}

function keysAt(shape: z.ZodType, path: readonly string[]): readonly string[] {
  let here: unknown = shape;
  for (const step of [...path, null]) {
    while (here instanceof z.ZodOptional || here instanceof z.ZodDefault || here instanceof z.ZodPrefault) here = here.unwrap();
    if (!(here instanceof z.ZodObject)) return [];
    if (step === null) return Object.keys(here.shape);
    here = (here.shape as Record<string, unknown>)[step];
  }
  return [];
}
