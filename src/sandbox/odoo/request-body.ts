/** Bodies of requests: amounts stay the text in which they were sent; ids, limits and commands become numbers. */
import { modelOf } from './database.ts';
import { pythonError } from './python-error.ts';
import { isFloat } from './row.ts';

type ParseWithSource = (
  text: string,
  reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** @throws UnprocessableEntity when the body is no JSON object */
export function numbersAsText(model: string, body: string): Readonly<Record<string, unknown>> {
  const floats = new Set(
    [model, 'account.move.line'].flatMap((name) => {
      const fields = modelOf(name);
      return Object.keys(fields).filter((field) => isFloat(fields[field]));
    }),
  );
  let value: unknown;
  try {
    value = (JSON.parse as ParseWithSource)(body, (key, member, context) =>
      typeof member === 'number' && floats.has(key) ? (context.source ?? String(member)) : member,
    );
  } catch {
    throw pythonError('UnprocessableEntity', 'the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw pythonError('UnprocessableEntity', 'the body is not an object');
  return value as Readonly<Record<string, unknown>>;
}
