/**
 * A right invoice → the file that is sent, judged once more as the file that it is. What only a file can show is found
 * here: a syntax has room for one identifier of the buyer (UBL-SR-16) where the invoice may hold two.
 */
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice, Syntax } from '../model/invoice.ts';
import type { InstancePath } from '../model/path.ts';
import { parseInvoice, type ParsedInvoice } from '../parse/parse-invoice.ts';
import { renderForSending } from '../render/render-invoice.ts';
import { check, judge } from '../rules/check.ts';
import type { Profile } from '../rules/profiles.ts';

export interface Output {
  readonly faults: readonly Fault[];
  /** null: something fatal was found, in the invoice or in its file. */
  readonly bytes: Uint8Array | null;
}

export function makeOutput(invoice: Invoice, profile: Profile, syntax: Syntax): Output {
  const { faults, ready } = judge(invoice, profile);
  if (ready === null) return { faults, bytes: null };
  const bytes = renderForSending(ready, syntax);
  const parsed = parseInvoice(bytes, { places: true });
  const ofFile = [...parsed.faults, ...check(parsed.invoice, profile, parsed.facts)].filter(isFatal);
  if (ofFile.length === 0) return { faults, bytes };
  return { faults: [...faults, ...ofFile.map((fault) => inInvoice(fault, parsed.places))], bytes: null };
}

/** A finding about an element is one about the term that was written there, or about the group around it. */
function inInvoice(fault: Fault, places: ParsedInvoice['places']): Fault {
  const { file } = fault;
  if (fault.at.length > 0 || file === undefined || places === undefined) return fault;
  let best: InstancePath | undefined;
  let length = 0;
  for (const [path, { xpath }] of places) {
    const within = xpath === file || xpath.startsWith(`${file}/`) || file.startsWith(`${xpath}/`);
    const shared = Math.min(xpath.length, file.length);
    if (within && shared > length) [best, length] = [path, shared];
  }
  return best === undefined ? fault : { ...fault, at: [best] };
}
