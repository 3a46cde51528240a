import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Behaviour, reply, wrongKey } from '#lib/models/testing/behaviours.ts';
import { TEST_KEY } from '#lib/models/testing/calls.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
const open: MisbehavingEndpoint[] = [];
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(async () => {
  await test.close();
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
});

const transcript = String.raw`<Plan_1> Fence and turf. <prompt_1.1> Find the fence. </prompt_1.1> <prompt_1.2> Find the turf. </prompt_1.2> </Plan_1>
<Execution_1>
<execution_1.1> 2 * (17 + 23) = 80, and with the gate $\frac{167}{2}$ = 83.5 metres. </execution_1.1>
<execution_1.2> When we computed the fence, we found 83.5 metres. The turf is 17 * 23 = 391. </execution_1.2>
</Execution_1>
<Final_answer> So \boxed{391}. </Final_answer>`;

async function trace(): Promise<string> {
  const response = await test.send('POST', '/api/traces', { text: transcript, name: 'garden.txt' });
  return ((await response.json()) as { id: string }).id;
}

async function endpointAt(respond: Respond, more: object = {}) {
  const endpoint = await startMisbehavingEndpoint(respond);
  open.push(endpoint);
  const made = await test.send('POST', '/api/endpoints', {
    ...{ name: 'Lab', baseUrl: endpoint.baseUrl, model: 'judge-1', apiKey: TEST_KEY, ...more },
  });
  return { endpoint, endpointId: ((await made.json()) as { id: string }).id };
}

const answers = (...texts: string[]): Respond => {
  let at = 0;
  return (): Behaviour => reply(texts[Math.min(at++, texts.length - 1)] ?? '');
};
const said = (answer: object) => JSON.stringify(answer);
const good = said({ verdict: 'faulty', reason: 'It claims to know.', quotes: ['we found 83.5 metres'] });

type Log = { annotations: Record<string, unknown>[] };

describe('a second opinion', () => {
  it.each(['prompted', 'native'])(
    'on a trace, through an endpoint in mode %s, is kept with its words',
    async (mode) => {
      const id = await trace();
      const texts =
        mode === 'native' ? [good.slice('{"verdict":'.length)] : [`Sure.\n\`\`\`json\n${good}\n\`\`\``];
      const { endpoint, endpointId } = await endpointAt(answers(...texts), { mode });
      const response = await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId });
      expect(response.status).toBe(201);
      const { annotations } = (await response.json()) as Log;
      expect(annotations).toMatchObject([
        {
          ...{ kind: 'opinion', seq: 0, verdict: 'faulty', reason: 'It claims to know.' },
          model: { endpointName: 'Lab', model: 'judge-1' },
          quotes: [{ place: { stream: 'execution:1.2' }, quote: 'we found 83.5 metres' }],
        },
      ]);
      expect(endpoint.requests).toHaveLength(1);
      // The model got the whole record, as material.
      expect(endpoint.requests[0]?.prompt).toContain('The turf is 17 * 23 = 391.');
      expect((await test.server.store.session(id))?.annotated).toBeNull();
    },
  );

  it('on a finding says whether that holds, and is sent back once for words that nobody wrote', async () => {
    const id = await trace();
    const listed = (await (await test.fetch('/api/findings')).json()) as {
      sessions: { findings: { code: string; quote: string; places: object[]; explanation: string }[] }[];
    };
    const finding = listed.sessions[0]?.findings.find(({ quote }) => quote !== '');
    if (!finding) throw new Error('The doctor finds nothing in it');
    const about = { code: finding.code, place: finding.places[0], quote: finding.quote };
    const invented = said({ verdict: 'holds', reason: 'x', quotes: ['it is ninety metres'] });
    // A single backslash, as models write it.
    const second =
      '{"verdict": "Does not hold", "reason": "It may.", "quotes": ["the gate $\\frac{167}{2}$"]}';
    const { endpoint, endpointId } = await endpointAt(answers(invented, second));
    const response = await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId, about });
    expect(await response.json()).toMatchObject({
      annotations: [
        {
          ...{ about, verdict: 'does-not-hold', reason: 'It may.' },
          quotes: [{ place: { stream: 'execution:1.1' }, quote: String.raw`the gate $\frac{167}{2}$` }],
        },
      ],
    });
    expect(endpoint.requests[0]?.prompt).toContain(finding.explanation);
    expect(endpoint.requests[1]?.prompt).toContain('does not occur in the record: “it is ninety metres”');
    const gone = { ...about, quote: 'nothing of the kind' };
    expect(
      (await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId, about: gone })).status,
    ).toBe(409);
  });

  it('is refused after two answers that cannot be used, and nothing is kept', async () => {
    const id = await trace();
    const { endpoint, endpointId } = await endpointAt(answers('I like gardens.'));
    const response = await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      type: 'urn:sprintscope:problem:endpoint-unusable',
      detail: expect.stringContaining('no JSON object'),
      remedy: expect.any(String),
    });
    expect(endpoint.requests).toHaveLength(2);
    expect((await test.server.store.annotations(id)).annotations).toEqual([]);
  });

  it('says what an endpoint fails of, without its key', async () => {
    const id = await trace();
    const refused = await endpointAt(() => wrongKey());
    const response = await test.send('POST', `/api/sessions/${id}/opinions`, {
      endpointId: refused.endpointId,
    });
    expect(response.status).toBe(502);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:sprintscope:problem:endpoint-unauthorized' });
    expect(text).not.toContain(TEST_KEY);
    const { endpointId } = await endpointAt(
      answers(said({ verdict: 'sound', reason: `Your key is ${TEST_KEY}.`, quotes: ['Find the turf.'] })),
    );
    const told = await (await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId })).text();
    expect(told).toContain('Your key is');
    expect(told).not.toContain(TEST_KEY);
  });

  it('cannot come from the built-in reasoner, nor from a window too small', async () => {
    const id = await trace();
    const builtIn = await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId: 'built-in' });
    expect(builtIn.status).toBe(400);
    expect(await builtIn.json()).toMatchObject({ detail: expect.stringContaining('cannot judge a text') });
    const { endpoint, endpointId } = await endpointAt(answers(good), { contextWindow: 700 });
    const small = await test.send('POST', `/api/sessions/${id}/opinions`, { endpointId });
    expect(await small.json()).toMatchObject({ type: 'urn:sprintscope:problem:endpoint-window' });
    expect(endpoint.requests).toHaveLength(0);
  });

  it('ends with whoever asked', async () => {
    const id = await trace();
    const { endpoint, endpointId } = await endpointAt(() => ({ kind: 'hang' }));
    const leaving = new AbortController();
    const asked = test.fetch(`/api/sessions/${id}/opinions`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, signal: leaving.signal },
      body: JSON.stringify({ endpointId }),
    });
    await endpoint.arrived(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await endpoint.idle();
    expect((await test.server.store.annotations(id)).annotations).toEqual([]);
    expect(test.reports).toEqual([]);
  });
});
