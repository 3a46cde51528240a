import { describe, expect, it } from 'vitest';
import { createEngineHost, type EngineThread } from './engine-host.ts';
import type { FromEngine, ToEngine } from './questions.ts';

const equal: FromEngine = { judgement: { verdict: 'equal', how: 'told' } };

/** Threads that answer as `reply` specifies, and a clock that never runs out unless the test calls `expire`. */
function scene(
  reply: (question: ToEngine, thread: number) => FromEngine | 'nothing' | 'break',
  ready = true,
) {
  const ended: number[] = [];
  let count = 0;
  let expire = () => {};
  const start = (): EngineThread => {
    const own = count++;
    let send = (_message: FromEngine) => {};
    let end = () => {};
    return {
      post(question) {
        const answer = reply(question, own);
        queueMicrotask(() => {
          if (answer === 'break') end();
          else if (answer === 'nothing') expire();
          else send(answer);
        });
      },
      onMessage(listener) {
        send = listener;
        queueMicrotask(() => (ready ? send({ ready: true }) : end()));
      },
      onEnd(listener) {
        end = listener;
      },
      end: () => ended.push(own),
    };
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      expire = resolve;
    });
  return { host: createEngineHost({ start, clock: { sleep } }), ended, started: () => count };
}

describe('the host of the engine', () => {
  it('asks one thread after the other question', async () => {
    const { host, started } = scene(() => equal);
    const answers = await Promise.all([host.ask(['1', '2']), host.ask(['3', '4'])]);
    expect(answers.map(({ how }) => how)).toEqual(['told', 'told']);
    expect(started()).toBe(1);
  });

  it('ends a thread that takes too long, and starts another for the next question', async () => {
    const { host, ended, started } = scene((_question, thread) => (thread === 0 ? 'nothing' : equal));
    const answers = await Promise.all([host.ask(['1', '2']), host.ask(['3', '4'])]);
    expect(answers.map(({ verdict }) => verdict)).toEqual(['undecided', 'equal']);
    expect([ended, started()]).toEqual([[0], 2]);
  });

  it('survives a thread that breaks', async () => {
    const { host } = scene((_question, thread) => (thread === 0 ? 'break' : equal));
    expect((await host.ask(['1', '2'])).verdict).toBe('undecided');
    expect((await host.ask(['1', '2'])).verdict).toBe('equal');
  });

  it('decides nothing where no thread starts', async () => {
    const { host } = scene(() => equal, false);
    expect((await host.ask(['1', '2'])).verdict).toBe('undecided');
  });

  it('ends its thread', async () => {
    const { host, ended } = scene(() => equal);
    await host.ask(['1', '2']);
    host.close();
    expect(ended).toEqual([0]);
  });
});
