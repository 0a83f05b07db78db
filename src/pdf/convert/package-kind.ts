import { invalid } from '../../core/errors.ts';
import type { FileKind } from '../../formats/index.ts';
import { isLockedOdf } from './odf-password.ts';
import { unpack, type ZipEntry } from './zip/read-zip.ts';
import { walkXml, xmlText } from './xml.ts';

export type Package = { kind: FileKind & ('docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp'); family: 'ooxml' | 'odf' };

const odf: Record<string, Package['kind']> = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' };
/** The main part's content type says what the package is (ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6; macro-enabled and templates from MS-OFFMACRO2 2.2). */
const mainParts: [RegExp, Package['kind']][] = [
  [/^application\/vnd\.(openxmlformats-officedocument\.wordprocessingml\.(document|template)|ms-word\.(document|template)\.macroEnabled)\.?(main|macroEnabledTemplate\.main)\+xml$/i, 'docx'],
  [/^application\/vnd\.(openxmlformats-officedocument\.spreadsheetml\.(sheet|template)|ms-excel\.(sheet|template)\.macroEnabled)\.main\+xml$/i, 'xlsx'],
  [/^application\/vnd\.ms-excel\.sheet\.binary\.macroEnabled\.main$/i, 'xlsx'],
  [/^application\/vnd\.(openxmlformats-officedocument\.presentationml\.(presentation|template|slideshow)|ms-powerpoint\.(presentation|template|slideshow)\.macroEnabled)\.main\+xml$/i, 'pptx'],
];

/** What a ZIP archive is by its content. Problems: convert.unknown_type, convert.locked and convert.locked_old (encrypted OpenDocument). */
export function packageKind(entries: ZipEntry[]): Package {
  const named = (name: string) => entries.find((entry) => entry.name === name);
  const mimetype = named('mimetype');
  if (mimetype && mimetype.size < 200) {
    const found = /^application\/vnd\.oasis\.opendocument\.(\w+?)(-template)?$/.exec(Buffer.from(unpack(mimetype)).toString().trim());
    const kind = found && odf[found[1]!];
    const manifest = named('META-INF/manifest.xml');
    if (!kind || !manifest) throw invalid('convert.unknown_type');
    if (isLockedOdf(entries)) throw invalid('convert.locked');
    return { kind, family: 'odf' };
  }
  const types = named('[Content_Types].xml');
  if (!types) throw invalid('convert.unknown_type');
  let kind: Package['kind'] | undefined;
  walkXml(xmlText(unpack(types)), {
    open: ({ name, attributes }) => {
      if (name === 'Override' || name === 'Default') kind ??= mainParts.find(([type]) => type.test(attributes.find((each) => each.raw === 'ContentType')?.value ?? ''))?.[1];
    },
  });
  if (!kind) throw invalid('convert.unknown_type');
  return { kind, family: 'ooxml' };
}
