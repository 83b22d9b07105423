/**
 * The five profiles of Factur-X 1.0 (files of FNFE-MPE and FeRD, release 1.09): what each writes in BT-24 and in the
 * metadata, how its XML relates to the page, and which terms its XML can carry.
 */
import { DOCUMENT_TERMS } from '../../model/terms-document.ts';
import { EXTENSION_TERMS } from '../../model/terms-extension.ts';
import { LINE_TERMS } from '../../model/terms-lines.ts';
import { PARTY_TERMS } from '../../model/terms-parties.ts';

export const FILE_NAME = 'factur-x.xml';

/** From the least that an XML can carry to the most. */
export const FACTURX_PROFILES = ['minimum', 'basicwl', 'basic', 'en16931', 'extended'] as const;
export type FacturxProfileName = (typeof FACTURX_PROFILES)[number];

export interface FacturxProfile {
  readonly name: FacturxProfileName;
  /** BT-24. */
  readonly specification: string;
  /** fx:ConformanceLevel. */
  readonly level: string;
  /** Data: the XML is less than the page and no invoice by itself. */
  readonly relationship: 'Data' | 'Alternative';
  /** Ids of the terms that its XML can carry; groups are carried when something in them is. */
  readonly terms: ReadonlySet<string>;
}

const CORE = 'urn:cen.eu:en16931:2017';

const MINIMUM = [
  'BT-1 BT-2 BT-3 BT-5 BT-10 BT-13 BT-23 BT-24 BT-27 BT-30 BT-30-1 BT-31 BT-32 BT-40 BT-44 BT-47 BT-47-1',
  'BT-109 BT-110 BT-112 BT-115',
];

/** No lines, no contacts, no attachments; of the payment the code, the account, the mandate. */
const BASIC_WL = [
  ...MINIMUM,
  'BT-6 BT-8 BT-9 BT-12 BT-16 BT-19 BT-20 BT-21 BT-22 BT-25 BT-26',
  'BT-28 BT-29 BT-29-1 BT-34 BT-34-1 BT-35 BT-36 BT-37 BT-38 BT-39 BT-162',
  'BT-46 BT-46-1 BT-48 BT-49 BT-49-1 BT-50 BT-51 BT-52 BT-53 BT-54 BT-55 BT-163',
  'BT-59 BT-60 BT-60-1 BT-61 BT-61-1 BT-62 BT-63 BT-64 BT-65 BT-66 BT-67 BT-68 BT-69 BT-164',
  'BT-70 BT-71 BT-71-1 BT-72 BT-73 BT-74 BT-75 BT-76 BT-77 BT-78 BT-79 BT-80 BT-165',
  'BT-81 BT-83 BT-84 BT-89 BT-90 BT-91',
  'BT-92 BT-93 BT-94 BT-95 BT-96 BT-97 BT-98 BT-99 BT-100 BT-101 BT-102 BT-103 BT-104 BT-105',
  'BT-106 BT-107 BT-108 BT-111 BT-113 BT-116 BT-117 BT-118 BT-119 BT-120 BT-121',
];

const BASIC = [
  ...BASIC_WL,
  'BT-126 BT-127 BT-129 BT-130 BT-131 BT-134 BT-135 BT-136 BT-137 BT-138 BT-139 BT-140 BT-141 BT-142 BT-143 BT-144 BT-145',
  'BT-146 BT-147 BT-148 BT-149 BT-150 BT-151 BT-152 BT-153 BT-157 BT-157-1',
];

const idsIn = (rows: readonly string[]): ReadonlySet<string> => new Set(rows.flatMap((row) => row.split(' ')));
const core = [...DOCUMENT_TERMS, ...PARTY_TERMS, ...LINE_TERMS].map(({ id }) => id);

export const PROFILES_OF_FACTURX: Readonly<Record<FacturxProfileName, FacturxProfile>> = {
  minimum: {
    name: 'minimum',
    specification: 'urn:factur-x.eu:1p0:minimum',
    level: 'MINIMUM',
    relationship: 'Data',
    terms: idsIn(MINIMUM),
  },
  basicwl: {
    name: 'basicwl',
    specification: 'urn:factur-x.eu:1p0:basicwl',
    level: 'BASIC WL',
    relationship: 'Data',
    terms: idsIn(BASIC_WL),
  },
  basic: {
    name: 'basic',
    specification: `${CORE}#compliant#urn:factur-x.eu:1p0:basic`,
    level: 'BASIC',
    relationship: 'Alternative',
    terms: idsIn(BASIC),
  },
  en16931: { name: 'en16931', specification: CORE, level: 'EN 16931', relationship: 'Alternative', terms: new Set(core) },
  extended: {
    name: 'extended',
    specification: `${CORE}#conformant#urn:factur-x.eu:1p0:extended`,
    level: 'EXTENDED',
    relationship: 'Alternative',
    terms: new Set([...core, ...EXTENSION_TERMS.map(({ id }) => id)]),
  },
};

export function facturxProfileNamed(name: string): FacturxProfile | undefined {
  return Object.values(PROFILES_OF_FACTURX).find((profile) => profile.name === name);
}
