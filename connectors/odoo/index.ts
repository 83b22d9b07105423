/** Odoo as a connector: every call of the port, put together from the files beside this one. */
import type { ConnectorFactory } from '../../src/ports/adapter.ts';
import type { Connector } from '../../src/ports/connector.ts';
import { changes, sweep } from './changes.ts';
import { check } from './check.ts';
import { collected } from './collected.ts';
import { decision } from './decision.ts';
import { describe } from './describe.ts';
import { partyAccounts } from './bank-accounts.ts';
import { createBill, discardBill } from './bills.ts';
import { createParty } from './create-party.ts';
import { findBill } from './find-bill.ts';
import { history } from './history.ts';
import { findOrder } from './orders.ts';
import { odooHttp } from './http-call.ts';
import { readHook } from './hook.ts';
import { lists } from './lists.ts';
import { findParty } from './parties.ts';
import { provision } from './provision/provision.ts';
import { read } from './read.ts';
import { openSession } from './session.ts';
import { rediscovering } from './stale-fields.ts';
import { readSettings } from './settings.ts';
import { totals } from './totals.ts';
import { attach } from './attach.ts';
import { writeStatus } from './write-status.ts';

export const odooConnector: ConnectorFactory = {
  kind: 'odoo',
  mappings: new URL('./mapping/', import.meta.url),
  layers(mapping, version) {
    if (mapping !== 'odoo/customer-invoice') return [];
    const major = Number.parseInt(/\d+/.exec(version)?.[0] ?? '', 10);
    if (Number.isNaN(major) || major >= 19) return [];
    return major >= 16 ? ['odoo/customer-invoice-18'] : ['odoo/customer-invoice-18', 'odoo/customer-invoice-14'];
  },
  async provision(raw, tools, options) {
    const settings = readSettings(raw, tools.connection);
    const session = openSession(settings, tools.connection, tools.clock, odooHttp(settings, tools));
    try {
      return await provision(session, options);
    } finally {
      session.close();
    }
  },
  create(raw, tools): Connector {
    const settings = readSettings(raw, tools.connection);
    const session = openSession(settings, tools.connection, tools.clock, odooHttp(settings, tools));
    return {
      kind: 'odoo',
      describe: () => describe(session),
      changes: (feed, cursor, limit) => rediscovering(session, () => changes(session, feed, cursor, limit)),
      sweep: (feed, window, cursor) => rediscovering(session, () => sweep(session, feed, window, cursor)),
      read: (ref, fields) => rediscovering(session, () => read(session, ref, fields)),
      lists: (kind) => lists(session, kind),
      findParty: (ids) => findParty(session, ids),
      findBill: (key, businessKey) => findBill(session, key, businessKey),
      createBill: (bill) => createBill(session, bill),
      totals: (ref) => totals(session, ref),
      discardBill: (ref) => discardBill(session, ref),
      createParty: (party) => createParty(session, party),
      partyAccounts: (party) => partyAccounts(session, party),
      history: (party, company, limit) => history(session, party, company, limit),
      findOrder: (number, party, company) => findOrder(session, number, party, company),
      decision: (ref) => rediscovering(session, () => decision(session, ref)),
      collected: (ref) => rediscovering(session, () => collected(session, ref)),
      writeStatus: (ref, status) => writeStatus(session, ref, status),
      attach: (ref, file) => attach(session, ref, file),
      check: () => check(session),
      readHook: (request) => readHook(settings, request),
      close: () => {
        session.close();
        return Promise.resolve();
      },
    };
  },
};
