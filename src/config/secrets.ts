/**
 * `${NAME}` in scalar values: the environment variable NAME, else the content of the file that NAME_FILE names. Only
 * names written in our files are looked up. What was found is remembered so that logs can take it out; it is never shown.
 */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws when the file cannot be read */
  readonly readFile: (path: string) => string;
}

export interface Secrets {
  /** The text with every `${NAME}` in it replaced, or the name that could not be found. */
  resolve(text: string): { readonly text: string } | { readonly missing: string };
  /** Every value found so far. */
  values(): readonly string[];
}

const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

export function createSecrets(source: SecretSource): Secrets {
  const found = new Map<string, string>();
  const lookUp = (name: string): string | undefined => {
    const known = found.get(name) ?? source.env[name] ?? fromFile(source, name);
    if (known !== undefined) found.set(name, known);
    return known;
  };
  return {
    resolve(text) {
      let missing: string | undefined;
      const resolved = text.replace(REFERENCE, (_, name: string) => {
        const value = lookUp(name);
        if (value === undefined) missing ??= name;
        return value ?? '';
      });
      return missing === undefined ? { text: resolved } : { missing };
    },
    values: () => [...new Set(found.values())].filter((value) => value !== ''),
  };
}

export function hasReference(text: string): boolean {
  return text.search(REFERENCE) >= 0;
}

function fromFile({ env, readFile }: SecretSource, name: string): string | undefined {
  const path = env[`${name}_FILE`];
  if (path === undefined || path === '') return undefined;
  try {
    return readFile(path).replace(/\r?\n$/, '');
  } catch {
    return undefined; // told as missing, with the name: the path may itself be private
  }
}
