/** Every error code with its kind and what to do about it: one file per area under catalog/, merged here. */
import type { CatalogEntry } from './catalog/entry.ts';
import { BASE_ERRORS } from './catalog/base.ts';
import { CHANNEL_ERRORS } from './catalog/channel.ts';
import { CLI_ERRORS } from './catalog/cli.ts';
import { CONFIG_ERRORS } from './catalog/config.ts';
import { CONNECTOR_ERRORS } from './catalog/connector.ts';
import { CORE_ERRORS } from './catalog/core.ts';
import { DAEMON_ERRORS } from './catalog/daemon.ts';
import { MAP_ERRORS } from './catalog/map.ts';
import { NET_ERRORS } from './catalog/net.ts';
import { PDF_ERRORS } from './catalog/pdf.ts';
import { STORE_ERRORS } from './catalog/store.ts';
import { XML_ERRORS } from './catalog/xml.ts';

export const CATALOG = {
  ...BASE_ERRORS,
  ...CHANNEL_ERRORS,
  ...CLI_ERRORS,
  ...CONFIG_ERRORS,
  ...CONNECTOR_ERRORS,
  ...CORE_ERRORS,
  ...DAEMON_ERRORS,
  ...MAP_ERRORS,
  ...NET_ERRORS,
  ...PDF_ERRORS,
  ...STORE_ERRORS,
  ...XML_ERRORS,
} as const satisfies Readonly<Record<string, CatalogEntry>>;

export type ErrorCode = keyof typeof CATALOG;
