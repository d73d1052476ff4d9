// A route handler of the edge runtime.
import { configure, imread, imwrite } from 'imwrite';
import { check } from '../../../check.js';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

export async function GET() {
  return Response.json(await check({ configure, imread, imwrite }));
}
