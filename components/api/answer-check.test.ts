import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkAnswer } from './answer-check.ts';

const form = async () => z.object({ sessions: z.array(z.string()) });

test('an answer in another form is told with what is wrong with it, and what may help', async () => {
  await expect(checkAnswer(form, { sessions: ['a'], more: 1 }, 'GET /api/sessions')).resolves.toBeUndefined();
  await expect(checkAnswer(form, { sessions: [7] }, 'GET /api/sessions')).rejects.toMatchObject({
    type: 'unreadable',
    detail: expect.stringMatching(/^GET \/api\/sessions: sessions\.0 .*Reloading the page/),
  });
});
