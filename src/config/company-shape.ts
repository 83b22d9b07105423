/** A company file: config/companies/NAME.yaml → model/company.ts. The name is the file's. */
import { z } from 'zod';
import { isCalendarDate } from '../base/calendar-date.ts';
import { asSiren, asSiret } from '../map/read-identifier.ts';
import {
  APPROVALS,
  BUYER_CHECKS,
  DUPLICATE_POLICIES,
  MODES,
  NETTINGS,
  SCOPE_CLASSES,
  SCOPE_POLICIES,
  UNKNOWN_SUPPLIER,
  type Company,
  type ReceptionPolicies,
  type ScopeClass,
  type ScopePolicy,
} from '../model/company.ts';
import { SYNTAXES } from '../model/invoice.ts';
import { flag } from './duration.ts';

export const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/;
const NAME_SENTENCE = 'is a name of lower-case letters, digits and dashes';
export const name = z.string().regex(NAME, NAME_SENTENCE);

/** What happens to each class of operation when nothing is said. */
export const SCOPE_DEFAULTS: Readonly<Record<ScopeClass, ScopePolicy>> = {
  b2b: 'send',
  'b2b-int': 'send',
  b2g: 'send',
  b2c: 'keep-for-report',
  'out-of-scope': 'ignore',
};

const receptionShape = z.strictObject({
  buyerCheck: z
    .enum(BUYER_CHECKS)
    .default('strict')
    .describe('`strict`: only invoices addressed to this company; `accept-any`: a test company books every invoice it is given.'),
  unknownSupplier: z.enum(UNKNOWN_SUPPLIER).default('hold').describe('`hold` for a person, or `create` with all legal identifiers.'),
  duplicateNumber: z
    .enum(DUPLICATE_POLICIES)
    .default('hold')
    .describe('Same supplier, number and year: `warn`, `hold`, `refuse` (210 with DOUBLON) or `ignore`.'),
  duplicateFile: z
    .enum(DUPLICATE_POLICIES)
    .default('ignore')
    .describe('The same file delivered again: `warn`, `hold`, `refuse` or `ignore`.'),
  onPosted: z
    .enum(APPROVALS)
    .default('approve')
    .describe('What a posted bill tells its supplier: `approve` (205), `take-charge-first` (204, then 205) or `none`.'),
  account: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .describe('Code of the expense account when neither history nor mapping knows one. Absent: the default of the ERP.'),
});

/** Also a file of its own: config/policies/NAME.yaml. */
export const policyShape = z.strictObject({
  scope: z
    .strictObject(
      Object.fromEntries(
        SCOPE_CLASSES.map((scope) => [
          scope,
          z.enum(SCOPE_POLICIES).default(SCOPE_DEFAULTS[scope]).describe(`What happens to operations of class ${scope}.`),
        ]),
      ) as Record<ScopeClass, z.ZodDefault<z.ZodEnum<{ [K in ScopePolicy]: K }>>>,
    )
    .prefault({}),
  reception: receptionShape.prefault({}),
  netting: z
    .enum(NETTINGS)
    .default('both')
    .describe(
      '212 of what is settled by credit note: `both` (212 on the invoice, negative 212 on the credit note) or `cash` (money alone).',
    ),
});

export const companyShape = z
  .strictObject({
    legalName: z.string().min(1).max(200).describe('Legal name, as in the register.'),
    siren: z
      .string()
      .refine((text) => asSiren(text)?.value === text, 'is a SIREN: 9 digits, the last of which is its key')
      .describe('SIREN, 9 digits.'),
    siret: z
      .string()
      .refine((text) => asSiret(text)?.value === text, 'is a SIRET: 14 digits, the last of which is its key')
      .optional()
      .describe('Limits the company to one establishment.'),
    vatId: z
      .string()
      .regex(/^[A-Z]{2}[A-Z0-9]{2,13}$/, 'is a VAT number such as FR91100000009')
      .optional()
      .describe('VAT number.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'is an ISO 3166-1 code such as FR')
      .default('FR')
      .describe('Country of the company.'),
    timezone: z
      .string()
      .refine(isZone, 'is a time zone such as Europe/Paris')
      .default('Europe/Paris')
      .describe('Zone of its business dates.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'is an ISO 4217 code such as EUR')
      .default('EUR')
      .describe('Accounting currency.'),
    mode: z.enum(MODES).default('shadow').describe('`off`, `shadow` (everything except what a third party could see) or `live`.'),
    since: z
      .string()
      .refine(isCalendarDate, 'is a day written YYYY-MM-DD')
      .optional()
      .describe('First issue date that is sent. No default: `live` without it is refused.'),
    erp: z.strictObject({
      connection: name.describe('Connection to the ERP.'),
      company: z.string().min(1).optional().describe('Id of the company inside the ERP, where one connection serves several.'),
    }),
    channel: z.strictObject({ connection: name.describe('Connection to the platform.') }),
    mapping: z.string().min(1).default('odoo/customer-invoice').describe('Shipped mapping of its invoices.'),
    billMapping: z.string().min(1).default('odoo/vendor-bill').describe('Shipped reverse mapping of supplier invoices.'),
    overlays: z.array(z.string().min(1)).max(20).default([]).describe('Overlays of config/mapping, laid over the mapping in this order.'),
    syntax: z.enum(SYNTAXES).default('ubl').describe('Syntax of what is sent: `ubl` or `cii`.'),
    profile: z.string().min(1).default('fr-cius').describe('Profile of the rules.'),
    endpoint: z
      .string()
      .min(1)
      .max(125)
      .optional()
      .describe('Own electronic address BT-34; scheme 0225 unless written SCHEME:VALUE. Absent: the SIREN.'),
    vatOnDebits: flag.prefault('false').describe('VAT on debits, for services.'),
    notes: z
      .record(z.string().regex(/^[A-Z]{3}$/), z.string().min(1).max(1024))
      .default({})
      .describe('Mentions added when the ERP gives none of that subject: PMD, PMT, AAB.'),
    policies: z.union([name, policyShape]).prefault({}).describe('Name of a file of config/policies, or the policy itself.'),
    locale: z.enum(['fr', 'en']).default('fr').describe('Language of what is written into the ERP.'),
  })
  .refine((company) => company.mode !== 'live' || company.since !== undefined, {
    path: ['mode'],
    message: 'is `live` without `since`: say from which issue date on invoices are sent',
  });

export type CompanyFile = z.output<typeof companyShape>;

/** @param policy the policy named by the file, or null when the file holds its own */
export function companyOf(company: string, file: CompanyFile, policy: z.output<typeof policyShape> | null): Company {
  const { siret, vatId, since, endpoint, erp, policies, ...rest } = file;
  const own = typeof policies === 'string' ? (policy ?? policyShape.parse({})) : policies;
  return {
    ...rest,
    name: company,
    erp: { connection: erp.connection, ...(erp.company === undefined ? {} : { company: erp.company }) },
    policies: { scope: own.scope, reception: receptionOf(own.reception), netting: own.netting },
    ...(siret === undefined ? {} : { siret }),
    ...(vatId === undefined ? {} : { vatId }),
    ...(since === undefined ? {} : { since }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function receptionOf({ account, ...rest }: z.output<typeof receptionShape>): ReceptionPolicies {
  return account === undefined ? rest : { ...rest, account };
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
