/**
 * The JSON Schema of mapping files, for editors: keys, transforms and targets with their English names. The loader
 * remains the judge; the schema only helps while writing.
 */
import type { Json } from '../base/json.ts';
import { FUNCTIONS } from './expression-engine.ts';
import { RESOLVE_KINDS } from './mapping.ts';
import { INVOICE_SHAPE, type Shape } from './targets.ts';
import { TRANSFORMS } from './transforms.ts';

type Schema = { readonly [key: string]: Json };

const PATH = '^/?[A-Za-z_][\\w:@-]*(\\[\\d{1,4}\\])*(\\.[A-Za-z_][\\w:@-]*(\\[\\d{1,4}\\])*)*$';
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** As the file config/mapping/mapping.schema.json holds it. */
export function mappingSchemaText(): string {
  return `${JSON.stringify(mappingSchema(), null, 1)}\n`;
}

function mappingSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Passerelle mapping',
    description: 'How records of an ERP become invoices, or what an ERP is told of one.',
    type: 'object',
    required: ['mapping'],
    additionalProperties: false,
    properties: {
      mapping: { type: 'string', pattern: '^[a-z0-9][a-z0-9./-]{0,79}$', description: 'Name of this mapping.' },
      version: { type: ['string', 'number'] },
      from: {
        type: 'string',
        description: '`odoo:account.move` and the like; `invoice` or `lifecycle` for a reverse mapping.',
      },
      to: { type: 'string', description: '`invoice`, or what a reverse mapping writes.' },
      extends: { type: 'string', description: 'The mapping that this overlay changes.' },
      partner: {
        type: ['string', 'number'],
        description: 'Limits an overlay to one buyer, by SIREN, SIRET or VAT number.',
      },
      tables: {
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      },
      fields: {
        type: 'object',
        properties: targets(INVOICE_SHAPE),
        additionalProperties: { anyOf: [ref('value'), ref('list')] },
      },
      remove: {
        type: 'array',
        items: { type: 'string' },
        description: 'Targets of the base that an overlay takes away.',
      },
    },
    $defs: {
      path: { type: 'string', pattern: PATH },
      as: asSchema(),
      reads: readsSchema(),
      value: valueSchema(),
      group: groupSchema(),
      list: listSchema(),
    },
  };
}

/** Members of groups as dotted targets, as a mapping writes them; lists as one target. */
function targets(shape: Shape, prefix = ''): Schema {
  if (shape.kind !== 'group') return {};
  return Object.fromEntries(
    [...shape.members].flatMap(([name, member]) => {
      const target = prefix === '' ? name : `${prefix}.${name}`;
      if (member.kind === 'group') return Object.entries(targets(member, target));
      return [[target, member.kind === 'list' ? ref('list') : leafSchema(member)]];
    }),
  );
}

function leafSchema(leaf: Shape & { readonly kind: 'leaf' }): Schema {
  const { term } = leaf;
  if (term === undefined) return ref('value');
  return { ...ref('value'), description: `${term.id} ${term.name}${term.list === undefined ? '' : ` (${term.list})`}` };
}

function asSchema(): Schema {
  const plain = Object.entries(TRANSFORMS).map(([name, rule]): Schema => ({ const: name, description: rule.doc }));
  const withArgument = Object.entries(TRANSFORMS)
    .filter(([, rule]) => rule.argument !== undefined)
    .map(([name]) => name);
  return { anyOf: [...plain, { type: 'string', pattern: `^(${withArgument.join('|')}) \\S+$` }] };
}

function readsSchema(): Schema {
  const read: Schema = {
    type: 'object',
    required: ['from'],
    additionalProperties: false,
    properties: { from: ref('path'), as: ref('as') },
  };
  return { type: 'object', additionalProperties: { anyOf: [ref('path'), read] } };
}

function valueSchema(): Schema {
  const literal: Schema = { type: ['string', 'number', 'boolean'] };
  return {
    anyOf: [
      ref('path'),
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          from: ref('path'),
          first: { type: 'array', minItems: 1, items: ref('value'), description: 'The first that gives a value.' },
          const: literal,
          expr: { type: 'string', description: `CEL over \`reads\`. Functions: ${Object.keys(FUNCTIONS).join(', ')}.` },
          reads: ref('reads'),
          resolve: { enum: [...RESOLVE_KINDS] },
          by: ref('reads'),
          optional: { type: 'boolean', description: 'An unanswered `resolve` leaves the field out.' },
          where: { type: 'string', description: 'CEL: the entry counts only when this is true.' },
          as: ref('as'),
          lookup: { type: 'string', description: 'A table of this mapping; what it lacks is a fault, never a guess.' },
          default: literal,
        },
        oneOf: ['from', 'first', 'const', 'expr', 'resolve'].map((key) => ({ required: [key] })),
      },
    ],
  };
}

function groupSchema(): Schema {
  return {
    type: 'object',
    required: ['fields'],
    additionalProperties: false,
    properties: {
      each: { ...ref('path'), description: 'One element for each record there.' },
      where: { type: 'string', description: 'CEL: only the elements for which this is true.' },
      reads: ref('reads'),
      fields: { type: 'object', additionalProperties: { anyOf: [ref('value'), ref('list')] } },
    },
  };
}

function listSchema(): Schema {
  const part: Schema = { anyOf: [ref('group'), ref('value')] };
  return { anyOf: [part, { type: 'array', items: part }] };
}
