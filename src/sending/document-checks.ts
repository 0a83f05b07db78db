import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { maskCpr } from '../numbers/index.ts';
import { findToRead, pagesOf } from './find.ts';
import { paperOf } from './paper.ts';
import type { ConversionNote, EnvelopeWindow, SourceNumber, SourcePlace } from './ports.ts';

/** A number of an uploaded file that its pages do not show; a CPR number masked. */
export type HiddenNumber = { kind: 'cpr' | 'cvr'; masked: string; place: SourcePlace };
export const hiddenView = (numbers: SourceNumber[]): HiddenNumber[] => numbers.map(({ kind, number, place }) => ({ kind, masked: kind === 'cpr' ? maskCpr(number) : number, place }));

/** What a look at the whole document tells before it is sent; nothing of it stands in the way. Pages from 1. */
export type DocumentChecks = {
  filename: string;
  /** Bytes of the file as it was uploaded. */
  size: number;
  pages: number;
  /** What it was before it became a PDF (formats/types.ts); null = a PDF from the start. */
  madeFrom: string | null;
  notes: ConversionNote[];
  /** Numbers in the uploaded file that its pages do not show; a CPR number masked. */
  hidden: HiddenNumber[];
  /** The papers of the document, the most common first. */
  papers: { name: string; lying: boolean; pages: number[] }[];
  blank: number[];
  /** Fonts that the file does not carry, with how many pages use them. */
  fonts: { name: string; pages: number }[];
  /** How the first pages of the letters would lie in a window envelope; null where nobody has looked. */
  envelope: Record<EnvelopeWindow, number> | null;
};

type PageRow = { page: number; width: number; height: number; rotation: number; blank: number; left_out: number; envelope: EnvelopeWindow | null; fonts_missing: string | null };

/** Paper, blank pages, fonts, envelope window and what the file held before it became a PDF. */
export function documentChecks(reader: Reader, actor: Actor, dispatchId: string): DocumentChecks {
  const dispatch = findToRead(reader, actor, dispatchId);
  const all = reader.statement('SELECT page, width, height, rotation, blank, left_out, envelope, fonts_missing FROM dispatch_pages WHERE dispatch_id = ? ORDER BY page').all(dispatchId) as PageRow[];
  const pages = all.filter((page) => page.left_out === 0);
  const conversion = reader.statement('SELECT kind, notes, numbers, compared FROM dispatch_conversions WHERE dispatch_id = ?').get(dispatchId) as { kind: string; notes: string; numbers: string; compared: number } | undefined;
  return {
    filename: dispatch.source_filename, size: dispatch.source_size, pages: all.length,
    madeFrom: conversion?.kind ?? null,
    notes: conversion ? (JSON.parse(conversion.notes) as ConversionNote[]) : [],
    hidden: conversion?.compared === 1 ? hiddenView(JSON.parse(conversion.numbers) as SourceNumber[]) : [],
    papers: papers(pages),
    blank: pages.filter((page) => page.blank === 1).map(({ page }) => page),
    fonts: fonts(pages),
    envelope: envelope(reader, dispatchId, all),
  };
}

function papers(pages: PageRow[]): DocumentChecks['papers'] {
  const found = new Map<string, DocumentChecks['papers'][number]>();
  for (const page of pages) {
    const paper = paperOf(page);
    const key = `${paper.name} ${paper.lying}`;
    const known = found.get(key);
    if (known) known.pages.push(page.page);
    else found.set(key, { ...paper, pages: [page.page] });
  }
  return [...found.values()].sort((a, b) => b.pages.length - a.pages.length);
}

function fonts(pages: PageRow[]): DocumentChecks['fonts'] {
  const found = new Map<string, number>();
  for (const { fonts_missing: names } of pages) for (const name of names ? (JSON.parse(names) as string[]) : []) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found].map(([name, count]) => ({ name, pages: count })).sort((a, b) => b.pages - a.pages);
}

function envelope(reader: Reader, dispatchId: string, pages: PageRow[]): DocumentChecks['envelope'] {
  const seen = new Map(pages.map((page) => [page.page, page.envelope]));
  const letters = reader.statement("SELECT pages FROM letters WHERE dispatch_id = ? AND state NOT IN ('removed', 'cancelled')").all(dispatchId) as { pages: string }[];
  const first = letters.map((letter) => seen.get(pagesOf(letter)[0] ?? 0)).filter((each): each is EnvelopeWindow => Boolean(each));
  if (first.length === 0) return null;
  const counts = { fits: 0, crosses: 0, empty: 0, number: 0 };
  for (const each of first) counts[each]++;
  return counts;
}
