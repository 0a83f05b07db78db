import type { DocumentFile } from '../../src/archive/types.ts';

/** The words in addresses for the roles a file may have. */
export const fileRoles: Record<DocumentFile['role'], string> = { sent: 'brev', original: 'original', source: 'kilde', attachment: 'bilag', signed: 'signeret', message: 'meddelelse', readable: 'laesbar' };

type Named = Pick<DocumentFile, 'role' | 'position'>;
export const fileAddress = (documentId: string, file: Named) => `/dokumenter/${documentId}/filer/${fileRoles[file.role]}/${file.position}`;
export const pictureAddress = (documentId: string, file: Named, page: number) => `${fileAddress(documentId, file)}/sider/${page}`;
