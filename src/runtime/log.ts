/**
 * The log for operators: one line per event on stdout, as text for eyes or as JSON for a collector. An event name plus
 * facts; never bodies, names or amounts.
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

export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** json when absent. */
  readonly format?: LogFormat;
  readonly redactor: Redactor;
  /** Where lines go; stdout when absent. */
  readonly stream?: NodeJS.WritableStream;
}

export function createLog({ level, format = 'json', redactor, stream = process.stdout }: LogOptions): OperatorLog {
  const line = winston.format.printf(({ level: name, message, at, ...facts }) =>
    format === 'json' ? JSON.stringify({ at, level: name, event: message, ...facts }) : textLine(name, String(message), String(at), facts),
  );
  const logger = winston.createLogger({ level, format: line, transports: [new winston.transports.Stream({ stream })] });
  const write =
    (name: LogLevel) =>
    (event: string, facts: Readonly<Record<string, unknown>> = {}): void => {
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
    close: () =>
      new Promise((done) => {
        logger.once('finish', () => {
          done();
        });
        logger.end();
      }),
  };
}

/** `12:30:05 warn  submit-failed connection=platform attempts=2`; values with spaces as JSON. */
function textLine(level: string, event: string, at: string, facts: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
      return ` ${name}=${text}`;
    });
  return `${at.slice(11, 19)} ${level.padEnd(5)} ${event}${told.join('')}`;
}
