/** A finding for a terminal: rule, place, what is wrong, what to do. English, but where a command speaks both. */
import { sentence, text, type Locale } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { oneLine } from './table.ts';

export function faultText(fault: Fault, locale: Locale = 'en'): string {
  const { what, fix } = sentence(locale, fault.rule, fault.values);
  const where = fault.erp === undefined || fault.erp.length === 0 ? fault.at.join(', ') : fault.erp.map((ref) => refText(ref)).join(', ');
  const severity = text(locale, fault.severity === 'fatal' ? 'command.error' : 'command.warning');
  return `${severity} ${fault.rule} ${oneLine(where, 160)}: ${oneLine(what, 400)}\n  → ${oneLine(fix, 400)}\n`;
}

export function refText(ref: { readonly field: string; readonly model?: string; readonly id?: string }): string {
  const owner = [ref.model, ref.id].filter((part) => part !== undefined).join(' ');
  return owner === '' ? ref.field : `${ref.field} (${owner})`;
}
