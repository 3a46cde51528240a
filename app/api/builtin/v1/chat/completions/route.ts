import { answer } from '../../answer.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = answer;
