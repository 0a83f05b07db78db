import { notFound } from '../../../core/errors.ts';
import { attachmentPage, attachmentPicture, attachmentsOfLetter, getAttachment, getDispatch, type AttachmentView, type DispatchDetail } from '../../../sending/index.ts';
import { AttachmentViewer, ViewerTabs } from '../../../../views/sending/attachments/viewer.tsx';
import { approval } from '../../../../views/texts/approval.ts';
import { attachments as words } from '../../../../views/texts/attachments.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';

/** A page of an attachment's file as it came. */
export async function showAttachmentPicture(c: Ctx, fileId = c.req.param('id')!) {
  const picture = await attachmentPicture(c.get('deps'), c.get('actor'), fileId, Number(c.req.param('page')), c.req.query('bredde') === '160' ? 160 : 900);
  return new Response(picture as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=3600' } });
}

/** The page of its file that shows as an attachment's `at`-th. */
function viewOf(c: Ctx, item: AttachmentView, at: number) {
  if (item.state === 'reading' || item.state === 'refused' || !item.pages) return null;
  return attachmentPage(c.get('deps').db, c.get('actor'), item.fileId, item.filePages?.[at - 1] ?? at);
}

const within = (text: string | null | undefined, most: number) => Math.max(1, Math.min(most, Math.trunc(Number(text)) || 1));

/** Of one that a second person looks at before it is sent: the same page under the address of what was laid before them. */
export function showAttachmentToApprove(c: Ctx) {
  const id = c.req.param('id')!;
  return onePage(c, c.req.param('attachment')!, { under: id, base: `/godkendelser/${id}/bilag/${c.req.param('attachment')!}`, list: { label: approval.page.title, href: `/godkendelser/${id}` } });
}

export async function showPictureToApprove(c: Ctx) {
  const item = getAttachment(c.get('deps').db, c.get('actor'), c.req.param('attachment')!);
  if (!item || item.dispatchId !== c.req.param('id')) throw notFound();
  return showAttachmentPicture(c, item.fileId);
}

export const showAttachment = (c: Ctx) => onePage(c, c.req.param('id')!);

/** One attachment with its pages, as it came and with every number marked. */
function onePage(c: Ctx, id: string, from?: { under: string; base: string; list: { label: string; href: string } }) {
  const item = getAttachment(c.get('deps').db, c.get('actor'), id);
  if (!item || (from && item.dispatchId !== from.under)) throw notFound();
  const dispatch = getDispatch(c.get('deps').db, c.get('actor'), item.dispatchId);
  const at = within(c.req.query('side'), Math.max(1, item.pages ?? 1));
  const crumbs = [from?.list ?? { label: words.title, href: `/afsendelser/${item.dispatchId}/bilag` }, { label: item.title }];
  return page(c, { styles: ['sending.css', 'sending-attachments.css'], title: item.title, crumbs, lead: dispatch.title },
    <div class="attachment-alone"><AttachmentViewer item={item} view={viewOf(c, item, at)} at={at} href={(side) => `${from?.base ?? `/bilag/${item.id}`}?side=${side}`} removeCpr={dispatch.removeCpr} pictures={from && `${from.base}/sider`} /></div>);
}

/**
 * For the viewer beside the list of recipients: the tabs of the letter that is shown, and the attachment in place of its
 * page where the address asks for one (`bilag`, `bilagside`).
 */
export function attachmentsBeside(c: Ctx, dispatch: DispatchDetail, owner: { id: string } | undefined, query: URLSearchParams, address: (changes: Record<string, string | number>) => string) {
  const items = owner ? attachmentsOfLetter(c.get('deps').db, c.get('actor'), { id: owner.id, dispatchId: dispatch.id }) : [];
  const item = items.find((each) => each.id === query.get('bilag'));
  const tabs = <ViewerTabs letter={address({ bilag: '', bilagside: '' })} items={items.map((each) => ({ id: each.id, title: each.title, href: address({ bilag: each.id, bilagside: '' }) }))} current={item?.id ?? null} />;
  if (!item) return { tabs, instead: undefined };
  const at = within(query.get('bilagside'), Math.max(1, item.pages ?? 1));
  return { tabs, instead: <AttachmentViewer item={item} view={viewOf(c, item, at)} at={at} href={(side) => address({ bilag: item.id, bilagside: side })} removeCpr={dispatch.removeCpr} tabs={tabs} /> };
}
