import { strToU8 } from 'fflate';
import { exportFormatIds } from '#lib/contract/exports.ts';
import { trainingFormatIds } from '#lib/contract/training-export.ts';
import { zipOf } from '#lib/formats/testing/hostile-bytes.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { generateReasoning } from '../generated-reasoning.ts';
import { generateTraces } from '../generated-traces.ts';
import { longLog } from '../long-log.ts';
import { type Filled, importBatch, realisticTraces } from './fill.ts';
import { type HostileFile, hostileArchives, hostileJson, hostileTables } from './hostile-files.ts';

/** The input of a job: a server and its content. */
export interface Workplace {
  base: string;
  filled: Filled;
  /** Megabytes of a hostile file. */
  megabytes: number;
  signal: AbortSignal;
}

export interface Job {
  name: string;
  route: string;
  /** Makes what `run` sends; not measured. */
  prepare?(place: Workplace): unknown;
  /** Returns what is to be said of it, for example its status. */
  run(place: Workplace, prepared: unknown): Promise<string>;
}

const json = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** Sends, and reads the answer to its end without keeping it. */
async function take({ base, signal }: Workplace, path: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(`${base}${path}`, { ...init, signal });
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  return `${response.status}, ${(bytes / 1e6).toFixed(1)} MB`;
}

async function idOf({ base, signal }: Workplace, path: string, init: RequestInit): Promise<string> {
  const response = await fetch(`${base}${path}`, { ...init, signal });
  const { id } = (await response.json()) as { id?: string };
  if (!id) throw new Error(`${path}: ${response.status}`);
  return id;
}

const get = (route: string, name: string, path = route): Job => ({
  name,
  route: `GET ${route}`,
  run: (place) => take(place, path),
});

const exportsOfMany = exportFormatIds.map(
  (format): Job => ({
    name: `500 sessions as ${format}`,
    route: 'POST /api/sessions/export',
    run: (place) => take(place, '/api/sessions/export', json({ ids: place.filled.exported, format })),
  }),
);

const exportsOfOne = exportFormatIds.map(
  (format): Job => ({
    name: `100,000 events as ${format}`,
    route: 'GET /api/sessions/:id/export',
    run: (place) => take(place, `/api/sessions/${place.filled.largest}/export?format=${format}`),
  }),
);

const reads: Job[] = [
  {
    name: 'nothing, for 3 s',
    route: '–',
    run: () => new Promise((resolve) => setTimeout(() => resolve(''), 3000)),
  },
  {
    name: 'a session of 100,000 events',
    route: 'GET /api/sessions/:id',
    run: (place) => take(place, `/api/sessions/${place.filled.largest}`),
  },
  {
    name: 'its events, from the start',
    route: 'GET /api/sessions/:id/events',
    run: (place) => take(place, `/api/sessions/${place.filled.largest}/events`),
  },
  {
    name: 'the same for ten viewers',
    route: 'GET /api/sessions/:id/events',
    run: async (place) => {
      const path = `/api/sessions/${place.filled.largest}/events`;
      return (await Promise.all(Array.from({ length: 10 }, () => take(place, path)))).at(-1) ?? '';
    },
  },
  get('/api/sessions', '200 sessions', '/api/sessions?limit=200'),
  get('/api/library', '2,000 rows', '/api/library?limit=2000'),
  get('/api/findings', 'findings of 200 sessions', '/api/findings?limit=200'),
  get('/api/player', 'the player page'),
  {
    name: 'a session’s page',
    route: 'pages',
    run: (place) => take(place, `/sessions/${place.filled.largest}`),
  },
];

