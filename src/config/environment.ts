/** The environment as configuration sees it: the process's variables over those of `.env`, which is read quietly. */
import { parse } from 'dotenv';

/** `dotEnv`: text of the .env file, when there is one. Nothing is written back into the process. */
export function environmentOf(
  process: Readonly<Record<string, string | undefined>>,
  dotEnv: string | null,
): Readonly<Record<string, string | undefined>> {
  return dotEnv === null ? process : { ...parse(dotEnv), ...process };
}
