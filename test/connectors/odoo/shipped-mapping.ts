// The shipped mapping with the layers of a version of Odoo, as the application lays them.
import { readFileSync } from 'node:fs';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import type { Mapping } from '../../../src/map/mapping.ts';
import { overlay } from '../../../src/map/overlay.ts';
import { parseMapping } from '../../../src/map/parse-mapping.ts';

function shipped(name: string): Mapping {
  const file = `${name.split('/')[1] ?? ''}.yaml`;
  return parseMapping(readFileSync(new URL(file, odooConnector.mappings), 'utf8'), file);
}

export function mappingFor(version: string): Mapping {
  const layers = odooConnector.layers?.('odoo/customer-invoice', version) ?? [];
  return overlay(shipped('odoo/customer-invoice'), layers.map(shipped));
}
