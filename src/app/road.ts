/** Companies ready to travel: configuration, activation, effective mapping and adapters put together for the pipeline. */
import { readFileSync } from 'node:fs';
import { CONNECTORS } from '../../connectors/registry.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import { sha256 } from '../base/hash.ts';
import { PasserelleError } from '../base/error.ts';
import type { LoadedConfig } from '../config/load.ts';
import { fieldsOf } from '../map/fields-of.ts';
import type { Mapping } from '../map/mapping.ts';
import { overlay } from '../map/overlay.ts';
import { parseMapping } from '../map/parse-mapping.ts';
import type { Company } from '../model/company.ts';
import type { CompanyRoad } from '../pipeline/road.ts';
import { profileNamed } from '../rules/profiles.ts';
import type { Adapters } from './adapters.ts';

/** A shipped mapping `KIND/NAME`, or a whole mapping of the house in config/mapping. @throws CONFIG_INVALID, MAP_INVALID */
export function shippedMapping(config: Pick<LoadedConfig, 'overlays'>, name: string): Mapping {
  const own = config.overlays.get(name);
  if (own !== undefined) return own;
  const [kind = '', file = ''] = name.split('/');
  const factory = CONNECTORS[kind];
  if (factory === undefined || !/^[a-z0-9-]+$/.test(file)) {
    throw new PasserelleError(
      'CONFIG_INVALID',
      `there is no mapping ${name}: it is KIND/NAME of a connector, or a file of config/mapping`,
      { where: { field: 'mapping' } },
    );
  }
  const url = new URL(`${file}.yaml`, factory.mappings);
  try {
    return parseMapping(readFileSync(url, 'utf8'), url.pathname.split('/').slice(-4).join('/'));
  } catch (error) {
    if (error instanceof PasserelleError) throw error;
    throw new PasserelleError('CONFIG_INVALID', `there is no mapping ${name}`, { where: { field: 'mapping' }, cause: error });
  }
}

/** base ← ERP version ← company, in this order. */
export function effectiveMapping(config: Pick<LoadedConfig, 'overlays'>, company: Company, version: string | undefined): Mapping {
  const base = shippedMapping(config, company.mapping);
  const kind = company.mapping.split('/')[0] ?? '';
  const names = version === undefined ? [] : (CONNECTORS[kind]?.layers?.(company.mapping, version) ?? []);
  const layers = names.map((name) => shippedMapping(config, name));
  const own = company.overlays.flatMap((name) => {
    const found = config.overlays.get(name);
    if (found === undefined)
      throw new PasserelleError('CONFIG_INVALID', `there is no overlay ${name} in config/mapping`, {
        where: { company: company.name, field: 'overlays' },
      });
    // a company's overlays of the way out and of the way in stand in one list
    return found.direction === base.direction ? [found] : [];
  });
  return overlay(base, [...layers, ...own]);
}

export interface CompanyParts {
  readonly config: LoadedConfig;
  readonly adapters: Adapters;
  /** Version of the ERP behind a connection, once it was described. */
  version(connection: string): string | undefined;
}

/** null when one of its connections could not be made. @throws CONFIG_INVALID, MAP_INVALID */
export function companyRoad(company: Company, parts: CompanyParts): CompanyRoad | null {
  const connector = parts.adapters.connectors.get(company.erp.connection);
  const channel = parts.adapters.channels.get(company.channel.connection);
  if (connector === undefined || channel === undefined) return null;
  const profile = profileNamed(company.profile);
  if (profile === undefined) {
    throw new PasserelleError('CONFIG_INVALID', `company ${company.name}: there is no profile ${company.profile}`, {
      where: { company: company.name, field: 'profile' },
    });
  }
  const mapping = effectiveMapping(parts.config, company, parts.version(company.erp.connection));
  const billMapping = effectiveMapping(parts.config, { ...company, mapping: company.billMapping }, parts.version(company.erp.connection));
  return {
    company,
    mapping,
    billMapping,
    fields: fieldsOf(mapping),
    profile,
    connector,
    channel,
    revision: revisionOf(company, parts.config),
  };
}

/** Digest of everything of the configuration that decides about this company's invoices. */
function revisionOf(company: Company, config: LoadedConfig): string {
  const names = new Set([`company:${company.name}`, ...company.overlays.map((name) => `overlay:${name}`)]);
  const objects = config.objects
    .filter((object) => names.has(`${object.kind}:${object.name}`))
    .map(({ kind, name, content }) => ({ kind, name, content }));
  return sha256(canonicalJson({ company: JSON.parse(JSON.stringify(company)) as Json, objects: objects as unknown as Json }));
}
