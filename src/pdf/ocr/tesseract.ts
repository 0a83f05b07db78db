import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tiffHead } from './tiff-head.ts';

/** 8-bit grey, rows from the top without padding. */
export type GreyPicture = { width: number; height: number; data: Uint8Array };

/** One tesseract process for many pages: its models are loaded once. `read` answers hOCR, null where the page took too long or broke it. */
export type TextReader = { read(picture: GreyPicture): Promise<string | null>; end(): void };

/** Address space of a tesseract (kilobytes) and the longest a page may take (milliseconds): noise keeps it busy for minutes. */
const memory = 1_500_000;
const pageTime = 60_000;
/** Two pages at once: one is read while the next is painted. */
const slots = 2;

/** It dies with us, dumps no core, and writes each line at once, so that a page's end is seen. */
const started = `ulimit -c 0; ulimit -v ${memory}; die=; setpriv --pdeathsig KILL true 2>/dev/null && die='setpriv --pdeathsig KILL'
exec stdbuf -oL $die tesseract - - -l "$0" --dpi 300 --psm 3 -c stream_filelist=1 -c hocr_char_boxes=1 hocr`;

/** Tesseract lets go of its pictures and takes them anew all the time: what it has it keeps, in large pages. The same words in 4 % less time. */
const malloc = 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=134217728:glibc.malloc.trim_threshold=536870912:glibc.malloc.top_pad=16777216';

let languages: string | null | undefined;
let folder: string | null = null;

/** `dan+eng`, `dan` where English is missing, null where tesseract or its Danish is not installed. Asked once. */
export function installedLanguages(): string | null {
  if (languages === undefined) {
    const { status, stdout } = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8', timeout: 10_000 });
    const known = new Set(status === 0 ? stdout.split('\n').map((line) => line.trim()) : []);
    folder = /in "([^"]+)"/.exec(stdout ?? '')?.[1] ?? null;
    languages = known.has('dan') ? (known.has('eng') ? 'dan+eng' : 'dan') : null;
  }
  return languages;
}

/** Where tesseract has its font without shapes, for text that is not to be seen; null where it is not installed. */
export const glyphlessFont = (): string | null => (installedLanguages() === null || folder === null ? null : join(folder, 'pdf.ttf'));

type Waiting = { slot: number; done(hocr: string | null): void };

/**
 * Starts the reader; the process itself starts with the first page. Pictures go through files that
 * have no name any more (memory, where there is /dev/shm), so nothing is left behind however we end.
 * At most two `read` at once. `longest`: milliseconds a page may take.
 */
export function startTextReader(langs: string, longest = pageTime): TextReader {
  const files = Array.from({ length: slots }, namelessFile);
  const free = files.map((_, slot) => slot);
  const waiting: Waiting[] = [];
  let child: ChildProcess | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let text = '';

  const settle = (hocr: string | null) => {
    clearTimeout(timer);
    const first = waiting.shift();
    if (!first) return;
    free.push(first.slot);
    first.done(hocr);
    watch();
  };
  const watch = () => {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(fail, longest);
  };
  /** The page at hand is given up; those behind it get a new process. */
  const fail = () => {
    const broken = child;
    child = null;
    broken?.kill('SIGKILL');
    settle(null);
    if (waiting.length > 0) for (const { slot } of waiting) ask(slot);
  };
  const ask = (slot: number) => (child ??= start()).stdin!.write(`/proc/self/fd/${slot + 3}\n`);
  const start = () => {
    text = '';
    const mine = spawn('/bin/sh', ['-c', started, langs], {
      stdio: ['pipe', 'pipe', 'ignore', ...files],
      env: { PATH: process.env.PATH, TESSDATA_PREFIX: process.env.TESSDATA_PREFIX, OMP_THREAD_LIMIT: '1', GLIBC_TUNABLES: malloc, LC_ALL: 'C.UTF-8' } as NodeJS.ProcessEnv,
    });
    mine.on('error', () => {});
    mine.stdin!.on('error', () => {});
    mine.on('close', () => child === mine && fail());
    mine.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      if (child !== mine) return;
      text += chunk;
      for (let end = endOfPage(text); end >= 0; end = endOfPage(text)) {
        const page = text.slice(0, end);
        text = text.slice(end);
        settle(page);
      }
    });
    return mine;
  };

  return {
    read: (picture) => new Promise((done) => {
      const slot = free.shift();
      if (slot === undefined) throw new RangeError('too many pages at once');
      put(files[slot]!, picture);
      waiting.push({ slot, done });
      if (waiting.length === 1) watch();
      ask(slot);
    }),
    end() {
      clearTimeout(timer);
      const last = child;
      child = null;
      last?.kill('SIGKILL');
      for (const file of files) closeSync(file);
    },
  };
}

/** The end of the first whole page: its element is closed at two spaces' depth, what lies within at more. */
function endOfPage(text: string): number {
  const at = text.indexOf('\n  </div>\n');
  return at < 0 ? -1 : at + '\n  </div>\n'.length;
}

function namelessFile(): number {
  for (const folder of ['/dev/shm', tmpdir()]) {
    const path = join(folder, `elevarkiv-${crypto.randomUUID()}`);
    try {
      const file = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
      return file;
    } catch {
      // Not writable here; the next.
    }
  }
  throw new Error('no folder for temporary files');
}

/** The picture as a file; the memory of the one before is written over, because taking new costs more than the writing. */
function put(file: number, picture: GreyPicture): void {
  const { data } = picture;
  const head = tiffHead(picture);
  ftruncateSync(file, head.length + data.length);
  writeSync(file, head, 0, head.length, 0);
  for (let at = 0; at < data.length; ) at += writeSync(file, data, at, data.length - at, head.length + at);
}
