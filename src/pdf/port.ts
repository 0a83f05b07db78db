import type { SignedVerdict } from './signatures/types.ts';
import { invalid, Problem, unavailable } from '../core/errors.ts';
import { filesJob, resultOf } from './convert/answers.ts';
import type { Converted, CutLetter, DocumentLayout, DocumentWorker, FileToConvert, LayerPage, NotConverted, PageRead } from './types.ts';
import type { Answer, Frame, Job } from './wire.ts';

/** Runs one job on a PDF; `onAnswer` is awaited before the next answer is taken. */
export type RunJob = (job: Job, pdf: Uint8Array, onAnswer: (answer: Frame<Answer>) => Promise<void>) => Promise<void>;

/** In one layer: what a frame's head holds of them. Some 500 pages of print. */
const mostWords = 300_000;

/** The DocumentWorker port over anything that can run a job: a child of our own, or the worker's socket. */
export function portOver(run: RunJob): DocumentWorker {
  const convertAll: DocumentWorker['convertAll'] = async (files, { onResult }) => {
    const open = new Map(files.map((file) => [file.id, file]));
    const give = async (result: Converted | NotConverted) => {
      if (open.delete(result.id)) await onResult(result);
    };
    const together = async (some: FileToConvert[]) => {
      const { job, body } = filesJob(some);
      await run(job, body, async (answer) => {
        const result = resultOf(answer);
        if (result) await give(result);
      });
    };
    try {
      await together(files);
    } catch (error) {
      if (!fileAtFault(error)) throw error;
    }
    // A file that took the child down with it must not take the others: what is left goes alone.
    for (const file of [...open.values()]) {
      await together([file]).catch((error) => {
        if (!fileAtFault(error)) throw error;
        return give({ id: file.id, problem: error });
      });
      await give({ id: file.id, problem: invalid('convert.too_heavy') });
    }
  };
  return {
    convertAll,

    async preserve(pdf) {
      let made: Uint8Array | null = null;
      await run({ do: 'preserve' }, pdf, async ({ header, body }) => {
        if (header.is === 'preserved') made = body;
      });
      if (!made) throw unavailable('pdf.worker_away');
      return made;
    },

    async layer(pdf, pages) {
      const read = pages.flatMap(({ page, words }): LayerPage[] => (words?.length ? [{ page, words }] : []));
      if (read.length === 0) return null;
      if (read.reduce((sum, { words }) => sum + words.length, 0) > mostWords) throw invalid('searchable.too_long');
      let made: Uint8Array | null = null;
      await run({ do: 'layer', words: read }, pdf, async ({ header, body }) => {
        if (header.is === 'layered') made = body;
      });
      if (!made) throw unavailable('pdf.worker_away');
      return made;
    },

    async convert(file: FileToConvert) {
      // Thrown only here: inside, a refusal of this file would be taken for one of the child.
      const results: (Converted | NotConverted)[] = [];
      await convertAll([file], { onResult: async (result) => void results.push(result) });
      const [result] = results;
      if (!result) throw unavailable('pdf.worker_away');
      if ('problem' in result) throw result.problem;
      return result;
    },

    async read(pdf, { password, senderNumbers, known = [], words, onPages, onScans, onScan }) {
      const pages: PageRead[] = [...known];
      const parts = new Map<number, { done: number; total: number }>();
      const skip = known.length > 0 ? known.map((page) => page.page) : undefined;
      await run({ do: 'read', password, senderNumbers, skip, ...(words ? { words } : {}) }, pdf, async ({ header }) => {
        if (header.is === 'scans') {
          parts.set(header.part, header);
          let [done, all] = [known.length, known.length];
          for (const part of parts.values()) [done, all] = [done + part.done, all + part.total];
          onScans?.(done, all);
        }
        if (header.is !== 'pages') return;
        pages.push(...header.pages);
        for (const page of header.pages) if (page.source === 'ocr') onScan?.(page);
        onPages?.(pages.length, header.total);
      });
      return pages.sort((a, b) => a.page - b.page);
    },

    async cut(pdf, letters, { password, onLetter }) {
      let left = letters.length;
      await run({ do: 'cut', password, letters }, pdf, async ({ header, body }) => {
        if (header.is !== 'letter') return;
        await onLetter(cutLetter(header, body));
        left--;
      });
      if (left > 0) throw unavailable('pdf.worker_away');
    },

    async bind(documents, units, { duplex, footer }) {
      let bound: { pdf: Uint8Array; pages: number[] } | null = null;
      await run({ do: 'bind', sizes: documents.map((each) => each.length), units, duplex, footer }, Buffer.concat(documents), async ({ header, body }) => {
        if (header.is === 'bound') bound = { pdf: body, pages: header.pages };
      });
      if (!bound) throw unavailable('pdf.worker_away');
      return bound;
    },

    async unlock(file, password) {
      let unlocked = file;
      await run({ do: 'unlock', password }, file, async ({ header, body }) => {
        if (header.is === 'unlocked') unlocked = body;
      });
      return unlocked;
    },

    async checkSigned(pdf, check) {
      let verdict: SignedVerdict = { faults: ['unreadable'], signatures: [], longTerm: false };
      try {
        await run({ do: 'check-signed', ...check }, pdf, async ({ header }) => {
          if (header.is === 'verdict') verdict = header.verdict;
        });
      } catch (error) {
        // A file that is no PDF, or too heavy to be a letter, is a verdict; a worker that is away is none.
        if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
      }
      return verdict;
    },

    async layout(pdf, pages) {
      let layout: DocumentLayout = { producer: '', creator: '', pages: [] };
      await run({ do: 'layout', pages }, pdf, async ({ header }) => {
        if (header.is === 'layout') layout = header.layout;
      });
      return layout;
    },

    async render(pdf, { pages, width, password }) {
      const pictures: Uint8Array[] = [];
      await run({ do: 'render', password, pages, width }, pdf, async ({ header, body }) => {
        if (header.is === 'picture') pictures[header.at] = body;
      });
      return pictures;
    },
  };
}

const fileAtFault = (error: unknown): error is Problem => error instanceof Problem && (error.code === 'invalid' || error.code === 'internal');

function cutLetter(header: Answer & { is: 'letter' }, body: Uint8Array): CutLetter {
  const { id, originalLength, sentLength, leaks, removed, text } = header;
  return {
    id, leaks, removed, text,
    original: body.subarray(0, originalLength),
    sent: sentLength === null ? null : body.subarray(originalLength, originalLength + sentLength),
  };
}

/** The error an answer of kind `problem` stands for. */
export function problemOf(answer: Answer & { is: 'problem' }): Problem {
  return new Problem(answer.code, answer.reason, answer.values);
}
