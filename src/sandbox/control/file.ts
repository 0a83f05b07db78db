import type { LetterFile } from '../memo/letter.ts';

const inline: Record<string, string> = { 'application/pdf': 'application/pdf', 'text/plain': 'text/plain; charset=utf-8' };

/** A letter's file; shown in the page only where its type cannot run anything, else always saved. */
export function fileAnswer(file: LetterFile, download: boolean): Response {
  const type = inline[file.mime];
  const name = encodeURIComponent(file.filename).replaceAll("'", '%27');
  return new Response(file.content() as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': `${download || type === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
      'cache-control': 'no-store',
    },
  });
}

/** Bytes as a file to keep, under a name of ASCII. */
export const savedAs = (name: string, type: string, bytes: Uint8Array): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' } });
