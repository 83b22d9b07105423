import type { CatalogEntry } from './entry.ts';

export const NET_ERRORS = {
  NET_UNREACHABLE: { kind: 'transient', hint: 'Nothing to do if it passes; else check the URL, the network and the certificate with `passerelle doctor`.' },
  NET_TIMEOUT: { kind: 'transient', hint: 'Nothing to do if it passes; else raise the time-out of the connection or ask the operator of the remote.' },
  NET_BUSY: { kind: 'transient', hint: 'Nothing to do: Passerelle waits as long as the remote asked.' },
  NET_BREAKER_OPEN: { kind: 'transient', hint: 'Nothing to do: the remote failed several times; one probe goes through from time to time, then everything follows.' },
  NET_UNCLEAR: { kind: 'uncertain', hint: 'Nothing to do: Passerelle finds out whether the request arrived before it repeats it.' },
  NET_UNAUTHORIZED: { kind: 'config', hint: 'Check the credentials of this connection, then run `passerelle doctor`.' },
  NET_ANSWER_TOO_LARGE: { kind: 'remote', hint: 'The remote sent more than the limit of this connection: raise it if that is expected.' },
  NET_ANSWER_INVALID: { kind: 'remote', hint: 'The address answers, but not as expected: check the URL and any proxy between, then run `passerelle doctor`.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
