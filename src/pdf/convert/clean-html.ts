import { Parser } from 'htmlparser2';
import type { ConversionNote } from '../types.ts';
import { isAddress, placeOf } from './outside.ts';

/** Elements that are shown; of any other its content stays, of those in `gone` nothing. */
const shown = new Set('a abbr address article aside b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(' '));
const gone = new Set('script noscript iframe frame frameset object embed applet audio video source track canvas svg math form input button select textarea template link base portal title'.split(' '));
const empty = new Set(['br', 'hr', 'img', 'col', 'wbr', 'meta']);
const attributes = new Set('align alt bgcolor border cellpadding cellspacing class color colspan dir face height href lang nowrap rowspan size span start style title type valign value width'.split(' '));
/** CSS that fetches, or hides that it does (escapes). */
const fetching = /url\s*\(|@import|expression|image-set|\\/i;
const picture = /^data:image\/(?:png|jpeg|gif);base64,[a-z0-9+/=\s]+$/i;
const mostDepth = 400;

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * HTML as it may be shown: an allow list of elements and attributes, nothing that runs, nothing that is fetched; pictures
 * only as data. `pictures`: what a `cid:` address stands for (an e-mail's own pictures).
 */
export function cleanHtml(html: string, pictures: Map<string, string> = new Map()): { html: string; styles: string; text: string; notes: ConversionNote[] } {
  const out: string[] = [];
  const styles: string[] = [];
  const text: string[] = [];
  const notes: ConversionNote[] = [];
  const open: string[] = [];
  let [skipping, frames, styling] = [0, false, false];
  const image = (given: Record<string, string>) => {
    const source = given.src?.trim() ?? '';
    const data = source.toLowerCase().startsWith('cid:') ? pictures.get(source.slice(4)) : source;
    if (data && picture.test(data)) out.push(`<img src="${data}"${sizes(given)}>`);
    else if (source && !source.toLowerCase().startsWith('cid:') && !source.startsWith('data:')) notes.push({ kind: 'picture', where: placeOf(source) });
  };
  const parser = new Parser({
    onopentag(name, given) {
      if (gone.has(name)) {
        frames ||= /^i?frame/.test(name);
        if (!empty.has(name)) skipping++;
        return;
      }
      if (skipping > 0) return;
      if (name === 'img') return image(given);
      if (name === 'style') styling = true;
      if (!shown.has(name) || open.length >= mostDepth) return;
      out.push(`<${name}${Object.entries(given).map(([key, value]) => attribute(key, value)).join('')}>`);
      if (!empty.has(name)) open.push(name);
      if (name === 'br') text.push('\n');
    },
    ontext(words) {
      if (skipping > 0) return;
      if (styling) {
        if (!fetching.test(words) && !words.includes('<')) styles.push(words);
      } else {
        out.push(escape(words));
        text.push(words);
      }
    },
    onclosetag(name) {
      if (gone.has(name)) {
        if (skipping > 0) skipping--;
        return;
      }
      if (name === 'style') styling = false;
      const at = open.lastIndexOf(name);
      if (skipping > 0 || at < 0) return;
      for (const each of open.splice(at).reverse()) out.push(`</${each}>`);
      if (/^(?:p|div|li|tr|h\d|table|dt|dd|blockquote|pre)$/.test(name)) text.push('\n');
      if (/^t[dh]$/.test(name)) text.push('\t');
    },
  }, { decodeEntities: true, lowerCaseTags: true });
  parser.end(html);
  for (const each of open.reverse()) out.push(`</${each}>`);
  if (frames) notes.push({ kind: 'frames_left_out' });
  return { html: out.join(''), styles: styles.join('\n'), text: text.join(''), notes };
}

function attribute(key: string, value: string): string {
  if (!attributes.has(key) || (key === 'style' && fetching.test(value)) || (key === 'href' && !isAddress(value))) return '';
  return ` ${key}="${escape(value)}"`;
}

const sizes = (given: Record<string, string>) => ['width', 'height'].map((key) => (/^\d{1,4}$/.test(given[key] ?? '') ? ` ${key}="${given[key]}"` : '')).join('');

/** A page for LibreOffice: UTF-8 said, A4 by its own style, plain letters. */
export const htmlPage = (body: string, styles = ''): Uint8Array => Buffer.from(`<!DOCTYPE html>
<html lang="da"><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><style>@page { size: 21cm 29.7cm; margin: 2cm } body { font-family: "Liberation Sans", Arial, sans-serif; font-size: 11pt }
${styles}</style></head><body>${body}</body></html>`);
