/** Durations and addresses as people write them in configuration files: `10s`, `15m`, `1h`; `127.0.0.1:8440`. */
import { z } from 'zod';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a text such as `10s`, or null. */
export function secondsOf(text: string): number | null {
  const match = /^(\d{1,6})(s|m|h|d)$/.exec(text.trim());
  return match === null ? null : Number.parseInt(match[1] ?? '', 10) * SECONDS[match[2] as keyof typeof SECONDS];
}

/** A duration between two others, as a number of seconds. */
export function duration(least: string, most: string): z.ZodType<number, string> {
  const [low, high] = [secondsOf(least) ?? 0, secondsOf(most) ?? 0];
  return z.string().transform((text, context) => {
    const seconds = secondsOf(text);
    if (seconds !== null && seconds >= low && seconds <= high) return seconds;
    context.addIssue({ code: 'custom', message: `is a duration from ${least} to ${most}, such as 10s, 15m or 1h` });
    return z.NEVER;
  });
}

/** How often a tick runs: the scheduler knows seconds that divide a minute, and minutes that divide an hour. */
export const pace: z.ZodType<number, string> = z.string().transform((text, context) => {
  const seconds = secondsOf(text);
  if (seconds !== null && seconds > 0 && (60 % seconds === 0 || (seconds % 60 === 0 && 60 % (seconds / 60) === 0)))
    return seconds;
  context.addIssue({
    code: 'custom',
    message: 'is a pace that divides a minute or an hour, such as 2s, 10s, 30s, 1m, 5m or 1h',
  });
  return z.NEVER;
});

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export const hostPort: z.ZodType<HostPort, string> = z.string().transform((text, context) => {
  const match = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text.trim());
  const port = Number.parseInt(match?.[2] ?? '', 10);
  if (match !== null && port <= 65_535) return { host: (match[1] ?? '').replace(/^\[|\]$/g, ''), port };
  context.addIssue({ code: 'custom', message: 'is an address and a port, such as 127.0.0.1:8440' });
  return z.NEVER;
});

/** Scalars come from YAML as text when a shape reads them itself. */
export const flag: z.ZodType<boolean, string> = z.string().transform((text, context) => {
  if (text === 'true' || text === 'false') return text === 'true';
  context.addIssue({ code: 'custom', message: 'is true or false' });
  return z.NEVER;
});
