/** What happens to a request before it is looked at: planned trouble, then the token. Shared by all services. */
import type { FastifyReply } from 'fastify';
import type { Clock } from '../../ports/runtime.ts';
import type { TokenDesk } from './tokens.ts';
import { BEFORE, type Operation, type Subject, type Trouble, type TroubleBook } from './trouble.ts';
import { errorWire } from './wire.ts';

export interface Gate {
  /** True when the request was answered, or left without an answer. */
  stops(operation: Operation, reply: FastifyReply, subject?: Subject): Promise<boolean>;
  /** True when the token was refused. */
  locked(authorization: string | undefined, reply: FastifyReply): boolean;
}

export function createGate(trouble: TroubleBook, tokens: TokenDesk, clock: Clock): Gate {
  return {
    async stops(operation, reply, subject) {
      const strike = trouble.take(operation, BEFORE, subject);
      return strike !== null && (await apply(strike, reply, clock));
    },
    locked(authorization, reply) {
      if (tokens.accepts(authorization)) return false;
      reply.code(401).send(errorWire('MISSING_TOKEN', 'the token is missing, unknown or expired'));
      return true;
    },
  };
}

async function apply(trouble: Trouble, reply: FastifyReply, clock: Clock): Promise<boolean> {
  switch (trouble.kind) {
    case 'slow':
      await clock.sleep(trouble.milliseconds);
      return false;
    case 'busy':
      reply.code(429).header('Retry-After', String(trouble.retryAfter));
      reply.send(errorWire('TOO_MANY_REQUESTS', 'The client emitted too many requests'));
      return true;
    case 'server-error':
      reply.code(trouble.status).send(errorWire(trouble.status === 503 ? 'RESOURCE_ERROR' : 'INTERNAL_ERROR', 'planned trouble'));
      return true;
    case 'expired-token':
      reply.code(401).send(errorWire('MISSING_TOKEN', 'the token expired before its time'));
      return true;
    case 'reset':
      abandon(reply, true);
      return true;
    default:
      abandon(reply, false);
      return true;
  }
}

/** No answer: the connection is cut, or left open until the other side gives up. */
export function abandon(reply: FastifyReply, cut: boolean): void {
  reply.hijack();
  if (cut) reply.raw.destroy();
}
