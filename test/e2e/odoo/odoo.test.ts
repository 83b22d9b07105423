// Both roads on a real Odoo 19: `npm run e2e:odoo`. One stage for all scenarios, because setting it takes minutes.
// One scenario alone: node --test --test-force-exit --test-name-pattern='XML-RPC' test/e2e/odoo/odoo.test.ts
import { after, before, describe } from 'node:test';
import { activation } from './activation.ts';
import { changesInOdoo } from './changes.ts';
import { overXmlRpc } from './over-xmlrpc.ts';
import { moneyAndDecisionsSeen } from './payments-seen.ts';
import { payments } from './payments.ts';
import { pictures } from './pictures.ts';
import { platformTeller } from './platform-teller.ts';
import { provisioningAgain } from './provisioning.ts';
import { roadIn } from './reception.ts';
import { roadOut } from './road.ts';
import { noServer } from './server.ts';
import { ADMIN, setTheStage, type World } from './world.ts';

const reason = noServer();

describe('a real Odoo 19', { skip: reason ?? false, timeout: 2_000_000 }, () => {
  let world: World | undefined;
  const stage = (): World => {
    if (world === undefined) throw new Error('the stage was not set');
    return world;
  };
  before(
    async () => {
      world = await setTheStage((sentence) => {
        process.stdout.write(`${sentence}\n`);
      });
    },
    { timeout: 900_000 },
  );
  after(
    async () => {
      await world?.close();
    },
    { timeout: 60_000 },
  );

  roadOut(stage);
  pictures(stage);
  overXmlRpc(stage);
  changesInOdoo(stage);
  payments(stage, () => platformTeller(stage().platform));
  moneyAndDecisionsSeen(stage);
  roadIn(stage);
  provisioningAgain(stage, ADMIN);
  activation(stage);
});