/** Removes everything that was imported, so that every job finds the same content. */
const importFiles: Job[] = [
  {
    name: '500 traces in 5 batches',
    route: 'POST /api/traces/batch',
    prepare: () => realisticTraces(500, 1),
    run: async ({ base }, traces) => {
      let done = 0;
      const all = traces as object[];
      for (let at = 0; at < all.length; at += 100)
        done += (await importBatch(base, all.slice(at, at + 100))).length;
      return `${done} stored`;
    },
  },
  ...(
    [
      [
        'an archive',
        'traces.zip',
        (texts) => zipOf(Object.fromEntries(texts.map((text, at) => [`${at}.txt`, text]))),
      ],
      [
        'JSONL',
        'traces.jsonl',
        (texts) =>
          strToU8(
            texts.map((response, at) => JSON.stringify({ question: `Question ${at}?`, response })).join('\n'),
          ),
      ],
      [
        'CSV',
        'traces.csv',
        (texts) =>
          strToU8(
            `question,response\n${texts.map((text, at) => `Question ${at}?,"${text.replaceAll('"', '""')}"`).join('\n')}`,
          ),
      ],
    ] as [string, string, (texts: string[]) => Uint8Array][]
  ).map(
    ([kind, name, bytesOf], seed): Job => ({
      name: `500 traces in ${kind}`,
      route: 'POST /api/traces',
      prepare: () => bytesOf(realisticTraces(500, seed + 2).map(({ text }) => text)),
      run: (place, bytes) => take(place, `/api/traces?name=${name}`, upload(bytes as Uint8Array)),
    }),
  ),
  {
    name: 'a log of 400,000 events',
    route: 'POST /api/traces',
    prepare: () => strToU8(writeLog(longLog({ events: 400_000, stages: 100, branches: 8 }))),
    run: (place, bytes) => take(place, '/api/traces?name=log.jsonl', upload(bytes as Uint8Array)),
  },
  {
    name: 'an import while two uploads crawl',
    route: 'POST /api/traces',
    run: async (place) => {
      const leaving = new AbortController();
      const crawl = () =>
        fetch(`${place.base}/api/traces?name=slow.txt`, {
          method: 'POST',
          body: new ReadableStream({ start: (controller) => controller.enqueue(strToU8('x')) }),
          duplex: 'half',
          signal: leaving.signal,
        } as RequestInit).catch(() => null);
      const crawling = [crawl(), crawl()];
      await new Promise((resolve) => setTimeout(resolve, 500));
      const [trace] = realisticTraces(1, 9);
      const told = await take(place, '/api/traces', json(trace)).finally(() => leaving.abort());
      await Promise.all(crawling);
      return told;
    },
  },
];

const upload = (bytes: Uint8Array): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body: bytes as Uint8Array<ArrayBuffer>,
});

const hostile = (megabytes: number): Job[] =>
  [...hostileTables(megabytes), ...hostileJson(megabytes), ...hostileArchives(megabytes)].flatMap((file) => [
    sent(file, 'inspected', '/api/curation/data-sets/inspect'),
    sent(file, 'imported', '/api/traces'),
  ]);

const sent = ({ what, name, bytes }: HostileFile, verb: string, route: string): Job => ({
  name: `${what}, ${verb}`,
  route: `POST ${route}`,
  prepare: bytes,
  run: (place, made) => take(place, `${route}?name=${name}`, upload(made as Uint8Array)),
});

/** JSON for routes that expect a request, up to the limit of the route and beyond. */
const bodies: Job[] = (
  [
    ['/api/sessions', 1],
    ['/api/sessions/bulk', 60],
    ['/api/traces', 60],
    ['/api/traces/batch', 8],
    ['/api/curation/records', 8],
  ] as const
).map(([route, megabytes]) => ({
  name: `${megabytes} MB of {}`,
  route: `POST ${route}`,
  prepare: () => `[${'{},'.repeat((megabytes * 1e6) / 3)}{}]`,
  run: (place, body) =>
    take(place, route, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body as string,
    }),
}));

const bulk = (action: string, more: object = {}): Job => ({
  name: `${action} 2,000`,
  route: 'POST /api/sessions/bulk',
  run: (place) => take(place, '/api/sessions/bulk', json({ ids: place.filled.all, action, ...more })),
});

