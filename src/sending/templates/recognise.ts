import { Problem } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { Reading } from '../../numbers/index.ts';
import { recipientName } from '../../people/index.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { firstPages, layoutOf } from './layout-of.ts';
import { fingerprintOfTemplate, templatesInUse, type TemplateRecord } from './records.ts';
import { compare, isSameKind } from './similarity.ts';
import type { Layout, Recognition } from './types.ts';

/** How an uploaded document's letters look; null where nothing tells them from others. A document that cannot be looked at is one that is not recognised, no more. */
export async function lookAt(deps: SendingDeps & { documents: Documents }, pdf: Uint8Array, reading: Reading, mime: string): Promise<Layout | null> {
  const pages = firstPages(reading);
  if (pages.length === 0) return null;
  const recipients = new Map(reading.letters.flatMap(({ recipient }) => (recipient ? [[recipient.number, recipient]] : [])));
  try {
    const document = await deps.documents.layout(pdf, pages);
    return layoutOf(document, reading, mime, (number) => recipientName(deps.db, recipients.get(number)!)?.name ?? null);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return null;
    throw error;
  }
}

/** So much more like them than the next best a template must be: of two for the same letters a person chooses. */
const margin = 0.05;

/** The template whose letters these are; where two are about equally like them none is taken. */
export function recogniseTemplate(reader: Reader, layout: Layout): { template: TemplateRecord; why: Recognition } | null {
  const able = templatesInUse(reader).flatMap((template) => {
    const fingerprint = fingerprintOfTemplate(template);
    const why = fingerprint && compare(fingerprint, layout.fingerprint);
    return why && isSameKind(why) ? [{ template, why }] : [];
  });
  const [best, next] = able.sort((a, b) => b.why.similarity - a.why.similarity || b.why.lines - a.why.lines);
  if (!best || (next && best.why.similarity - next.why.similarity < margin)) return null;
  return best;
}
