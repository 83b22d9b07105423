/** A clerk in the console: signs in as a browser does, reads what a page offers for an invoice that waits, and answers. */
import { OPERATOR, type Daemon } from './daemon.ts';

export type Form = Readonly<Record<string, string>>;

export interface Clerk {
  /** The answers that the page of a document offers, as the fields of their forms. */
  offers(document: string): Promise<readonly Form[]>;
  answer(document: string, form: Form): Promise<void>;
}

export async function signIn({ console: address }: Daemon): Promise<Clerk> {
  const jar = new Map<string, string>();
  const ask = async (path: string, form?: Form): Promise<{ readonly status: number; readonly location: string; readonly body: string }> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${address}${path}`, {
      redirect: 'manual',
      headers: { cookie, origin: address, 'accept-language': 'fr' },
      signal: AbortSignal.timeout(30_000),
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location') ?? '', body: await answer.text() };
  };
  const [door = {}] = formsOf((await ask('/login')).body).filter((form) => form['token'] !== undefined);
  const entered = await ask('/login', { ...door, name: OPERATOR.name, password: OPERATOR.password });
  if (entered.status !== 303) throw new Error(`the console let nobody in: ${String(entered.status)}`);
  return {
    offers: async (document) => formsOf((await ask(`/documents/${document}`)).body).filter((form) => form['kind'] !== undefined),
    answer: async (document, form) => {
      const { status, location } = await ask(`/documents/${document}/resolve`, form);
      if (status !== 303 || !location.includes('told=done')) throw new Error(`the answer was not taken: ${String(status)} ${location}`);
    },
  };
}

/** Fields of every form of a page with the values they have; boxes to tick count as ticked. */
function formsOf(page: string): readonly Form[] {
  return [...page.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) =>
    Object.fromEntries(
      [...form.matchAll(/<input\b[^>]*>/g)].flatMap(([input]): [string, string][] => {
        const name = /\bname="([^"]*)"/.exec(input)?.[1];
        return name === undefined ? [] : [[name, /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '']];
      }),
    ),
  );
}
