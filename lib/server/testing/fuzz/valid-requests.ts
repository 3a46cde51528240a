import { gzipSync } from 'node:zlib';
import { allSettings, profiles } from '#lib/contract/curation-settings.ts';
import { zipOf } from '#lib/formats/testing/hostile-bytes.ts';
import { parquetBytes } from '#lib/formats/testing/parquet-fixtures.ts';

/** Ids of what the server stores. */
export interface Known {
  session: string;
  running: string;
  record: string;
  batch: string;
  endpoint: string;
}

/** A correct request, before any mutation. */
export interface ValidRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** JSON if it is an object, else sent unchanged. */
  body: Record<string, unknown> | Uint8Array | null;
}

const transcript = `<Question> What is 2 + 2? </Question>
<think>
<Plan_1> I add. <prompt_1.1> Add 2 and 2. </prompt_1.1> <prompt_1.2> Check it. </prompt_1.2> </Plan_1>
<Execution_1>
<execution_1.1> 2 + 2 = 4. </execution_1.1>
<execution_1.2> 4 - 2 = 2. </execution_1.2>
</Execution_1>
<Final_answer> It is \\boxed{4}. </Final_answer>
</think>`;
const text =
  'First, I add 2 and 2. That is 4. Alternatively, I count. 1, 2, 3, 4. Wait, let me check that. 4 - 2 is 2. So it is \\boxed{4}.';
const utf8 = (of: string) => new TextEncoder().encode(of);
/** Nothing listens there, and it is this machine: no fuzzed request reaches anybody else. */
const NOBODY = 'http://127.0.0.1:9/v1';

const request = (
  method: string,
  path: string,
  body: ValidRequest['body'] = null,
  query: Record<string, string> = {},
): ValidRequest => ({ method, path, query, body });

const files = () => {
  const rows = `${JSON.stringify({ question: '2+2?', response: text, answer: '4' })}\n`.repeat(3);
  return [
    ['set.jsonl', utf8(rows)],
    ['set.csv', utf8(`question,response\n"2+2?","${text}"\n`)],
    ['trace.txt', utf8(transcript)],
    ['set.zip', zipOf({ 'a.txt': transcript, 'b.jsonl': rows })],
    ['set.jsonl.gz', gzipSync(rows)],
    [
      'set.parquet',
      parquetBytes({
        columnData: [
          { name: 'question', data: ['2+2?', '3+3?'], type: 'STRING' },
          { name: 'response', data: [text, text], type: 'STRING' },
        ],
      }),
    ],
  ] as const;
};

