import type { Judgement } from '#lib/answers/equality.ts';
import type { SessionSummary } from '#lib/contract/session.ts';
import { form } from './answer-check.ts';
import { request, send } from './send.ts';

const sessionPath = (id: string) => `/api/sessions/${encodeURIComponent(id)}`;
const summary = (id: string): Promise<SessionSummary> =>
  request(form('sessionSchema'), 'GET', sessionPath(id));

/** Whether two answers mean the same, even where the server needs a few seconds. Throws ApiError. */
export const judgePair = (pair: { first: string; second: string; question?: string }): Promise<Judgement> =>
  request(form('judgementSchema'), 'POST', '/api/answers/judge', pair);

/** A person's statements about an answer; each call returns the changed session. All throw ApiError. */
export const verdictApi = {
  /** Null: none is known. */
  setExpected: (id: string, expected: string | null): Promise<SessionSummary> =>
    request(form('sessionSchema'), 'PATCH', sessionPath(id), { expected }),
  rule: async (id: string, correct: boolean | null, reason: string): Promise<SessionSummary> => {
    const annotation = { kind: 'ruling', correct, ...(reason !== '' && { reason }) };
    await send('POST', `${sessionPath(id)}/annotations`, annotation);
    return summary(id);
  },
  /** @param seq of the ruling */
  withdrawRuling: async (id: string, seq: number): Promise<SessionSummary> => {
    await send('POST', `${sessionPath(id)}/annotations`, { kind: 'withdrawal', of: seq });
    return summary(id);
  },
};
