/** What the platform has of an invoice's life: the status messages about it, listed or taken in, as a folded lifecycle. Pure. */
import { formatDecimal } from '../../model/decimal.ts';
import { foldLifecycle } from '../../model/lifecycle-fold.ts';
import { trackOf } from '../../model/lifecycle-codes.ts';
import type { Lifecycle, LifecycleEntry, StatusMessage } from '../../model/lifecycle.ts';
import { parseStatus } from '../../parse/cdar/parse-status.ts';
import type { FlowBook } from './flow-book.ts';
import type { StoredFlow } from './stored-flow.ts';

export interface StatusSoFar {
  readonly flow: StoredFlow;
  readonly message: StatusMessage;
}

export function statusesAbout(about: StoredFlow, book: FlowBook): readonly StatusSoFar[] {
  return book.about(about.flowId).flatMap((flow) => {
    if (flow.verdict.status === 'Error') return [];
    const bytes = book.file(flow.sha256);
    return bytes === undefined ? [] : [{ flow, message: parseStatus(bytes) }];
  });
}

export function lifecycleOf(about: StoredFlow, book: FlowBook): Lifecycle {
  return foldLifecycle(
    statusesAbout(about, book).flatMap(({ flow, message }): readonly LifecycleEntry[] => {
      const track = trackOf(message.code ?? '');
      if (track === undefined) return [];
      const amounts = message.reasons
        .flatMap(({ characteristics = [] }) => characteristics)
        .flatMap(({ type = '', amount, percent }) =>
          amount === undefined
            ? []
            : [{ type, amount: formatDecimal(amount), ...(percent === undefined ? {} : { rate: formatDecimal(percent) }) }],
        );
      return [{ reference: flow.flowId, code: message.code ?? '', track, at: flow.submittedAt, reasons: [], amounts }];
    }),
  );
}
