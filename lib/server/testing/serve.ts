import { flushCompileCache } from 'node:module';
import { getServer } from '../get-server.ts';
import { startUp } from '../start-up.ts';
import { startHttpBridge } from './http-bridge.ts';

// A whole server in a process of its own, as `npm start` runs it but without Next; started by tests that kill it.
await startUp();
const { origin } = await startHttpBridge(await getServer());
console.log(`listening ${origin}`);
// What is killed would write none.
flushCompileCache();
