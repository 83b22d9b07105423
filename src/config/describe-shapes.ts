/** Every setting with its default and its sentence, out of the shapes: config/README.md is held against it. */
import { z } from 'zod';
import { companyShape, policyShape } from './company-shape.ts';
import { connectionShape } from './connection-shape.ts';
import { settingsShape } from './settings.ts';
import { unwrapped } from './shape-problem.ts';

export interface SettingDoc {
  readonly key: string;
  /** As written in YAML; empty when there is none. */
  readonly default: string;
  readonly required: boolean;
  readonly sentence: string;
}

export const DOCUMENTED: Readonly<Record<string, z.ZodType>> = {
  'passerelle.yaml': settingsShape,
  'companies/NAME.yaml': companyShape,
  'connections/NAME.yaml': connectionShape,
  'policies/NAME.yaml': policyShape,
};

export function settingsOf(shape: z.ZodType, prefix = ''): readonly SettingDoc[] {
  const at = unwrapped(shape);
  if (!(at instanceof z.ZodObject)) return [];
  return Object.entries(at.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, member]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    const below = settingsOf(member, key);
    return below.length > 0 ? below : [docOf(key, member)];
  });
}

function docOf(key: string, member: z.ZodType): SettingDoc {
  const value = defaultOf(member);
  return {
    key,
    default: value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value),
    required: value === undefined && !member.isOptional(),
    sentence: sentenceOf(member),
  };
}

function defaultOf(member: z.ZodType): unknown {
  if (member instanceof z.ZodDefault || member instanceof z.ZodPrefault) return member.def.defaultValue;
  return undefined;
}

/** The description stands on the outermost wrapper that has one. */
function sentenceOf(member: z.ZodType): string {
  if (member.description !== undefined) return member.description;
  const inner = unwrapped(member);
  return inner === member ? '' : (inner.description ?? '');
}

/** The table of one file for config/README.md. */
export function tableOf(shape: z.ZodType): string {
  const rows = settingsOf(shape).map(
    ({ key, default: value, required, sentence }) =>
      `| \`${key}\` | ${required ? 'required' : value === '' ? '' : `\`${value}\``} | ${sentence.replaceAll('|', '\\|')} |`,
  );
  return ['| key | default | meaning |', '|---|---|---|', ...rows].join('\n');
}
