import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invalid } from '../../core/errors.ts';
import { writeProfile } from './profile.ts';
import { startTool } from './run-tool.ts';

/** One file may take so long (milliseconds); what takes longer is given up and the rest goes on. */
const fileTime = 60_000;
const looks = 250;
/** LibreOffice ends with it to be started again, after it has laid out a new profile. */
const startAgain = 81;

/** LibreOffice itself, not the script around it, so that it is our own child and dies with us. Null where it is not installed. */
export function officeProgram(): string | null {
  for (const folder of (process.env.PATH ?? '/usr/bin:/bin').split(':')) {
    const script = join(folder, 'soffice');
    if (!existsSync(script)) continue;
    const program = join(dirname(realpathSync(script)), 'soffice.bin');
    if (existsSync(program)) return program;
  }
  return null;
}

/** A file in the batch: where it lies and where its PDF is to lie; `web`: it is HTML; `finish` is told once. */
export type OfficeFile = { path: string; made: string; web: boolean; finish(error?: Error): void };

/**
 * Converts files in one LibreOffice process with a fresh profile, in their order. Each is finished as soon as its PDF is
 * there. One that breaks or holds up the process is given up, and a new process goes on with those behind it. HTML has a
 * process of its own: read as a web page, LibreOffice 7.4 leaves its first paragraph out, and a filter is for all files.
 */
export async function convertWithOffice(program: string, folder: string, files: OfficeFile[]): Promise<void> {
  let run = 0;
  for (const web of [false, true]) {
    let open = files.filter((file) => file.web === web);
    while (open.length > 0) open = await runOnce(program, folder, writeProfile(join(folder, `profile-${run++}`)), open);
  }
}

/** Answers the files that must be tried in another process. */
async function runOnce(program: string, folder: string, profile: string, files: OfficeFile[]): Promise<OfficeFile[]> {
  const words = [`-env:UserInstallation=${profile}`, '--headless', '--nologo', '--norestore', '--nodefault', '--nolockcheck', ...(files[0]!.web ? ['--infilter=HTML (StarWriter)'] : []), '--convert-to', 'pdf', '--outdir', dirname(files[0]!.made), ...files.map(({ path }) => path)];
  for (let starts = 0; ; starts++) {
    const turn = follow(files);
    const code = await watch(startTool(program, words, folder), turn);
    if (code === startAgain && starts < 3) continue;
    return turn.end(code);
  }
}

type Turn = { line(text: string): void; giveUp(): void; end(code: number | null): OfficeFile[]; since(): number };

/** Which file the process is at: it names one when it has read it and begins to write, and takes them in order. */
function follow(files: OfficeFile[]): Turn {
  let next = 0;
  let at = Date.now();
  let slow = false;
  const settle = (until: number) => {
    for (; next < until; next++) files[next]!.finish(isWhole(files[next]!.made) ? undefined : invalid('convert.damaged'));
  };
  return {
    since: () => Date.now() - at,
    line(text) {
      const named = /^convert (.+) -> /.exec(text)?.[1];
      const index = files.findIndex(({ path }) => path === named);
      if (index < next) return;
      settle(index);
      at = Date.now();
    },
    giveUp: () => void (slow = true),
    end(code) {
      // The one it was writing may be whole: then the one behind it is to blame.
      if (next < files.length && isWhole(files[next]!.made)) settle(next + 1);
      if (code === 0 && !slow) settle(files.length);
      else if (next < files.length) {
        files[next]!.finish(invalid(slow ? 'convert.too_heavy' : 'convert.damaged'));
        next++;
      }
      return files.slice(next);
    },
  };
}

function watch(child: ReturnType<typeof startTool>, turn: Turn): Promise<number | null> {
  return new Promise((resolve) => {
    let rest = '';
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!.slice(-10_000);
      lines.forEach(turn.line);
    });
    const timer = setInterval(() => {
      if (turn.since() < fileTime) return;
      turn.giveUp();
      child.kill('SIGKILL');
    }, looks);
    child.on('close', (code) => {
      clearInterval(timer);
      resolve(code);
    });
  });
}

/** Whether a PDF has been written to its end. */
function isWhole(path: string): boolean {
  try {
    return readFileSync(path).subarray(-1024).includes('%%EOF');
  } catch {
    return false;
  }
}