/** At least one of every method of every route, and the pages. */
export function validRequests({ session, running, record, batch, endpoint }: Known): ValidRequest[] {
  const endpointBody = { name: 'Lab', baseUrl: NOBODY, model: 'm', apiKey: 'sk-of-a-test', mode: 'native' };
  const settings = allSettings.parse(profiles.paper);
  return [
    ...['/api/health', '/api/player', '/api/library', '/api/sessions', '/api/findings', '/api/endpoints'].map(
      (path) => request('GET', path),
    ),
    request('GET', '/api/library', null, { limit: '2000', cursor: 'eyJhIjoxfQ' }),
    request('GET', '/api/sessions', null, { limit: '20', pairId: 'p', cursor: 'x' }),
    request('GET', '/api/findings', null, { kind: 'leak', limit: '10' }),
    request('GET', '/api/annotations', null, { kind: 'note' }),
    request('POST', '/api/answers/judge', { first: '\\frac{1}{2}', second: '0.5', question: 'How much?' }),
    request('POST', '/api/sessions', {
      question: 'Use 3, 5, 7, 11, each exactly once, to make 45.',
      strategy: 'sprint',
      tokensPerSecond: 100_000,
      endpointId: 'built-in',
      settings: { parallelism: 4, maxStages: 3, temperature: 0.5, contextPolicy: 'paper' },
      instructions: { planner: 'Plan.', executor: 'Do.' },
      tags: ['fuzz'],
      title: 'A title',
      expected: '45',
    }),
    ...['tag', 'untag', 'pair', 'unpair', 'delete'].map((action) =>
      request('POST', '/api/sessions/bulk', {
        ids: action === 'delete' ? ['nothing'] : [session],
        action,
        ...(action.endsWith('tag') && { tags: ['fuzz'] }),
      }),
    ),
    ...['log', 'html', 'markdown', 'otlp'].map((format) =>
      request('POST', '/api/sessions/export', { ids: [session, running], format, thinking: false }),
    ),
    request('POST', '/api/sessions/expected', { answers: [{ id: session, expected: '4' }] }),
    request('GET', `/api/sessions/${session}`),
    request('PATCH', `/api/sessions/${session}`, { title: 'New', tags: ['a', 'b'], expected: null }),
    request('DELETE', `/api/sessions/${running}`),
    request('GET', `/api/sessions/${session}/annotations`),
    ...[
      { kind: 'dismissal', code: 'sibling-result', reason: 'Its own.' },
      { kind: 'note', text: 'A good idea.', label: 'idea' },
    ].map((annotation) =>
      request('POST', `/api/sessions/${session}/annotations`, {
        ...annotation,
        place: { stream: 'execution:1.2', offset: 2, end: 9 },
        quote: '4 - 2 =',
      }),
    ),
    request('POST', `/api/sessions/${session}/annotations`, { kind: 'ruling', correct: null, reason: 'x' }),
    request('POST', `/api/sessions/${session}/opinions`, { endpointId: 'built-in' }),
    request('POST', `/api/sessions/${running}/annotations`, { kind: 'withdrawal', of: 0 }),
    request('POST', `/api/sessions/${running}/cancel`),
    request('GET', `/api/sessions/${session}/events`, null, { after: '3' }),
    request('GET', `/api/sessions/${running}/events`),
    ...['log', 'transcript', 'markdown', 'graph-svg', 'timeline-svg', 'chrome-trace', 'otlp', 'html'].map(
      (format) =>
        request('GET', `/api/sessions/${session}/export`, null, { format, thinking: '0', theme: 'dark' }),
    ),
    request('POST', '/api/traces', { text: transcript, kind: 'transcript', name: 'a.txt', tags: ['t'] }),
    request('POST', '/api/traces', { text, format: 'sequential', tokenizer: 'o200k', author: 'x' }),
    request('POST', '/api/traces/batch', {
      traces: [
        { text: transcript, kind: 'transcript', importKey: 'key-of-a-fuzzed-request' },
        { text, kind: 'sequential', question: '2+2?', record: 1, line: 2 },
      ],
    }),
    ...files().flatMap(([name, bytes]) => [
      request('POST', '/api/traces', bytes, { name }),
      request('POST', '/api/curation/data-sets/inspect', bytes, { name, part: 'false' }),
      request('POST', '/api/curation/batches', bytes, {
        fileName: name,
        settings: 'paper',
        concurrency: '2',
      }),
    ]),
    request('POST', '/api/endpoints', endpointBody),
    request('POST', '/api/endpoints', {
      ...endpointBody,
      timeouts: { stallMs: 1000 },
      headers: { 'api-version': '1' },
      price: { inputPerMillion: 1, outputPerMillion: 2 },
      extraBody: { planner: { top_p: 0.9 } },
      preset: 'vllm',
    }),
    request('POST', '/api/endpoints/discover'),
    request('PATCH', '/api/endpoints/default', { endpointId: null }),
    request('PATCH', `/api/endpoints/${endpoint}`, {
      name: 'Other',
      contextWindow: 4096,
      headers: { a: null },
    }),
    request('DELETE', '/api/endpoints/built-in'),
    request('POST', `/api/endpoints/${endpoint}/test`),
    request('DELETE', `/api/endpoints/${endpoint}/learned`),
    request('GET', '/api/curation/records', null, {
      limit: '10',
      status: 'kept',
      sampled: 'true',
      search: 'x',
    }),
    request('GET', '/api/curation/records', null, { batchId: batch, review: 'none' }),
    request('POST', '/api/curation/records', { text, question: '2+2?', settings: 'paper' }),
    request('POST', '/api/curation/records', { sessionId: session, settings }),
    request('POST', '/api/curation/records', { separation: text, dag: '{}', inline: text }),
    request('GET', `/api/curation/records/${record}`),
    request('DELETE', '/api/curation/records/nothing'),
    request('POST', `/api/curation/records/${record}/propose`, {}),
    request('PUT', `/api/curation/records/${record}/draft`, {
      revision: 1,
      editLog: { edits: [], cursor: 0 },
      settings,
      question: 'q',
    }),
    request('GET', `/api/curation/records/${record}/preview?side=rounds`),
    request('POST', `/api/curation/records/${record}/keep`),
    request('PUT', `/api/curation/records/${record}/review`, { verdict: 'accept' }),
    request('GET', `/api/curation/records/${record}/export`, null, {
      format: 'trl',
      unit: 'calls',
      seed: '2',
    }),
    request('GET', '/api/curation/batches'),
    request('GET', `/api/curation/batches/${batch}`),
    request('DELETE', '/api/curation/batches/nothing'),
    ...['pause', 'resume', 'retry'].map((what) => request('POST', `/api/curation/batches/${batch}/${what}`)),
    request('POST', `/api/curation/batches/${batch}/sample`, { count: 2, seed: 1 }),
    request('GET', `/api/curation/batches/${batch}/distributions`),
    request('GET', `/api/curation/batches/${batch}/export`, null, { format: 'axolotl', template: 'qwen3' }),
    request('GET', '/api/nothing/here'),
  ];
}

/** What the app also serves: pages, and the built-in reasoner. */
export const appRequests = ({ session, record, batch }: Known): ValidRequest[] => [
  request('GET', '/api/builtin/v1/models'),
  request('POST', '/api/builtin/v1/chat/completions', {
    model: 'countdown-reasoner',
    messages: [{ role: 'user', content: 'Use 3, 5, 7, 11 to make 45' }],
    stream: true,
    max_tokens: 50,
  }),
  request('POST', '/api/builtin/v1/completions', {
    model: 'countdown-reasoner',
    prompt: 'x',
    max_tokens: 20,
  }),
  ...[
    '/',
    '/library',
    '/import',
    '/settings',
    '/leaks',
    '/curate',
    `/sessions/${session}`,
    `/embed/sessions/${session}`,
    `/curate/${record}`,
    `/curate/batches/${batch}`,
    `/curate/batches/${batch}/review`,
    `/compare?a=${session}&b=${session}`,
    '/examples/countdown',
    '/nothing/here',
    '/favicon.ico',
    '/_next/image?url=%2Ficon.svg&w=64&q=75',
    '/_next/static/nothing.js',
  ].map((path) => request('GET', path)),
];
