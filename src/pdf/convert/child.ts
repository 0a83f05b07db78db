import { answer, answerProblem, fill, problemOfError } from '../child-pipe.ts';
import { type ConvertJob, maximumBody, type PreserveJob } from '../wire.ts';
import { convertFiles } from './convert-files.ts';
import { preserve } from './preserve.ts';

/* One batch of files of one user, then the end. */

const lengths = new Uint8Array(8);
if (fill(lengths)) {
  try {
    const view = new DataView(lengths.buffer);
    const [headerLength, bodyLength] = [view.getUint32(0), view.getUint32(4)];
    if (bodyLength > maximumBody) throw new RangeError('too large');
    const header = new Uint8Array(headerLength);
    const body = new Uint8Array(bodyLength);
    if (!fill(header) || !fill(body)) process.exit(1);
    const job = JSON.parse(Buffer.from(header).toString()) as ConvertJob | PreserveJob;
    if (job.do === 'preserve') {
      answer({ is: 'preserved' }, await preserve(body, job.folder!));
      answer({ is: 'done' });
      process.exit(0);
    }
    let at = 0;
    const files = job.files.map(({ size, ...file }) => ({ ...file, content: body.subarray(at, (at += size)) }));
    await convertFiles(files, job.folder!, {
      onConverted({ pdf, attached = [], ...rest }) {
        if (attached.length === 0) return answer({ is: 'converted', ...rest }, pdf);
        answer({ is: 'converted', ...rest, attached: attached.map(({ filename, content }) => ({ filename, size: content.length })) }, Buffer.concat([pdf, ...attached.map(({ content }) => content)]));
      },
      onFailed(id, error) {
        const { code, reason, values } = problemOfError(error);
        answer({ is: 'not_converted', id, code, reason, values });
      },
      alive: () => answer({ is: 'alive' }),
    });
    answer({ is: 'done' });
  } catch (error) {
    answerProblem(error);
  }
}
process.exit(0);
