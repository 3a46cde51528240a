import { mountRoute } from '#lib/server/mount-route.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = mountRoute('/api/sessions/[id]', 'GET');
export const PATCH = mountRoute('/api/sessions/[id]', 'PATCH');
export const DELETE = mountRoute('/api/sessions/[id]', 'DELETE');
