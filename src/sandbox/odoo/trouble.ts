/** What may go wrong with a request to the sandbox Odoo, how often, and for which method. */
import { z } from 'zod';

export const TROUBLES = ['unauthorized', 'busy', 'error', 'slow', 'lost-answer', 'page'] as const;

export const troubleShape = z.strictObject({
  /** lost-answer: the call is done and committed, the connection breaks before the answer. page: a proxy's HTML. */
  kind: z.enum(TROUBLES),
  /** How often; null: until calmed. */
  times: z.int().positive().nullable().default(1),
  /** Only for this method of a model: `message_post`, `account.move.write`. */
  method: z.string().optional(),
  milliseconds: z.int().nonnegative().default(1000),
  retryAfter: z.int().nonnegative().default(1),
});
export type Trouble = z.output<typeof troubleShape>;
export type TroubleInput = z.input<typeof troubleShape>;

export class TroubleBook {
  #planned: { readonly trouble: Trouble; left: number | null }[] = [];

  plan(input: TroubleInput): void {
    const trouble = troubleShape.parse(input);
    this.#planned.push({ trouble, left: trouble.times });
  }

  calm(): void {
    this.#planned = [];
  }

  /** What strikes this call; a plan is used up by striking. */
  take(model: string, method: string): Trouble | null {
    const plan = this.#planned.find(({ trouble }) =>
      trouble.method === undefined || trouble.method === method || trouble.method === `${model}.${method}`);
    if (plan === undefined) return null;
    if (plan.left !== null) plan.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left !== 0);
    return plan.trouble;
  }
}
