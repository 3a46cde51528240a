import { getServer } from '#lib/server/get-server.ts';
import { answerApi } from '#lib/server/http/answer-api.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** All of the API: which handler answers, lib/server/http/routes.ts says. */
const answer = (request: Request) => answerApi(getServer, request);

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
