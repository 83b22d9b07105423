/**
 * `npm run e2e:odoo`: the road out against a real Odoo 19, with the sandbox platform as the network. It starts Odoo from
 * its scripts (PASSERELLE_ODOO_SCRIPTS, else ../shared/servers/odoo) in the folder ODOO_BASE, or uses PASSERELLE_ODOO_URL.
 */
import { report, runTests } from './run-tests.mjs';

const FILE_TIMEOUT_MS = 2_000_000;

await runTests(['test/e2e/odoo/odoo.test.ts'], { concurrency: 1, timeoutMs: FILE_TIMEOUT_MS, each: true });
report();
