import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** What a process wrote without flushing is read back whole as long as the machine has not been started anew. */
function thisBoot(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return null;
  }
}

/**
 * Which open attempts may have been posted, by the marks the dead process left at `path`. Certain of the contrary only where
 * the attempt is of the process that kept the marks, the machine has run ever since, and no line is torn; else the answer is yes.
 */
export function readMarks(path: string): (attempt: { id: number; worker: string }) => boolean {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    return () => true;
  }
  const boot = thisBoot();
  const [head = '', ...lines] = text.split('\n');
  if (boot === null || !text.endsWith('\n') || !head.startsWith(`${boot} `)) return () => true;
  const marked = new Set(lines);
  return ({ id, worker }) => head !== `${boot} ${worker}` || marked.has(String(id));
}

export type Marks = { /** Before the first byte of the attempt leaves. */ mark(attemptId: number): void; /** Nothing is on its way. */ clear(): void; close(): void };

/**
 * Begins the marks of `worker` at `path`: one line for each attempt that is about to be posted. Not flushed, since they tell
 * only of a process that died: after a power cut every open attempt may have been posted. Where a mark cannot be written
 * (a full disk) the file goes, and with it what it could have told.
 */
export function keepMarks(path: string, worker: string): Marks {
  const head = `${thisBoot() ?? ''} ${worker}\n`;
  // To be appended to, so that what follows a `clear` comes behind the first line.
  let file: number | null = openSync(path, 'a', 0o600);
  const orForget = (write: (file: number) => void) => {
    if (file === null) return;
    try {
      write(file);
    } catch {
      closeSync(file);
      file = null;
      // Where not even that can be done this throws, and the letter does not go.
      rmSync(path, { force: true });
    }
  };
  const put = (text: string) => orForget((open) => {
    if (writeSync(open, text, null, 'latin1') !== text.length) throw new Error('short write');
  });
  let written = 0;
  orForget((open) => ftruncateSync(open, 0));
  put(head);
  return {
    mark(attemptId) {
      put(`${attemptId}\n`);
      written += 1;
    },
    clear() {
      if (written === 0) return;
      orForget((open) => ftruncateSync(open, head.length));
      written = 0;
    },
    close: () => orForget(closeSync),
  };
}
