import { describe, expect, it } from 'vitest';
import { answerBuiltin } from './builtin.ts';

const url = 'http://127.0.0.1:3000/api/builtin/v1';
const headers = { host: '127.0.0.1:3000', 'content-type': 'application/json' };
const model = 'countdown-reasoner@100000';

describe('the routes of the built-in', () => {
  it('answer chat and text completions and list the models', async () => {
    const asked = { model, messages: [{ role: 'user', content: 'Use 2, 3, 4 to make 24' }] };
    const talked = await answerBuiltin(
      new Request(`${url}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(asked) }),
    );
    expect((await talked.json()).choices[0].message.content).toContain('\\boxed{');
    const prompt = '<Question>\nUse 2, 3, 4 to make 24\n</Question>\n\n<think>\n';
    const completed = await answerBuiltin(
      new Request(`${url}/completions`, { method: 'POST', headers, body: JSON.stringify({ model, prompt }) }),
    );
    expect((await completed.json()).choices[0].text).toMatch(/^<Plan_1>/);
    const listed = await answerBuiltin(new Request(`${url}/models`, { headers }));
    expect((await listed.json()).data[0].id).toBe('countdown-reasoner');
  });

  it('refuse a foreign Host and a foreign Origin, in the shape of OpenAI errors', async () => {
    const foreign = await answerBuiltin(new Request(`${url}/models`, { headers: { host: 'evil.example' } }));
    expect(foreign.status).toBe(421);
    expect((await foreign.json()).error.type).toBe('invalid_request_error');
    const other = await answerBuiltin(
      new Request(`${url}/models`, { headers: { ...headers, origin: 'https://evil.example' } }),
    );
    expect(other.status).toBe(403);
  });
});
