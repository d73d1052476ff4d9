// Copies into a folder what @vercel/nft says that a program needs.
import { nodeFileTrace } from '@vercel/nft';
import { cpSync } from 'node:fs';

const [entry, folder] = process.argv.slice(2);
const { fileList } = await nodeFileTrace([entry], { base: '.' });
for (const file of fileList) cpSync(file, `${folder}/${file}`);
