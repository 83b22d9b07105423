/** A French approved platform (plateforme agréée) over XP Z12-013: Flow and Directory services, 1.3.0 and 1.1.0. */
import type { AdapterTools, ChannelFactory } from '../../ports/adapter.ts';
import type { Channel } from '../../ports/channel.ts';
import { checkPlatform } from './check-platform.ts';
import { createClient } from './client.ts';
import type { Context } from './context.ts';
import { dialectShape } from './dialect.ts';
import { downloadFile, fetchNotice, type LateLane } from './fetch-flow.ts';
import { findParcel } from './find.ts';
import { createHooks } from './hook.ts';
import { lookupParty } from './lookup.ts';
import { listChanges } from './search.ts';
import { settingsShape } from './settings.ts';
import { readShape } from './shape.ts';
import { submitParcel } from './submit.ts';

export const frPaChannel: ChannelFactory = {
  kind: 'fr-pa',
  create(settingsGiven: unknown, dialectGiven: unknown, tools: AdapterTools): Channel {
    const settings = readShape(settingsShape, settingsGiven, 'settings', tools.connection);
    const dialect = readShape(dialectShape, dialectGiven ?? {}, 'dialect', tools.connection);
    const client = createClient(settings, dialect, tools);
    const context: Context = { settings, dialect, client, tools };
    const hooks = createHooks(context);
    const late: LateLane = { underWay: 0 };
    return {
      kind: 'fr-pa',
      settleSeconds: settings.settle ?? dialect.settle,
      submit: (parcel) => submitParcel(parcel, context),
      find: (parcel) => findParcel(parcel, context),
      changes: (cursor, limit, since) => listChanges(cursor, limit, since, context),
      notice: (ref) => fetchNotice(ref, context),
      download: (ref, what, tries) => downloadFile(ref, what, tries ?? 0, late, context),
      ...(settings.directoryUrl === undefined ? {} : { lookup: (party) => lookupParty(party, context) }),
      check: () => checkPlatform(context, hooks),
      readHook: (request) => hooks.read(request),
      subscribe: (callbackUrl) => hooks.subscribe(callbackUrl),
      close: () => Promise.resolve(client.close()),
    };
  },
};
