/**
 * The first step: texts without control characters and outer spaces, no empty texts, no empty groups. Changes no word.
 * HTML is the mapping's business (`as: text`), amounts are left alone.
 */
import type { Invoice } from '../model/invoice.ts';
import type { InstancePath } from '../model/path.ts';
import { tell, type Story } from './story.ts';

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/\r\n?/g, '\n').trim();
}

export function clean(invoice: Invoice, story: Story): Invoice {
  return cleanGroup(invoice as unknown as Group, '', '', story) ?? {};
}

type Group = Readonly<Record<string, unknown>>;

function cleanValue(value: unknown, was: InstancePath, is: InstancePath, story: Story): unknown {
  if (typeof value === 'string') return cleanLeaf(value, was, is, story);
  if (Array.isArray(value)) return cleanList(value, was, is, story);
  if (value !== null && typeof value === 'object') {
    if (typeof (value as { units?: unknown }).units === 'bigint') {
      if (was !== is) tell(story, 'normalize', is, value as { units: bigint; scale: number }, `moved from ${was}`, [was]);
      return value;
    }
    return cleanGroup(value as Group, was, is, story);
  }
  return value ?? undefined;
}

function cleanLeaf(text: string, was: InstancePath, is: InstancePath, story: Story): string | undefined {
  const cleaned = cleanText(text);
  if (cleaned === '') return undefined;
  if (cleaned !== text || was !== is) {
    tell(story, 'normalize', is, cleaned, cleaned === text ? `moved from ${was}` : 'spaces and control characters taken out', [
      was,
    ]);
  }
  return cleaned;
}

function cleanList(list: readonly unknown[], was: InstancePath, is: InstancePath, story: Story): unknown[] | undefined {
  const kept: unknown[] = [];
  list.forEach((item, index) => {
    const value = cleanValue(item, `${was}[${index}]`, `${is}[${kept.length}]`, story);
    if (value !== undefined) kept.push(value);
  });
  return kept.length === 0 ? undefined : kept;
}

function cleanGroup(group: Group, was: InstancePath, is: InstancePath, story: Story): Group | undefined {
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(group)) {
    const value = cleanValue(member, was === '' ? name : `${was}.${name}`, is === '' ? name : `${is}.${name}`, story);
    if (value !== undefined) kept.push([name, value]);
  }
  // a scheme without its value says nothing
  if (kept.length === 0 || (kept.length === 1 && kept[0]?.[0] === 'scheme')) return undefined;
  return Object.fromEntries(kept);
}
