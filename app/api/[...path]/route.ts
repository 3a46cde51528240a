import { getServer } from '#lib/server/get-server.ts';
import { answerApi } from '#lib/server/http/answer-api.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** The whole API; lib/server/http/routes.ts says which handler answers. */
const answer = (request: Request) => answerApi(getServer, request);

export const GET = answer;
export const POST = answer;
export const PUT = answer;
export const PATCH = answer;
export const DELETE = answer;
