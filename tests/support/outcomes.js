// What drawn calls give, in a form that is compared between hosts: hashes of files and of what is read from them, or errors.
import { pictureOf } from './pictures.js';

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const facts = (key, value) => (ArrayBuffer.isView(value) ? [value.constructor.name, ...value] : value);

/** The samples, their type, and all else that imread tells. */
async function decoded({ imread }, file) {
  const { data, ...rest } = await imread(file);
  const samples = await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return `${data.constructor.name} ${samples} ${JSON.stringify(rest, facts)}`;
}

/** A line for each call: `{ picture, format, options }`, with the picture as pictureOf() takes it. */
export async function outcomes(imw, calls) {
  const lines = [];
  for (const { picture, format, options } of calls) {
    const file = await imw.imwrite(pictureOf(picture).image, format, options).catch((error) => error);
    const isRead = imw.formats[format].readable;
    if (file instanceof Uint8Array)
      lines.push({ file: await sha256(file), ...(isRead && { decoded: await decoded(imw, file) }) });
    else lines.push({ error: `${file.name} ${file.code} ${file.message}` });
  }
  return lines;
}

/** A file that createWriter makes of RGBA samples, 40 to a row, which a stream brings in pieces and another one takes away. */
export async function streamed({ createWriter }, format, samples) {
  const rowBytes = 40 * 4;
  const writer = await createWriter({ format, width: 40, height: samples.length / rowBytes, channels: 4 });
  const rows = new ReadableStream({
    start(controller) {
      for (let at = 0; at < samples.length; at += 60 * rowBytes)
        controller.enqueue(samples.subarray(at, at + 60 * rowBytes));
      controller.close();
    },
  });
  let file = new Uint8Array(0);
  const take = ({ data, position }) => {
    const longer = new Uint8Array(Math.max(file.length, position + data.length));
    longer.set(file);
    longer.set(data, position);
    file = longer;
  };
  const sink = { write: (chunk) => take(chunk.type === 'write' ? chunk : { data: chunk, position: file.length }) };
  await Promise.all([rows.pipeTo(new WritableStream(writer)), writer.readable.pipeTo(new WritableStream(sink))]);
  return file;
}
