/** The fictitious companies of the sandbox: how the directory knows them and what they do with an invoice. */
import { z } from 'zod';
import data from '../demo/counterparties.json' with { type: 'json' };

const lifeStepShape = z.object({
  code: z.string().regex(/^\d{3}$/),
  reason: z.string().optional(),
  text: z.string().optional(),
  /** Which platform rejects. */
  by: z.enum(['sender', 'receiver']).optional(),
});
export type LifeStep = Readonly<z.output<typeof lifeStepShape>>;

export const counterpartyShape = z.object({
  siren: z.string().regex(/^\d{9}$/),
  siret: z.string().regex(/^\d{14}$/),
  name: z.string(),
  /** several: two establishments and no line for the company itself. */
  directory: z.enum(['enabled', 'disabled', 'upcoming', 'none', 'without-status', 'several']),
  public: z
    .object({
      needsEngagement: z.boolean(),
      needsService: z.boolean(),
      needsEither: z.boolean().optional(),
      routingCode: z.string().optional(),
    })
    .optional(),
  acknowledgement: z.object({ status: z.literal('Error'), reason: z.string(), item: z.string(), text: z.string() }).optional(),
  life: z.array(lifeStepShape).readonly(),
});
export type Counterparty = Readonly<z.output<typeof counterpartyShape>>;

export function demoCounterparties(): readonly Counterparty[] {
  return z.array(counterpartyShape).parse(data.counterparties);
}
