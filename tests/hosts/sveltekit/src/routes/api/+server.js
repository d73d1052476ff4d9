// An endpoint, which runs in Node.
import { json } from '@sveltejs/kit';
import { configure, imread, imwrite } from 'imwrite';
import { check } from '../../../check.js';

export const GET = async () => json(await check({ configure, imread, imwrite }));
