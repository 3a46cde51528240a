import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Proposal } from '#lib/contract/curation-record.ts';
import { builtinWireModels } from '#lib/models/builtin/wire-models.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import {
  type Behaviour,
  type EndpointRequest,
  echoesHeaders,
  errorAnswer,
  reply,
  tooManyRequests,
  webPage,
  wrongKey,
  wrongModel,
} from '#lib/models/testing/behaviours.ts';
import { endpointOf, TEST_KEY } from '#lib/models/testing/calls.ts';
import { picky } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { handleWireRequest } from '#lib/models/wire/handle-wire-request.ts';
import { startWireServer, type WireServer } from '#lib/models/wire/testing/wire-server.ts';
import { firstLineOf } from '../edits/draft-steps.ts';
import { propose } from '../propose/propose.ts';
import { ProposeError, type ProposeInput, proposerOf } from '../propose/proposer.ts';
import { proposalFaults } from '../testing/proposal-faults.ts';
import { isAboutDependencies } from './testing/answering-model.ts';
import { tank, tankDependencies, tankQuestion, tankSteps } from './testing/tank.ts';

const open: (WireServer | MisbehavingEndpoint)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Real time, but with short waits between attempts. */
const hurried = {
  ...systemClock,
  sleep: (durationMs: number, signal?: AbortSignal) => systemClock.sleep(Math.min(durationMs, 5), signal),
};

async function start(respond: Respond): Promise<MisbehavingEndpoint> {
  const endpoint = await startMisbehavingEndpoint(respond);
  open.push(endpoint);
  return endpoint;
}

function proposeOver(endpoint: Endpoint, more: Partial<ProposeInput> = {}): Promise<Proposal> {
  const proposer = proposerOf(endpoint, { clock: hurried, random: () => 0.5, memory: new Map() });
  return propose({
    source: tank,
    question: tankQuestion,
    proposer,
    signal: new AbortController().signal,
    ...more,
  });
}

const goodText = ({ prompt }: EndpointRequest): string =>
  isAboutDependencies(prompt) ? tankDependencies : tankSteps;
/** A text completion continues from the beginning of the answer. */
const good = (request: EndpointRequest): Behaviour => {
  const text = goodText(request);
  const lead = isAboutDependencies(request.prompt) ? '{"1":' : 'STEP 1:';
  return reply(request.api === 'completion' ? text.slice(lead.length) : text);
};

const codesOf = ({ diagnostics }: Proposal) => diagnostics.map(({ code }) => code);
const expectGood = ({ decomposition, stepsBy, parentsBy }: Proposal) => {
  expect([stepsBy.kind, parentsBy.kind]).toEqual(['model', 'model']);
  expect(decomposition.steps.map(firstLineOf)).toEqual([1, 3, 7, 12]);
  expect(decomposition.parents).toEqual({ s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'] });
};

async function failureOf(promise: Promise<unknown>): Promise<ProposeError> {
  const error: unknown = await promise.then(
    () => null,
    (cause) => cause,
  );
  if (error instanceof ProposeError) return error;
  throw new Error('It did not fail with a ProposeError', { cause: error });
}

describe.each([
  ['prompted', '/v1/chat/completions'],
  ['native', '/v1/completions'],
] as const)('an endpoint in mode %s', (mode, path) => {
  it('takes a trace apart in two requests, its usage added up', async () => {
    const endpoint = await start(good);
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl, { mode }));
    expectGood(proposal);
    expect(endpoint.requests.map((request) => request.path)).toEqual([path, path]);
    expect(codesOf(proposal)).toEqual(mode === 'native' ? ['asked-by-completion'] : []);
    expect(proposal.usage.calls).toBe(2);
    expect(proposal.usage.inputTokens).toBeGreaterThan(500);
    // The test endpoint counts four characters as a token.
    const said = endpoint.requests.map((request) => request.piecesSent);
    expect(proposal.usage.outputTokens).toBe(said.reduce((sum, pieces) => sum + pieces, 0));
  });

  it('gets its faults back over the same path', async () => {
    const endpoint = await start((request) =>
      request.index === 0
        ? reply(
            ' Set up\nplan: 1-2\n\nSTEP 2: The rest\nplan: 2-14'.replace(
              /^/,
              mode === 'prompted' ? 'STEP 1:' : '',
            ),
          )
        : good(request),
    );
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl, { mode }));
    expectGood(proposal);
    expect(codesOf(proposal)).toContain('asked-again');
    expect(endpoint.requests[1]?.prompt).toContain('Line 2: both in step 1 and in step 2');
    expect(endpoint.requests[1]?.prompt).toContain('STEP 2: The rest');
  });
});

describe('reasoning models', () => {
  it.each(['reasoning_content', 'reasoning'] as const)(
    'are read past what they send as %s',
    async (field) => {
      const endpoint = await start((request) =>
        reply(goodText(request), { thinking: 'Step 1: plan 1-14?', thinkingField: field }),
      );
      const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
      expectGood(proposal);
      expect(codesOf(proposal)).toEqual([]);
    },
  );

  it('that run out of tokens while they think get twice the room', async () => {
    const endpoint = await start((request) =>
      request.index === 0 ? reply('', { thinking: 'Hmm. '.repeat(20), finish: 'length' }) : good(request),
    );
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
    expectGood(proposal);
    expect(endpoint.requests.slice(0, 2).map(({ body }) => body.max_tokens)).toEqual([8_000, 16_000]);
  });
});

