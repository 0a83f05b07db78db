import { Problem } from '../../core/errors.ts';
import type { Converted, FileToConvert, NotConverted } from '../types.ts';
import type { Answer, ConvertJob, Frame } from '../wire.ts';

/** The files as one job and its body. */
export function filesJob(files: FileToConvert[]): { job: ConvertJob; body: Uint8Array } {
  const job: ConvertJob = { do: 'convert', files: files.map(({ id, filename, content }) => ({ id, filename, size: content.length })) };
  return { job, body: files.length === 1 ? files[0]!.content : Buffer.concat(files.map(({ content }) => content)) };
}

/** What an answer says of one file; null where it is only a sign of life. */
export function resultOf({ header, body }: Frame<Answer>): Converted | NotConverted | null {
  if (header.is === 'not_converted') return { id: header.id, problem: new Problem(header.code, header.reason, header.values) };
  if (header.is !== 'converted') return null;
  const { is: _, attached = [], ...rest } = header;
  let at = body.length - attached.reduce((sum, { size }) => sum + size, 0);
  const pdf = body.subarray(0, at);
  return { ...rest, pdf, ...(attached.length > 0 ? { attached: attached.map(({ filename, size }) => ({ filename, content: body.subarray(at, (at += size)) })) } : {}) };
}
