import { mountRoute } from '#lib/server/mount-route.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = mountRoute('/api/[...path]', 'GET');
export const POST = mountRoute('/api/[...path]', 'POST');
export const PUT = mountRoute('/api/[...path]', 'PUT');
export const PATCH = mountRoute('/api/[...path]', 'PATCH');
export const DELETE = mountRoute('/api/[...path]', 'DELETE');