const changes: Job[] = [
  bulk('tag', { tags: ['bystander'] }),
  bulk('untag', { tags: ['bystander'] }),
  bulk('pair'),
  bulk('unpair'),
  {
    name: 'delete 1,000',
    route: 'POST /api/sessions/bulk',
    prepare: async ({ base }) => {
      const traces = generateTraces(500, 7);
      const ids: string[] = [];
      for (let at = 0; at < traces.length; at += 100)
        ids.push(...(await importBatch(base, traces.slice(at, at + 100))));
      return ids;
    },
    run: (place, ids) => take(place, '/api/sessions/bulk', json({ ids, action: 'delete' })),
  },
  {
    name: 'delete 100,000 events',
    route: 'DELETE /api/sessions/:id',
    prepare: (place) =>
      idOf(
        place,
        '/api/traces?name=log.jsonl',
        upload(strToU8(writeLog(longLog({ events: 100_000, stages: 12, branches: 8 })))),
      ),
    run: (place, id) => take(place, `/api/sessions/${id}`, { method: 'DELETE' }),
  },
  {
    name: '12 sessions at full pace, then cancelled',
    route: 'POST /api/sessions/:id/cancel',
    run: async (place) => {
      const ids = await Promise.all(
        Array.from({ length: 12 }, () =>
          idOf(
            place,
            '/api/sessions',
            json({
              question: 'Use 2, 4, 6, 9 and 25, each exactly once, with + − × ÷ to make 137.',
              endpointId: 'built-in',
              tokensPerSecond: 200,
            }),
          ),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await Promise.all(ids.map((id) => take(place, `/api/sessions/${id}/cancel`, { method: 'POST' })));
      await Promise.all(ids.map((id) => take(place, `/api/sessions/${id}`, { method: 'DELETE' })));
      return '12 cancelled';
    },
  },
];

const traceOf = (characters: number) => generateReasoning(characters, 1).trace;

const curation: Job[] = [
  {
    name: 'a trace of 1 MB by rules',
    route: 'POST /api/curation/records',
    prepare: () => ({ text: traceOf(1_000_000) }),
    run: (place, body) => take(place, '/api/curation/records', json(body)),
  },
  ...(['export', 'keep', 'propose', 'view'] as const).map(
    (what): Job => ({
      name: `${what} of 1 MB`,
      route: `/api/curation/records/:id${what === 'view' ? '' : `/${what}`}`,
      prepare: (place) => idOf(place, '/api/curation/records', json({ text: traceOf(1_000_000) })),
      run: (place, id) =>
        take(
          place,
          `/api/curation/records/${id}${what === 'view' ? '' : `/${what}`}`,
          what === 'export' || what === 'view' ? {} : json({}),
        ),
    }),
  ),
  {
    name: 'a data set of 60 MB, until it is read and 30 s of curation',
    route: 'POST /api/curation/batches',
    prepare: dataSet,
    run: async (place, file) => {
      const id = await idOf(place, '/api/curation/batches?fileName=set.jsonl', upload(file as Uint8Array));
      batch = id;
      const from = performance.now();
      for (;;) {
        const response = await fetch(`${place.base}/api/curation/batches/${id}`, { signal: place.signal });
        const view = (await response.json()) as { status: string; counts: Record<string, number> };
        const late = performance.now() - from > 30_000 && view.status === 'running';
        if (late) await take(place, `/api/curation/batches/${id}/pause`, { method: 'POST' });
        if (late || !['importing', 'running'].includes(view.status))
          return `${view.status}, ${view.counts.kept} kept of ${view.counts.imported}`;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  },
  ...(
    [
      [
        'records of a batch',
        'GET /api/curation/records',
        () => `/api/curation/records?batchId=${batch}&limit=500`,
      ],
      ['distributions', 'GET /api/curation/batches/:id/distributions', () => `${ofBatch()}/distributions`],
      ['a batch', 'GET /api/curation/batches/:id', () => ofBatch()],
      ...trainingFormatIds.map((format) => [
        `training data for ${format}`,
        'GET /api/curation/batches/:id/export',
        () => `${ofBatch()}/export?format=${format}&unit=calls`,
      ]),
    ] as [string, string, () => string][]
  ).map(([name, route, path]): Job => ({ name, route, run: (place) => take(place, path()) })),
  {
    name: 'a sample of 1,000',
    route: 'POST /api/curation/batches/:id/sample',
    run: (place) => take(place, `${ofBatch()}/sample`, json({ count: 1000, seed: 1 })),
  },
  {
    name: 'delete a batch',
    route: 'DELETE /api/curation/batches/:id',
    run: (place) => take(place, ofBatch(), { method: 'DELETE' }),
  },
];

/** The batch of the previous job, which the jobs after it read. */
let batch = '';
const ofBatch = () => `/api/curation/batches/${batch}`;

function dataSet(): Uint8Array {
  return strToU8(
    Array.from({ length: 3000 }, (_, index) => JSON.stringify(generateReasoning(20_000, index))).join('\n'),
  );
}

const endpoints: Job[] = [
  {
    name: 'test of the built-in',
    route: 'POST /api/endpoints/:id/test',
    run: (place) => take(place, '/api/endpoints/built-in/test', { method: 'POST' }),
  },
  {
    name: 'discovery',
    route: 'POST /api/endpoints/discover',
    run: (place) => take(place, '/api/endpoints/discover', { method: 'POST' }),
  },
];

/** Each route at its largest; in this order. */
export const jobsOf = (megabytes: number): Job[] => [
  ...reads,
  ...exportsOfMany,
  ...exportsOfOne,
  ...importFiles,
  ...bodies,
  ...changes,
  ...curation,
  ...endpoints,
  ...hostile(megabytes),
];
