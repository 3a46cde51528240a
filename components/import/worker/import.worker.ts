import type { PickedFile } from '#components/actions/files/collect-files.ts';
import { asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import type { FromWorker, StoredJoin, ToWorker } from '#components/import/import-types.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { ImportBatchResult } from '#lib/contract/imports.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { type OutgoingTrace, toBatches, toBatchTrace } from './batches.ts';
import { createImportDraft, type DraftSource } from './import-draft.ts';
import { sendBatches } from './send-batches.ts';

/** Opens, reads and sends off the main thread: texts never reach the page, only what its table shows. */

/** Ms between two messages: the page renders each of them, a few times a second. */
const TELL_EVERY_MS = 100;
/** A batch may have 8 MB as JSON, where a line break has two bytes. */
const OWN_REQUEST_BYTES = 4_000_000;

const draft = createImportDraft();
/** By pair: two sides that are sent one after the other still get the same id. */
const pairIds = new Map<string, string>();
/** A trace that was stored although its answer was lost is not stored again, not even by a person's second attempt. */
const draftId = randomId();
let stop = new AbortController();

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};
const tell = (message: FromWorker) => scope.postMessage(message);

/** One after the other: files dropped while others are read wait for their turn. */
let turn = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.type === 'stop') {
    stop.abort();
    return;
  }
  // Always answers: a page that waits must get a reply.
  turn = turn
    .then(() => handle(data))
    .catch((cause: unknown) => {
      tell({ type: 'broken', message: cause instanceof Error ? cause.message : String(cause) });
    });
};

async function handle(message: Exclude<ToWorker, { type: 'stop' }>): Promise<void> {
  switch (message.type) {
    case 'open':
      await open(message.files);
      break;
    case 'set-format':
      draft.setFormat(message.fileId, message.format);
      break;
    case 'pair':
      draft.pair(message.id, message.partnerId);
      break;
    case 'unpair':
      draft.unpair(message.id);
      break;
    case 'set-question':
      draft.setQuestion(message.id, message.question);
      break;
    case 'import':
      await send(message.ids, message.tokenizer);
      return;
    case 'join-stored':
      tell({ type: 'stored', fileId: message.fileId, join: await joinStored(message) });
      return;
    default:
      assertUnreachable(message);
  }
  tell({ type: 'found', found: draft.found(), opened: message.type === 'open' });
}

async function open(files: readonly PickedFile[]): Promise<void> {
  stop = new AbortController();
  let toldAt = 0;
  const sources = files.map(({ path, file }) => ({
    path,
    size: file.size,
    bytes: async () => new Uint8Array(await file.arrayBuffer()),
  }));
  await draft.open(
    sources,
    (progress) => {
      const now = performance.now();
      if (now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      tell({ type: 'reading', ...progress });
    },
    stop.signal,
  );
}

async function send(ids: readonly number[], tokenizer: TokenizerName): Promise<void> {
  stop = new AbortController();
  const sources = draft.sources(ids);
  const pairOf = pairIdsOf(sources);
  const outgoing = [...sources].map(
    ([id, source]): OutgoingTrace => ({
      id,
      bytes: source.bytes,
      body: toBatchTrace(source.trace, pairOf(source), `${draftId}.${id}`),
    }),
  );
  await sendBatches(toBatches(outgoing), {
    post: (batch) => post(batch, tokenizer),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onStart: (batch) => tell({ type: 'sending', current: batch[0]?.body.name ?? '' }),
    onSent: (sent) => tell({ type: 'sent', sent }),
    signal: stop.signal,
  });
  tell({ type: 'import-end' });
}

/** The most right answers that the server accepts in one call. */
const ANSWERS_A_CALL = 500;

async function joinStored({ fileId, apply }: { fileId: number; apply: boolean }): Promise<StoredJoin> {
  try {
    const rows: LibraryRow[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await api.listLibrary({ limit: 2000, cursor });
      rows.push(...page.rows);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    const { matched, missing, other } = draft.storedMatches(fileId, rows);
    if (!apply) return { phase: 'matched', stored: rows.length, matched, missing: missing.length, other };
    let failed = 0;
    for (let from = 0; from < missing.length; from += ANSWERS_A_CALL)
      failed += (await api.setExpected(missing.slice(from, from + ANSWERS_A_CALL))).failed.length;
    return { phase: 'joined', done: missing.length - failed, failed };
  } catch (error) {
    const { detail, title } = asApiError(error);
    return { phase: 'failed', message: detail || title };
  }
}

/** A trace that would fill a batch alone (a long log) goes through the import of whole files, which may be larger. */
async function post(
  batch: readonly OutgoingTrace[],
  tokenizer: TokenizerName,
): Promise<readonly ImportBatchResult[]> {
  const [only] = batch;
  if (!only || batch.length > 1 || only.bytes < OWN_REQUEST_BYTES) {
    return api.importTraces({ traces: batch.map(({ body }) => body), tokenizer });
  }
  const { strategy: _, record: __, line: ___, ...whole } = only.body;
  const { traces } = await api.importTrace({ ...whole, tokenizer });
  return traces.slice(0, 1);
}

/** An id for every pair with both sides sent, now or before; for one side alone the server looks for the partner. */
function pairIdsOf(sources: ReadonlyMap<number, DraftSource>): (source: DraftSource) => string | null {
  const members = new Map<string, number>();
  for (const { pair } of sources.values()) if (pair !== null) members.set(pair, (members.get(pair) ?? 0) + 1);
  return ({ pair }) => {
    if (pair === null) return null;
    const known = pairIds.get(pair);
    if (known !== undefined || (members.get(pair) ?? 0) < 2) return known ?? null;
    const made = randomId();
    pairIds.set(pair, made);
    return made;
  };
}

/** 128 bits; `crypto.randomUUID` is missing where the page is not on localhost or HTTPS. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
