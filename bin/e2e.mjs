// `npm run test:e2e`: runs only the end-to-end tests, against a production build that it renews when it is stale.
import path from 'node:path';
import { ensureBrowser } from './steps/browser.mjs';
import { ensureBuild } from './steps/build.mjs';
import { ensureDependencies, ownNode, root, run } from './steps/dependencies.mjs';

ensureDependencies();
ensureBuild();
const CHROMIUM = await ensureBrowser();
const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
run(ownNode, [cli, 'test', ...process.argv.slice(2)], { env: { ...process.env, CHROMIUM } });
