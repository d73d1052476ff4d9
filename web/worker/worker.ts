// A worker of the pool: takes a request, runs the codec, reports chunks and progress, then the outcome.
import { platform } from '#platform';
import { decode } from '../codec/decode.js';
import { encode } from '../codec/encode.js';
import { transcode } from '../codec/transcode.js';
import type { CodecName } from '../generated/modules.js';
import type { CompiledModule } from '../wasm/compiled-module.js';
import { open } from '../wasm/load.js';
import type { CodecModule, DecoderModule, EncoderModule, TranscoderModule } from '../wasm/module.js';
import { Chunks } from '../output/chunks.js';
import { toPlain, type DecodeRequest, type EncodeRequest, type ModuleTicket, type Reply, type Request, type TranscodeRequest } from './protocol.js';

type Send = (reply: Reply, transfer?: ArrayBuffer[]) => void;
type AnyCompiled = CompiledModule<CodecModule>;

const modules = new Map<CodecName, { id: number; module: AnyCompiled }>();

/** What is done with the requests so far: they are answered one after the other, though the first one has to load its codec. */
let answered = Promise.resolve();

platform.serve((request, send) => (answered = answered.then(() => answer(request, send))));

async function answer(request: Request, send: Send): Promise<void> {
  try {
    if (request.kind === 'encode') await answerEncode(request, send);
    else if (request.kind === 'decode') await answerDecode(request, send);
    else await answerTranscode(request, send);
  } catch (error) {
    send({ kind: 'failed', error: toPlain(error) });
  }
}

async function answerEncode(request: EncodeRequest, send: Send): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<EncoderModule>;
  const { picture, format, options } = request;
  const onProgress = request.progress ? (fraction: number) => send({ kind: 'progress', fraction }) : undefined;
  const [frame] = picture.frames;
  const room = frame?.bytes.buffer as ArrayBuffer;
  if (picture.stripe) {
    const chunks = new Chunks();
    encode(module, picture, format, options, chunks, { onProgress });
    const pieces = chunks.take();
    return send({ kind: 'striped', pieces, summary: picture.stripe.summary!, room }, [...pieces.map(({ buffer }) => buffer), room]);
  }
  const sink = {
    write: (chunk: Uint8Array): void => sendChunk(chunk, send),
    patch(offset: number, chunk: Uint8Array): void {
      const bytes = new Uint8Array(chunk);
      send({ kind: 'patch', offset, bytes }, [bytes.buffer]);
    },
  };
  encode(module, picture, format, options, sink, { onProgress });
  send({ kind: 'encoded', room }, [room]);
}

function sendChunk(chunk: Uint8Array, send: Send): void {
  const bytes = new Uint8Array(chunk);
  send({ kind: 'chunk', bytes }, [bytes.buffer]);
}

async function answerTranscode(request: TranscodeRequest, send: Send): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<TranscoderModule>;
  transcode(module, request.bytes, request.format, request.changes, { write: (chunk) => sendChunk(chunk, send) });
  send({ kind: 'encoded' });
}

async function answerDecode(request: DecodeRequest, send: Send): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<DecoderModule>;
  const file = decode(module, request.bytes, request.format, request.options);
  send({ kind: 'decoded', file }, file.images.map(({ data }) => data.buffer));
}

/** The module of a ticket, kept from call to call as long as the ticket's id stays the same. */
async function moduleOf({ id, name, wasm }: ModuleTicket): Promise<AnyCompiled> {
  const known = modules.get(name);
  if (known?.id === id) return known.module;
  const module = await open(name, wasm);
  modules.set(name, { id, module });
  return module;
}
