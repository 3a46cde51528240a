// The server the end-to-end tests drive: the production build on an empty data folder, no endpoint configured.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

for (const name of Object.keys(process.env)) if (name.startsWith('SPRINT_')) delete process.env[name];
process.env.SPRINT_DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-e2e-'));
await import('../bin/start.mjs');
