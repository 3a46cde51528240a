import { mountRoute } from '#lib/server/mount-route.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = mountRoute('/api/sessions/[id]/opinions', 'POST');
