import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../db/index.ts';
import type { FileStore } from '../../files/index.ts';

export type ExportDeps = { db: Database; files: FileStore; clock: Clock };
export type PdfBinder = { bind(documents: Uint8Array[], units: { document: number; page: number | null }[][], options: { duplex: boolean; footer?: string }): Promise<{ pdf: Uint8Array; pages: number[] }> };

/** What goes into a package: a name inside it and its bytes, or the blob that holds them. */
export type PackageEntry = { name: string } & ({ bytes: Uint8Array } | { blobId: string; size: number; sha256: string });

/** Received post of a person or company that lies on no case, by the numbers they have and had. `others`: it tells of somebody else too. */
export type PostOfSubject = (subject: { kind: 'cpr' | 'cvr'; numbers: string[] }) => Promise<{ id: string; title: string; from: string; receivedAt: string; others: boolean; files: { filename: string; blobId: string; size: number; sha256: string }[] }[]>;
