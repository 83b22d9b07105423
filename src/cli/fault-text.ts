/** A finding for a terminal: rule, place, what is wrong, what to do. English, as all of the command line. */
import { sentence } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { oneLine } from './table.ts';

export function faultText(fault: Fault): string {
  const { what, fix } = sentence('en', fault.rule, fault.values);
  const where =
    fault.erp === undefined || fault.erp.length === 0
      ? fault.at.join(', ')
      : fault.erp.map((ref) => refText(ref)).join(', ');
  return `${fault.severity === 'fatal' ? 'error' : 'warning'} ${fault.rule} ${oneLine(where, 160)}: ${oneLine(what, 400)}\n  → ${oneLine(fix, 400)}\n`;
}

export function refText(ref: { readonly field: string; readonly model?: string; readonly id?: string }): string {
  const owner = [ref.model, ref.id].filter((part) => part !== undefined).join(' ');
  return owner === '' ? ref.field : `${ref.field} (${owner})`;
}
