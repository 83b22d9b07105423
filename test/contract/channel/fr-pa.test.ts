import { sandboxHarness } from './sandbox-harness.ts';
import { channelContract } from './suite.ts';

channelContract('fr-pa, standard 1.3.0', () => sandboxHarness({ dialect: 'standard-1.3.0' }));

channelContract('fr-pa, standard 1.1.0, timestamps in seconds', () =>
  sandboxHarness({ dialect: 'standard-1.1.0', timestampStep: 1000 }));

channelContract('fr-pa, 1.1.0 listing newest first', () =>
  sandboxHarness({ dialect: 'standard-1.1.0', options: { order: 'descending' } }));

channelContract('fr-pa, superpdp without cursor and in no order, webhooks signed over hex', () =>
  sandboxHarness({
    dialect: 'superpdp',
    options: { cursor: false, order: 'shuffled', hookSignature: 'hex', webhookList: 'webhookIds' },
    timestampStep: 100,
  }));

channelContract('fr-pa, esalink', () => sandboxHarness({ dialect: 'esalink' }));

channelContract('fr-pa, a platform that acknowledges duplicates instead of refusing them', () =>
  sandboxHarness({ dialect: 'standard-1.3.0', options: { duplicates: 'acknowledge' } }));
