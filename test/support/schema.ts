/** Judges a file by an XML schema of the shared data: compiled once, no network, no entities. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ParseOption, XmlBufferInputProvider, XmlDocument, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';
import { SHARED_DATA, sharedPath } from './official-data.ts';

const ROOTS = ['xsd', join('fr', 'cdar-xsd'), join('fr', 'flux10-xsd')];

const SCHEMAS = {
  invoice: 'xsd/ubl-2.1/maindoc/UBL-Invoice-2.1.xsd',
  creditNote: 'xsd/ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd',
  cii: 'xsd/cii-d22b/CrossIndustryInvoice_100pD22B.xsd',
  cdar: 'fr/cdar-xsd/CrossDomainAcknowledgementAndResponse_100pD22B.xsd',
  report: 'fr/flux10-xsd/ereporting.xsd',
} as const;

export type Schema = keyof typeof SCHEMAS;

const OPTION = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;
const validators = new Map<Schema, XsdValidator>();

/** Schemas are served from memory, because registering the file system would open it to entities too. */
function serve(): void {
  const files: Record<string, Uint8Array> = {};
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (name.endsWith('.xsd')) files[`mem:/${relative(SHARED_DATA ?? '', path)}`] = readFileSync(path);
    }
  };
  for (const root of ROOTS) walk(sharedPath(root));
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
}

function validatorOf(schema: Schema): XsdValidator {
  let validator = validators.get(schema);
  if (validator === undefined) {
    if (validators.size === 0) serve();
    const source = XmlDocument.fromBuffer(readFileSync(sharedPath(SCHEMAS[schema])), { url: `mem:/${SCHEMAS[schema]}`, option: OPTION });
    validator = XsdValidator.fromDoc(source);
    validators.set(schema, validator);
  }
  return validator;
}

/** The schema's complaints about a file; none when it is valid. */
export function complaints(bytes: Uint8Array, schema: Schema): readonly string[] {
  const validator = validatorOf(schema);
  const document = XmlDocument.fromBuffer(bytes, { option: OPTION });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n').filter((line) => line !== '');
  } finally {
    document.dispose();
  }
}

export function schemaOf(bytes: Uint8Array): Schema {
  const head = Buffer.from(bytes.subarray(0, 2000)).toString('latin1');
  if (head.includes('CrossIndustryInvoice:100')) return 'cii';
  if (head.includes('CrossDomainAcknowledgementAndResponse:100')) return 'cdar';
  if (/<Report[\s>]/.test(head)) return 'report';
  return /<(?:\w+:)?CreditNote[\s>]/.test(head) ? 'creditNote' : 'invoice';
}
