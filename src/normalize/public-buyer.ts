/** What a public buyer asks for, by its entry in the directory: a service code BT-10, an engagement number BT-13. */
import type { Enrichment } from '../model/enrichment.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Scope } from '../model/scope.ts';
import { found, type Story } from './story.ts';

export function checkPublicBuyer(invoice: Invoice, scope: Scope, enrichment: Enrichment, story: Story): void {
  const asked = enrichment.publicBuyer;
  if (scope.class !== 'b2g' || asked === undefined) return;
  const values = { name: invoice.buyer?.name ?? '' };
  if (asked.needsService && invoice.buyerReference === undefined)
    found(story, 'PASS-B2G-SERVICE', 'fatal', ['buyerReference'], values);
  if (asked.needsEngagement && invoice.orderReference === undefined)
    found(story, 'PASS-B2G-ENGAGEMENT', 'fatal', ['orderReference'], values);
}
