// A worker of the pool: takes a request, runs the codec, reports chunks and progress, then the outcome.
import { glueOf } from '#assets';
import { port } from '#port';
import { decode } from '../codec/decode.js';
import { encode } from '../codec/encode.js';
import { transcode } from '../codec/transcode.js';
import type { CodecName } from '../generated/modules.js';
import { libraryVersions } from '../generated/versions.js';
import { readSnapshot } from '../input/snapshot.js';
import { Chunks } from '../output/chunks.js';
import { CompiledModule } from '../wasm/compiled-module.js';
import type { CodecModule, DecoderModule, EncoderModule, TranscoderModule } from '../wasm/module.js';
import {
  serializeError,
  type DecodeRequest,
  type EncodeRequest,
  type ModuleTicket,
  type ReadRequest,
  type Reply,
  type Request,
  type TranscodeRequest,
} from './protocol.js';

type AnyCompiled = CompiledModule<CodecModule>;

const modules = new Map<CodecName, { id: number; module: AnyCompiled }>();

/** What is done with the requests so far: they are answered one after the other, though the first one has to load its codec. */
let answered = Promise.resolve();

const send: (reply: Reply, transfer?: ArrayBuffer[]) => void = port.send;
port.serve((request) => {
  answered = answered.then(() => answer(request as Request));
});
send({ kind: 'ready', version: libraryVersions['imwrite']! });

async function answer(request: Request): Promise<void> {
  try {
    if (request.kind === 'encode') await answerEncode(request);
    else if (request.kind === 'decode') await answerDecode(request);
    else if (request.kind === 'transcode') await answerTranscode(request);
    else answerRead(request);
  } catch (error) {
    send({ kind: 'failed', error: serializeError(error) });
  }
}

async function answerEncode(request: EncodeRequest): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<EncoderModule>;
  const { picture, format, options } = request;
  const onProgress = request.progress ? (fraction: number) => send({ kind: 'progress', fraction }) : undefined;
  const [frame] = picture.frames;
  const room = frame?.bytes.buffer as ArrayBuffer;
  if (picture.stripe) {
    const chunks = new Chunks();
    encode(module, picture, format, options, chunks, { onProgress });
    const pieces = chunks.take();
    return send({ kind: 'striped', pieces, summary: picture.stripe.summary!, room }, [
      ...pieces.map(({ buffer }) => buffer),
      room,
    ]);
  }
  const sink = {
    write: (chunk: Uint8Array): void => sendChunk(chunk),
    patch(offset: number, chunk: Uint8Array): void {
      const bytes = new Uint8Array(chunk);
      send({ kind: 'patch', offset, bytes }, [bytes.buffer]);
    },
  };
  encode(module, picture, format, options, sink, { onProgress });
  send({ kind: 'encoded', room }, [room]);
}

function sendChunk(chunk: Uint8Array): void {
  const bytes = new Uint8Array(chunk);
  send({ kind: 'chunk', bytes }, [bytes.buffer]);
}

async function answerTranscode(request: TranscodeRequest): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<TranscoderModule>;
  transcode(module, request.bytes, request.format, request.changes, { write: (chunk) => sendChunk(chunk) });
  send({ kind: 'encoded' });
}

async function answerDecode(request: DecodeRequest): Promise<void> {
  const module = (await moduleOf(request.module)) as CompiledModule<DecoderModule>;
  const file = decode(module, request.bytes, request.format, request.options);
  send(
    { kind: 'decoded', file },
    file.images.map(({ data }) => data.buffer),
  );
}

function answerRead({ snapshot }: ReadRequest): void {
  const data = readSnapshot(snapshot);
  send({ kind: 'read', data }, [data.buffer]);
}

/** The module of a ticket, kept from call to call as long as the ticket's id stays the same. */
async function moduleOf({ id, name, wasm }: ModuleTicket): Promise<AnyCompiled> {
  const known = modules.get(name);
  if (known?.id === id) return known.module;
  const { default: glue } = await glueOf[name]();
  const module: AnyCompiled = new CompiledModule<CodecModule>(name, wasm, glue);
  modules.set(name, { id, module });
  return module;
}
