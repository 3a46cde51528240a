import { opinionRequest } from '#lib/contract/annotations.ts';
import type { Finding } from '#lib/contract/findings.ts';
import type { SessionRecord } from '#lib/contract/session.ts';
import { ProposeError } from '#lib/curation/propose/proposer.ts';
import { isDismissed } from '#lib/doctor/dismissals.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { ServerError } from '../errors.ts';
import { storedFindings } from '../findings.ts';
import { OpinionError, secondOpinion } from '../opinion/second-opinion.ts';
import { annotateSession } from '../sessions/annotations.ts';
import { foldStored } from '../sessions/recover.ts';
import { readJson } from './body/body.ts';
import { type Handler, json } from './handle.ts';
import { HttpProblem } from './problem.ts';
import { requireSession } from './sessions.ts';

/** Asks a model for a second opinion and stores it as an annotation. A client that hangs up cancels it. */
export const askOpinion: Handler = async (exchange) => {
  const { server, request } = exchange;
  const record = await requireSession(exchange);
  const { about, ...wanted } = await readJson(request, opinionRequest);
  const finding = about ? findingOf(record, about) : null;
  const { planner: endpoint } = await server.endpoints.choose(wanted);
  const state = await foldStored(server.store, record.id);
  const signal = AbortSignal.any([request.signal, server.closing]);
  const opinion = await secondOpinion(endpoint, state, finding, {
    ...{ clock: server.clock, memory: server.learnedMemory, fetch: server.fetch, signal },
    random: Math.random,
  }).catch((error: unknown) => {
    throw problemOf(error, endpoint);
  });
  const model = { endpointName: endpoint.name.slice(0, 300), model: endpoint.model.slice(0, 300) };
  const kept = { kind: 'opinion' as const, model, ...(about && { about }), ...opinion };
  return json(await annotateSession(server, record.id, kept as Parameters<typeof annotateSession>[2]), 201);
};

function findingOf(
  { findings }: SessionRecord,
  about: { code: string; place: object; quote: string },
): Finding {
  const found = storedFindings(findings).find((finding) => isDismissed(finding, finding.quote, [about]));
  if (found) return found;
  throw new ServerError('annotation-state', 'The doctor has no such finding in this session.', {
    remedy: 'Load the session again: the doctor may have looked at it anew.',
  });
}

function problemOf(error: unknown, { name }: Endpoint): unknown {
  if (error instanceof OpinionError && error.type === 'built-in')
    return new HttpProblem(400, 'invalid-request', `endpointId: ${error.message}`, {
      errors: [{ path: 'endpointId', message: error.message }],
      remedy: error.remedy,
    });
  const title = `${name} gave no second opinion`;
  if (error instanceof OpinionError)
    return new HttpProblem(502, `endpoint-${error.type}`, error.message, { title, remedy: error.remedy });
  if (error instanceof ProposeError)
    return new HttpProblem(502, `endpoint-${error.reason ?? 'failed'}`, error.summary, {
      title,
      remedy: error.remedy,
    });
  return error;
}
