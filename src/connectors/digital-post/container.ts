import { pack } from 'tar-stream';

/** Whether this machine can pack a container: Bun has no LZMA encoder (facts: digital-post 2), so xz does it. */
export const canPackContainers = () => Bun.which('xz') !== null;

/**
 * A container for mass sending: a tar of `{messageUuid}.xml`, compressed as LZMA-alone (facts: digital-post 2).
 * One message is held at a time, beside what is packed. Letters are mostly pictures and fonts that are
 * compressed already: the quickest preset gives nearly as small a container.
 * @throws where xz is missing or fails
 */
export async function packContainer(memos: AsyncIterable<{ messageUuid: string; memo: Uint8Array }>): Promise<Uint8Array> {
  const xz = Bun.spawn(['xz', '--format=lzma', '--compress', '--stdout', '-1'], { stdin: 'pipe', stdout: 'pipe', stderr: 'ignore' });
  try {
    const packed = new Response(xz.stdout).bytes();
    const tar = pack();
    const fed = feed(tar, xz.stdin);
    for await (const { messageUuid, memo } of memos) {
      await new Promise<void>((resolve, reject) => {
        tar.entry({ name: `${messageUuid}.xml`, mode: 0o600 }, Buffer.from(memo), (error) => (error ? reject(error) : resolve()));
      });
    }
    tar.finalize();
    await fed;
    const container = await packed;
    if ((await xz.exited) !== 0) throw new Error('xz failed');
    return container;
  } finally {
    xz.kill();
  }
}

async function feed(tar: AsyncIterable<unknown>, stdin: Bun.FileSink): Promise<void> {
  for await (const chunk of tar) {
    stdin.write(chunk as Uint8Array);
    await stdin.flush();
  }
  await stdin.end();
}
