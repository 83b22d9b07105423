/**
 * The log for operators: one JSON line per event on stdout. An event name plus facts; never bodies, names or amounts.
 * The journal in the store is the record, this is not.
 */
import winston from 'winston';
import type { Log } from '../ports/runtime.ts';
import type { Redactor } from './redact.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface OperatorLog extends Log {
  /** Resolves when every line is written. */
  close(): Promise<void>;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly redactor: Redactor;
  /** Where lines go; stdout when absent. */
  readonly stream?: NodeJS.WritableStream;
}

export function createLog({ level, redactor, stream = process.stdout }: LogOptions): OperatorLog {
  const line = winston.format.printf(({ level: name, message, at, ...facts }) =>
    JSON.stringify({ at, level: name, event: message, ...facts }));
  const logger = winston.createLogger({ level, format: line, transports: [new winston.transports.Stream({ stream })] });
  const write = (name: LogLevel) => (event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    // `message` and `level` belong to winston: facts of that name are kept beside them
    const { message, level: ranked, ...rest } = redactor.facts(facts);
    const kept = { ...rest, ...(message === undefined ? {} : { text: message }), ...(ranked === undefined ? {} : { rank: ranked }) };
    logger.log({ ...kept, level: name, message: redactor.text(event), at: new Date().toISOString() });
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () => new Promise((done) => {
      logger.once('finish', () => { done(); });
      logger.end();
    }),
  };
}
