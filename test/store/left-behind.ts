// A daemon for embedded.test.ts: starts the embedded server, says where it is, and waits to be killed.
import { startEmbedded } from '../../src/store/embedded/start.ts';
import { quietLog } from '../support/database.ts';

const server = await startEmbedded({ dataFolder: process.argv[2] ?? '', durable: false }, quietLog);
process.stdout.write(server.url);
setInterval(() => undefined, 1000);
