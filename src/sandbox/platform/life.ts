/** The scripted life of an accepted invoice: what the platforms say first, then what the buyer does with it. Pure. */
import type { Counterparty, LifeStep } from '../directory/counterparties.ts';
import type { StoredFlow } from './stored-flow.ts';

/** Statuses travel only for invoices inside the regulated exchange. */
const WITH_LIFE = ['B2B', 'B2G'];

export function lifeOf(flow: StoredFlow, buyer: Counterparty | undefined): readonly LifeStep[] {
  if (flow.direction !== 'Out' || flow.invoice === undefined || flow.ack.status !== 'Ok') return [];
  if (!WITH_LIFE.includes(flow.processingRule)) return [];
  if (buyer?.directory === 'none' || buyer?.directory === 'disabled') {
    return [{ code: '200', reason: 'NON_TRANSMISE', text: 'Le destinataire n’a pas de plateforme de réception active' }];
  }
  const life = buyer?.life ?? [];
  const rejected = life.find((step) => step.code === '213');
  if (rejected?.by === 'sender') return [rejected];
  if (rejected !== undefined) return [{ code: '200' }, rejected];
  return [{ code: '200' }, { code: '202' }, { code: '203' }, ...life];
}
