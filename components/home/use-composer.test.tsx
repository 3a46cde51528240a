// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { useComposer } from './use-composer.ts';

const endpoint = (id: string, kind: PublicEndpoint['kind']): PublicEndpoint => ({
  ...{ id, kind, name: id, baseUrl: '', model: 'm', mode: 'native', contextWindow: null },
  ...{ timeouts: { firstTokenMs: 1, stallMs: 1, totalMs: 1 }, thinkingTag: 'auto', tokensPerSecond: null },
  ...{ source: 'settings', hasKey: false },
});
const endpoints = [endpoint('built-in', 'built-in'), endpoint('own', 'openai-compatible')];
const problem = (fields: Record<string, string>) =>
  Response.json(
    {
      ...{ type: 'urn:sprintscope:problem:invalid', title: 'Invalid', status: 400, detail: 'Not so.' },
      errors: Object.entries(fields).map(([path, message]) => ({ path, message })),
    },
    { status: 400 },
  );

const started = vi.fn<(body: unknown) => Response | Promise<Response>>();
const push = vi.fn();

beforeEach(() => {
  started.mockReset().mockImplementation(() => Response.json({ id: 'new one' }, { status: 201 }));
  push.mockReset();
  localStorage.clear();
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path === '/api/endpoints') return Response.json({ endpoints, defaultEndpointId: 'own' });
    if (path === '/api/sessions') return started(JSON.parse(String(init.body)));
    throw new Error(`Nobody asks for ${path}`);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function composer() {
  const { result } = renderHook(useComposer, {
    wrapper: ({ children }) => (
      <AppRouterContext.Provider value={{ push } as unknown as AppRouterInstance}>
        {children}
      </AppRouterContext.Provider>
    ),
  });
  await waitFor(() => expect(result.current.loading).toBe(false));
  return {
    now: () => result.current,
    change: (how: (composing: typeof result.current) => void) => act(async () => how(result.current)),
    run: () => act(() => result.current.run()),
  };
}

describe('the question box', () => {
  it('asks for a question before it starts anything, until one is typed', async () => {
    const { now, change, run } = await composer();
    await change(({ setQuestion }) => setQuestion(' \n '));
    expect(await run()).toBe('question');
    expect(now().questionProblem).toMatch(/^Type a question/);
    expect(started).not.toHaveBeenCalled();
    await change(({ setQuestion }) => setQuestion('Q'));
    expect(now().questionProblem).toBeNull();
  });

  it('starts at the default endpoint, and goes to the session', async () => {
    const { change, run } = await composer();
    await change(({ setQuestion, setModel, setExecutorEndpointId }) => {
      setQuestion('  How much?  ');
      setModel(' big ');
      setExecutorEndpointId('built-in');
    });
    expect(await run()).toBe('started');
    expect(started.mock.calls).toMatchObject([
      [
        {
          question: 'How much?',
          strategy: 'sprint',
          endpointId: 'own',
          model: 'big',
          executorEndpointId: 'built-in',
        },
      ],
    ]);
    for (const left of ['tokensPerSecond', 'settings', 'instructions'])
      expect(started.mock.calls[0]?.[0]).not.toHaveProperty(left);
    expect(push.mock.calls).toEqual([['/sessions/new%20one']]);
  });

  it('sends a pace to the built-in only, which has no other model; one voice has no executors', async () => {
    const { now, change, run } = await composer();
    await change(({ setQuestion, setModel, setExecutorEndpointId, setEndpointId, setStrategy }) => {
      setQuestion('Q');
      setModel('big');
      setExecutorEndpointId('own');
      setEndpointId('built-in');
      setStrategy('sequential');
    });
    expect(now().chosen?.id).toBe('built-in');
    await run();
    const [sent] = started.mock.calls[0] ?? [];
    expect(sent).toMatchObject({ endpointId: 'built-in', strategy: 'sequential', tokensPerSecond: 60 });
    expect(sent).not.toHaveProperty('model');
    expect(sent).not.toHaveProperty('executorEndpointId');
  });

  it('takes the default where the endpoint last used is gone', async () => {
    localStorage.setItem('sprintscope-endpoint', 'gone');
    expect((await composer()).now().chosen?.id).toBe('own');
  });

  it('opens the settings where a number is wrong, and sends only those that differ', async () => {
    const { now, change, run } = await composer();
    await change(({ setQuestion, setDraft, draft }) => {
      setQuestion('Q');
      setDraft({ ...draft, numbers: { ...draft.numbers, maxStages: '0' } });
    });
    expect(await run()).toBe('settings');
    expect(now().advancedOpen).toBe(true);
    expect(started).not.toHaveBeenCalled();
    await change(({ setDraft, draft }) =>
      setDraft({ ...draft, numbers: { ...draft.numbers, maxStages: '7' } }),
    );
    expect(await run()).toBe('started');
    expect(started.mock.calls[0]?.[0]).toMatchObject({ settings: { maxStages: 7 } });
  });

  it.each([
    [{ question: 'Too long.' }, 'question', false],
    [{ 'settings.parallelism': 'Too many.' }, 'refused', true],
  ] as const)('says what the server refuses where it belongs: %j', async (fields, outcome, opens) => {
    const { now, change, run } = await composer();
    started.mockImplementation(() => problem(fields));
    await change(({ setQuestion }) => setQuestion('Q'));
    expect(await run()).toBe(outcome);
    expect(now()).toMatchObject({ busy: false, advancedOpen: opens });
    expect(now().questionProblem).toBe('question' in fields ? fields.question : null);
    expect(now().error?.detail).toBe(Object.values(fields).join('. '));
    expect(push).not.toHaveBeenCalled();
  });

  it('starts once, however often it is pressed', async () => {
    const { now, change, run } = await composer();
    const answer = Promise.withResolvers<Response>();
    started.mockImplementation(() => answer.promise);
    await change(({ setQuestion }) => setQuestion('Q'));
    let first: Promise<unknown> | undefined;
    await change((composing) => {
      first = composing.run();
    });
    expect(now().busy).toBe(true);
    expect(await run()).toBe('started');
    answer.resolve(Response.json({ id: 'a' }, { status: 201 }));
    await act(async () => void (await first));
    expect(started).toHaveBeenCalledTimes(1);
    expect(push).toHaveBeenCalledTimes(1);
  });
});
