/** EXTENDED-CTC-FR: which rules of EN 16931 it replaces, and its own (BR-FREXT). */
import { isCode } from '../../codes/code-list.ts';
import type { AllowanceCharge } from '../../model/tax.ts';
import { EN16931_RULES } from '../en16931/all.ts';
import { rule, type Override, type Report, type Rule } from '../rule.ts';
import replaces from './extended-replaces.json' with { type: 'json' };
import { EXTENDED_LINE_RULES } from './extended-lines.ts';
import { EXTENDED_SUM_RULES } from './extended-sums.ts';

/** Schemes that are not of ISO 6523: what the buyer and the seller call the party, and the SEPA creditor. */
const OTHER_SCHEMES: readonly string[] = ['BY', 'SE', 'SEPA'];
const XML_TYPES: readonly string[] = ['application/xml', 'text/xml'];

/** A tax or contribution that is charged has its code of UNTDID 5153. */
function chargeCode({ reasonCode }: AllowanceCharge, fault: Report): void {
  const code = reasonCode?.trim();
  if (code !== undefined && !isCode('untdid-7161', code) && !isCode('untdid-5153', code))
    fault('reasonCode', { code, list: 'untdid-7161' });
}

const CODE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FREXT-CL-10',
    terms: ['BT-29', 'BT-46', 'BT-60'],
    party: ({ ids }, fault) => {
      ids?.forEach(({ scheme }, index) => {
        const code = scheme?.trim();
        if (code !== undefined && !isCode('iso-6523', code) && !OTHER_SCHEMES.includes(code))
          fault(`ids[${index}].scheme`, { code, list: 'iso-6523' });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-24',
    terms: ['BT-125'],
    document: ({ invoice }, fault) => {
      invoice.attachments?.forEach(({ mime }, index) => {
        if (mime !== undefined && !isCode('mime', mime) && !XML_TYPES.includes(mime))
          fault(`attachments[${index}].mime`, { code: mime, list: 'mime' });
      });
    },
  }),
  rule({
    id: 'BR-FREXT-CL-20',
    terms: ['BT-105', 'BT-145'],
    charge: chargeCode,
    lineCharge: chargeCode,
  }),
];

const REPLACED: ReadonlySet<string> = new Set(replaces.rules);

/** A rule of EN 16931 that the extension relaxes. */
export function isReplaced(id: string): boolean {
  return REPLACED.has(id);
}

/** EN 16931 as EXTENDED-CTC-FR takes it over, and what it adds. */
export const EXTENDED_RULES: readonly Rule[] = [
  ...EN16931_RULES.filter(({ id }) => !isReplaced(id)),
  ...EXTENDED_LINE_RULES,
  ...EXTENDED_SUM_RULES,
  ...CODE_RULES,
];

/** Elements that the extension uses. */
export const EXTENDED_SYNTAX: Readonly<Record<string, Override>> = Object.fromEntries(
  replaces.syntax.map((id): readonly [string, Override] => [id, 'off']),
);
