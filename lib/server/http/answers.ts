import { judgeRequest } from '#lib/contract/library-requests.ts';
import { judgeAnswers } from '../workers/judge-answers.ts';
import { readJson } from './body.ts';
import { type Handler, json } from './handle.ts';

/** Whether two answers mean the same; a few seconds at most where that takes a computer algebra system. */
export const judgePair: Handler = async ({ server, request }) => {
  const { first, second, question } = await readJson(request, judgeRequest);
  const signal = AbortSignal.any([request.signal, server.closing]);
  const { verdict, how } = await judgeAnswers(
    server.workers,
    { first, second, question },
    { lane: 'now', signal },
  );
  return json({ verdict, how });
};
