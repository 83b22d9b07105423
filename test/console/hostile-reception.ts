/** Received invoices in which every text of the supplier, of the ERP and of the platform is an attack. */
import { decodeValue, encodeValue } from '../../src/pipeline/invoice-json.ts';
import type { Document } from '../../src/model/document.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { ReceptionHealth, Views } from '../../src/ports/views.ts';
import { artifacts } from './fixture-documents.ts';
import { HEALTH, keep, received, receivedDetail } from './fixture-reception.ts';
import { ATTACK, hostileViews, poison } from './hostile.ts';

/** What steers these pages besides: which question is asked, where a line comes from, whether it is told. */
const STEERS = new Set([
  'id',
  'stage',
  'halt',
  'direction',
  'kind',
  'createdAt',
  'updatedAt',
  'type',
  'severity',
  'document',
  'rule',
  'what',
  'source',
  'about',
  'artifact',
  'lastOkAt',
  'comparedAt',
  'lastArrivalAt',
  'at',
]);

function poisoned(sha: string | null): string | null {
  const bytes = artifacts.get(sha ?? '');
  return bytes === undefined ? null : keep(encodeValue(poison(decodeValue(new TextDecoder().decode(bytes)), '', STEERS)));
}

/** The names of members are texts of others too: of ERP fields, of values of a mapping. */
function withHostileNames(sha: string | null): string | null {
  const bytes = artifacts.get(sha ?? '');
  if (bytes === undefined) return null;
  const { bill, values } = decodeValue(new TextDecoder().decode(bytes)) as { readonly bill: object; readonly values: object };
  return keep(encodeValue({ bill, values: { ...values, [ATTACK]: ATTACK, deep: [{ [ATTACK]: ATTACK }] } }));
}

const faults = (list: readonly Fault[]): readonly Fault[] => list.map((one) => ({ ...(poison(one, '', STEERS) as Fault), at: [ATTACK] }));

export const hostileReception: Views = {
  ...hostileViews,
  list: async () => ({
    rows: Object.values(received).map((one) => poison(one, '', STEERS) as Document),
    total: 120,
    payable: { [ATTACK]: '1.00' },
  }),
  detail: async (id) => {
    const detail = receivedDetail(id);
    if (detail === null) return null;
    const [version] = detail.versions;
    const unread = keep(encodeValue([{ path: ATTACK, value: ATTACK }]));
    return {
      ...detail,
      document: { ...(poison(detail.document, '', STEERS) as Document), number: ATTACK },
      versions:
        version === undefined
          ? []
          : [
              {
                ...version,
                invoice: poisoned(version.invoice),
                enrichment: poisoned(version.enrichment),
                output: withHostileNames(poisoned(version.output)),
              },
            ],
      events: detail.events.map((one) => ({
        ...one,
        actor: ATTACK,
        data: { ...(poison(one.data, '', STEERS) as object), ...(one.type === 'parsed' ? { artifact: unread } : {}) },
      })),
      findings: faults(detail.findings),
      related: detail.related.map((one) => poison(one, '', STEERS) as Document),
    };
  },
  findings: async (ids) => Object.fromEntries(ids.map((id) => [id, faults(receivedDetail(id)?.findings ?? [])])),
  reception: async () => HEALTH.map((one) => poison(one, '', STEERS) as ReceptionHealth),
};
