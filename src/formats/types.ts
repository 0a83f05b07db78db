/** Every kind of file that is taken in; named by what it is, not by its extension. */
export type FileKind =
  | 'pdf' | 'docx' | 'xlsx' | 'pptx' | 'doc' | 'xls' | 'ppt' | 'odt' | 'ods' | 'odp'
  | 'rtf' | 'text' | 'html' | 'eml' | 'jpeg' | 'png' | 'tiff' | 'heic';

/** What the first bytes say: a kind, or a container that must be opened to know. */
export type StartKind = FileKind | 'zip' | 'ole';
