/** Every kind of ERP that a connection may name. A new connector is added here, nowhere else. */
import type { ConnectorFactory } from '../src/ports/adapter.ts';
import { odooConnector } from './odoo/index.ts';

export const CONNECTORS: Readonly<Record<string, ConnectorFactory>> = {
  [odooConnector.kind]: odooConnector,
};
