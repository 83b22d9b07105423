/**
 * Takes secrets out of what is logged: by the name of the field, and wherever the text of a known secret appears.
 * It works on a copy; what it is given stays as it is.
 */
const REDACTED = '[redacted]';
const LONGEST_TEXT = 2_000;
const DEEPEST = 6;
const WIDEST = 100;
/** Shorter secrets would black out ordinary words. */
const SHORTEST_SECRET = 6;
const SECRET_NAME = /(password|passwd|secret|token|authorization|cookie|apikey|privatekey|credential|passphrase|signature)s?$/;

export interface Redactor {
  /** From now on this text is taken out wherever it appears. */
  hide(secret: string): void;
  text(text: string): string;
  facts(facts: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const text = (value: string): string => {
    let shown = value;
    for (const secret of secrets) shown = shown.replaceAll(secret, REDACTED);
    return shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown;
  };
  const members = (value: object, depth: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value)
        .slice(0, WIDEST)
        .map(([name, member]) => [
          name,
          isSecretName(name) && member !== undefined && member !== null ? REDACTED : shown(member, depth + 1),
        ]),
    );
  const shown = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '…';
    if (value instanceof Error) return describe(value, depth);
    if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
    if (Array.isArray(value)) return value.slice(0, WIDEST).map((item) => shown(item, depth + 1));
    return members(value, depth);
  };
  const describe = (error: Error, depth: number): Record<string, unknown> => {
    const { name, message, stack, cause, ...rest } = error as Error & Record<string, unknown>;
    const told = { ...members(rest, depth), name, message: text(message) };
    const place = rest['kind'] === undefined || rest['kind'] === 'bug' ? { stack: text(stack ?? '') } : {};
    return { ...told, ...place, ...(cause === undefined ? {} : { cause: shown(cause, depth + 1) }) };
  };
  return {
    hide: (secret) => {
      if (secret.length >= SHORTEST_SECRET) secrets.add(secret);
    },
    text,
    facts: (facts) => members(facts, 0),
  };
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}
