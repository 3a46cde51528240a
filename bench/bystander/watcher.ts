// The bystanders, in a process that does nothing else (forked by bench/bystander.ts): the model from which a session
// streams, its viewer, and a client that asks /api/health every few ms on one connection. Model and viewer share a
// clock, so we measure a token's way through the server whatever the model's pace was.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Figures, type FromWatcher, type ToWatcher, waitsOf } from './figures.ts';

const TOKEN_EVERY_MS = 25;
const BEAT_MS = 2;
/** We give up on a server that does not answer for this long; the main process starts another. */
const LONGEST_WAIT_MS = 30_000;

const now = () => performance.now();
const tell = (message: FromWatcher) => process.send?.(message);

// The system may pause this process, too. A timer fires every 2 ms; we notice an answer late by at most the time since
// the last one, and subtract that.
let beatAt = now();
setInterval(() => {
  beatAt = now();
}, BEAT_MS);
const since = (from: number) => Math.max(0, now() - from - Math.max(0, now() - beatAt - BEAT_MS));

let measuring = false;
let health: number[] = [];
let idle: number[] = [];
let stream: number[] = [];
let failed = 0;
let streamEnded = false;
/** When we sent the last answered `/api/health`. */
let answeredFrom = 0;
/** Token number → when it was sent; removed when the viewer has it. */
const underWay = new Map<number, number>();
let lastToken = 0;

const model = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.method === 'GET') return void response.end('{"object":"list","data":[{"id":"paced"}]}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => {
      lastToken++;
      underWay.set(lastToken, now());
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, text: ` w${lastToken}`, finish_reason: null }] })}\n\n`,
      );
    }, TOKEN_EVERY_MS);
    response.on('close', () => clearInterval(timer));
  });
});
model.listen(0, '127.0.0.1', () =>
  tell({ type: 'ready', endpointPort: (model.address() as AddressInfo).port }),
);

let stopWatching = () => {};
process.on('message', (message: ToWatcher) => {
  if (message.type === 'watch') watch(message);
  else if (message.type === 'begin') begin();
  else void end();
});
process.on('disconnect', () => process.exit());

function watch({ base, session, idlePort, everyMs }: Extract<ToWatcher, { type: 'watch' }>): void {
  stopWatching();
  const leaving = new AbortController();
  stopWatching = () => leaving.abort();
  underWay.clear();
  streamEnded = false;
  view(`${base}/api/sessions/${session}/events`, leaving.signal);
  probe(`${base}/api/health`, everyMs, leaving.signal, (waitedMs, ok, from) => {
    answeredFrom = from;
    // A client that had asked meanwhile would have waited as well, a little less for each later one.
    for (let wait = waitedMs; wait > 0; wait -= everyMs) if (measuring) health.push(wait);
    if (!ok && measuring) failed++;
  });
  probe(`http://127.0.0.1:${idlePort}/`, everyMs, leaving.signal, (waitedMs) => {
    for (let wait = waitedMs; wait > 0; wait -= everyMs) if (measuring) idle.push(wait);
  });
}

function view(url: string, signal: AbortSignal): void {
  const request = http.get(url, { signal, agent: false }, (response) => {
    response.setEncoding('utf8');
    let open = '';
    response.on('data', (chunk: string) => {
      const lines = (open + chunk).split('\n');
      open = lines.pop() ?? '';
      for (const [, token] of lines.join('\n').matchAll(/\bw(\d+)/g)) {
        const sent = underWay.get(Number(token));
        if (sent === undefined) continue;
        underWay.delete(Number(token));
        if (measuring) stream.push(since(sent));
      }
    });
    response.on('close', () => {
      if (!signal.aborted) streamEnded = true;
    });
    response.on('error', () => {});
  });
  request.on('error', () => {
    if (!signal.aborted) streamEnded = true;
  });
}

function probe(
  url: string,
  everyMs: number,
  signal: AbortSignal,
  report: (waitedMs: number, ok: boolean, from: number) => void,
) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let dueAt = now();
  const next = () => {
    if (signal.aborted) return agent.destroy();
    const from = now();
    const done = (ok: boolean) => {
      if (signal.aborted) return agent.destroy();
      report(since(from), ok, from);
      dueAt = Math.max(now(), dueAt + everyMs);
      setTimeout(next, Math.max(0, dueAt - now()));
    };
    const request = http.get(url, { agent, signal, timeout: LONGEST_WAIT_MS }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode === 200));
    });
    request.on('timeout', () => request.destroy()).on('error', () => done(false));
  };
  next();
}

function begin(): void {
  [health, idle, stream] = [[], [], []];
  failed = 0;
  measuring = true;
}

async function end(): Promise<void> {
  // A job's last slice may still delay others: it is over once a request sent from now on has its answer.
  const from = now();
  while (answeredFrom < from && now() - from < LONGEST_WAIT_MS)
    await new Promise((resolve) => setTimeout(resolve, 5));
  measuring = false;
  for (const sent of underWay.values()) if (since(sent) > TOKEN_EVERY_MS) stream.push(since(sent));
  const figures: Figures = {
    health: { ...waitsOf(health), failed },
    idle: waitsOf(idle),
    stream: { ...waitsOf(stream), ended: streamEnded },
  };
  tell({ type: 'figures', figures });
}
