import { Readable, type Writable } from 'node:stream';
import { extract, type Header } from 'tar-stream';

/** Why a container is refused as a whole, with the API's dotted code. */
export class ContainerRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Limits = { /** Bytes after decompression. */ unpackedBytes: number; entries: number };

/**
 * The memos of a tar.lzma, by the UUID in each entry's name. Decompressed by xz with a memory limit and
 * stopped at the first byte too many, so that a bomb costs only who sent it. Nothing is ever written
 * under an entry's name; a name that would be dangerous elsewhere is refused all the same.
 * @throws ContainerRefused
 */
export async function unpackContainer(container: Uint8Array, limits: Limits): Promise<Map<string, Uint8Array>> {
  const xz = Bun.spawn(['xz', '--format=lzma', '--decompress', '--stdout', '--memlimit-decompress=128MiB'], { stdin: container, stdout: 'pipe', stderr: 'ignore' });
  try {
    const memos = await readTar(bounded(xz.stdout, limits.unpackedBytes), limits.entries);
    if ((await xz.exited) !== 0) throw new ContainerRefused('container.format.not.allowed', 'The body is not LZMA');
    if (memos.size === 0) throw new ContainerRefused('container.empty', 'The container holds no memo');
    return memos;
  } finally {
    xz.kill();
  }
}

async function* bounded(stream: ReadableStream<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) throw new ContainerRefused('container.size.too.large', `More than ${limit} bytes after decompression`);
    yield chunk;
  }
}

function readTar(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Map<string, Uint8Array>> {
  const memos = new Map<string, Uint8Array>();
  const tar = extract();
  return new Promise((resolve, reject) => {
    tar.on('entry', (header, stream, next) => {
      const parts: Uint8Array[] = [];
      // What is wrong with the whole is told by the tar, below.
      stream.on('error', () => undefined);
      const fault = faultOf(header) ?? (memos.size >= most ? new ContainerRefused('container.too.many.entries', `More than ${most} entries`) : null);
      if (fault) return void tar.destroy(fault);
      const uuid = header.name.slice(0, -4).toLowerCase();
      if (memos.has(uuid)) return void tar.destroy(new ContainerRefused('container.entry.twice', 'Two entries have one name'));
      stream.on('data', (part: unknown) => parts.push(part as Uint8Array));
      stream.on('end', () => {
        memos.set(uuid, Buffer.concat(parts));
        next();
      });
      stream.resume();
    });
    tar.on('finish', () => resolve(memos));
    tar.on('error', (error) => reject(error instanceof ContainerRefused ? error : new ContainerRefused('container.format.not.allowed', 'What was packed is not a tar')));
    Readable.from(bytes).on('error', (error) => tar.destroy(error)).pipe(tar as unknown as Writable);
  });
}

/** Regular files `{messageUUID}.xml` and nothing else: no folders, links, devices, absolute names or ways upwards. */
function faultOf({ name, type }: Header): ContainerRefused | null {
  if (type !== 'file') return new ContainerRefused('container.entry.type.not.allowed', `An entry is a ${type}`);
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.xml$/i.test(name)) {
    return new ContainerRefused('container.entry.name.not.allowed', 'An entry is not named {messageUUID}.xml');
  }
  return null;
}
