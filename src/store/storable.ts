/** Text that PostgreSQL can keep: it refuses U+0000 and lone surrogates, which hostile or broken sources do send. */
import type { Json } from '../base/json.ts';

export function storableText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\u0000') ? wellFormed.replaceAll('\u0000', '\ufffd') : wellFormed;
}

/** The same value with every text in it storable. */
export function storable<T>(value: T): T {
  return cleaned(value as Json) as T;
}

function cleaned(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json) => cleaned(item));
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .map(([key, member]) => [storableText(key), cleaned(member)]),
  );
}