describe('failures on the way', () => {
  it.each<[string, Behaviour]>([
    ['turned away', tooManyRequests({ 'retry-after': '1' })],
    ['a failing server', errorAnswer(503, 'Overloaded')],
    ['a connection that is cut', reply('STEP 1: Set up\nplan: 1-2', { breaks: 'cut', breaksAfter: 3 })],
    ['garbage in the stream', reply(tankSteps, { breaks: 'garbage', breaksAfter: 2 })],
    ['a reset connection', { kind: 'reset' }],
  ])('%s: tried again', async (_, behaviour) => {
    const endpoint = await start((request) => (request.index === 0 ? behaviour : good(request)));
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
    expectGood(proposal);
    expect(codesOf(proposal)).toEqual([]);
    expect(proposal.usage.calls).toBe(3);
    expect(endpoint.requests).toHaveLength(3);
  });

  it('a stream that ends in order without saying that it is whole: read as it came, and asked again where that is no answer', async () => {
    const cut = reply('STEP 1:', { breaks: 'end', breaksAfter: 1, finish: null });
    const endpoint = await start((request) => (request.index === 0 ? cut : good(request)));
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
    expectGood(proposal);
    expect(codesOf(proposal)).toEqual(['endpoint-notice', 'asked-again']);
    expect(endpoint.requests).toHaveLength(3);
  });

  it.each<[string, Respond, string, number]>([
    ['a wrong key', wrongKey, 'unauthorized', 1],
    ['an unknown model', () => wrongModel('test-model'), 'not-found', 1],
    ['a web page', () => webPage(200), 'not-json', 1],
    ['a server that stays busy', () => tooManyRequests(), 'rate-limited', 3],
  ])('%s: the proposal fails with a remedy', async (_, respond, reason, calls) => {
    const endpoint = await start(respond);
    const error = await failureOf(proposeOver(endpointOf(endpoint.baseUrl), { retries: 2 }));
    expect(error).toMatchObject({
      type: 'endpoint',
      reason,
      usage: { calls, inputTokens: 0, outputTokens: 0 },
    });
    expect(error.remedy.length).toBeGreaterThan(20);
    expect(endpoint.requests).toHaveLength(calls);
  });

  it('rejected parameters are left out, which a remark says', async () => {
    const endpoint = await start(picky(['temperature'], good));
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
    expectGood(proposal);
    expect(codesOf(proposal)).toEqual(['endpoint-notice']);
  });

  it('an endpoint that says our headers back never gets the key into a message or a step', async () => {
    const echoing = await start((request) => echoesHeaders(request));
    const error = await failureOf(proposeOver(endpointOf(echoing.baseUrl)));
    expect(JSON.stringify([error.message, error.summary, error.remedy])).not.toContain(TEST_KEY);
    const parrot = await start((request) =>
      reply(`STEP 1: ${String(request.headers.authorization)}\nplan: 1-14`),
    );
    const proposal = await proposeOver(endpointOf(parrot.baseUrl));
    expect(proposal.decomposition.steps[0]?.description).toContain('Bearer');
    expect(JSON.stringify(proposal)).not.toContain(TEST_KEY);
  });

  it('an abort ends the request upstream', async () => {
    const endpoint = await start(() => reply(tankSteps, { breaks: 'stall', breaksAfter: 2 }));
    const controller = new AbortController();
    const reason = new Error('paused');
    const proposing = proposeOver(endpointOf(endpoint.baseUrl), { signal: controller.signal });
    await endpoint.arrived(1);
    controller.abort(reason);
    await expect(proposing).rejects.toBe(reason);
    await endpoint.idle();
    expect(endpoint.requests[0]?.aborted).toBe(true);
  });
});

describe('windows', () => {
  it('that a refusal names are kept to', async () => {
    const count = (request: EndpointRequest) => Math.ceil(request.prompt.length / 4);
    const endpoint = await start((request) => {
      const asked = count(request) + Number(request.body.max_tokens);
      return asked > 4_096
        ? errorAnswer(
            400,
            `This model's maximum context length is 4096 tokens. However, you requested ${asked} tokens (${count(request)} in the messages, ${request.body.max_tokens} in the completion).`,
            { code: 'context_length_exceeded' },
          )
        : good(request);
    });
    const proposal = await proposeOver(endpointOf(endpoint.baseUrl));
    expectGood(proposal);
    expect(codesOf(proposal)).toEqual(['endpoint-notice']);
  });
});

describe('the built-in reasoner behind its own wire', () => {
  it('answers in no format: the rules step in, and the proposal says so', async () => {
    let next = 0;
    const options = {
      models: builtinWireModels(systemClock),
      clock: systemClock,
      createId: () => String(next++),
    };
    const server = await startWireServer((request) => handleWireRequest(options, request));
    open.push(server);
    const proposal = await proposeOver(
      endpointOf(server.baseUrl, { model: 'countdown-reasoner@2000', apiKey: null }),
    );
    expect([proposal.stepsBy.kind, proposal.parentsBy.kind]).toEqual(['rules', 'rules']);
    expect(
      proposal.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ).toEqual(['steps-by-rules', 'dependencies-by-rules']);
    expect(proposalFaults(tank, proposal.decomposition)).toEqual([]);
  });
});
