// A route handler, which runs in Node.
import { configure, imread, imwrite } from 'imwrite';
import { check } from '../../../check.js';

export const dynamic = 'force-dynamic';

export async function GET() {
  return Response.json(await check({ configure, imread, imwrite }));
}
