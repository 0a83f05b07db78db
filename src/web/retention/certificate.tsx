import { disposedOn, listCertificates, takeCertificate } from '../../retention/index.ts';
import { may } from '../../access/index.ts';
import { Disposed } from '../../../views/retention/disposed.tsx';
import { CertificateList } from '../../../views/retention/destruction.tsx';
import { texts } from '../../../views/texts.ts';
import type { CaseDetail } from '../../archive/index.ts';
import { contentDisposition } from '../content-disposition.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

const words = texts.retention;

export const showCertificates = (c: Ctx) =>
  page(c, { title: words.page.title, lead: words.page.lead }, <CertificateList list={listCertificates(c.get('deps').db, c.get('actor'), pageNumber(c))} />);

const taking = (kind: 'pdf' | 'json', mime: string) => async (c: Ctx) => {
  const { number, content } = await takeCertificate(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', kind);
  return c.body(content as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': mime, 'Content-Disposition': contentDisposition('attachment', words.batch.certificateName(number, kind)), 'Cache-Control': 'no-store' });
};
export const takePdf = taking('pdf', 'application/pdf');
export const takeJson = taking('json', 'application/json');

/** What was destroyed on a case, over its documents. */
export function disposedNote(c: Ctx, found: CaseDetail) {
  const said = disposedOn(c.get('deps').db, found.id);
  return said && <Disposed {...said} whole={found.status === 'disposed'} links={may(c.get('actor'), 'dispose')} />;
}
