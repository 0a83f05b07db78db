import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The published description of the API is not ours to ship: beside the checkout, or where ELEVARKIV_MEILISEARCH_OPENAPI says. */
const path = process.env['ELEVARKIV_MEILISEARCH_OPENAPI'] ?? resolve(import.meta.dir, '../../../../shared/data/meilisearch-openapi.json');
export const haveOpenApi = existsSync(path);

/** Says what is not held against the description for want of it, so that silence never looks like success. */
export function sayIfUnchecked(file: string): void {
  if (!haveOpenApi) console.warn(`${file}: no request and no answer is held against the OpenAPI of Meilisearch (set ELEVARKIV_MEILISEARCH_OPENAPI)`);
}

type Schema = Record<string, unknown>;
type Operation = { requestBody?: { content: Record<string, { schema: Schema }>; required?: boolean }; parameters?: { name: string; in: string }[]; responses: Record<string, { content?: Record<string, { schema: Schema }> }> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

const document = haveOpenApi ? (JSON.parse(readFileSync(path, 'utf8')) as Document) : null;
// The one place where we do not believe it: it has `facets` as an object, the manual's examples and the vendor's client have a list.
if (document) (document.components.schemas['SearchQuery']!['properties'] as Record<string, Schema>)['facets'] = { type: ['array', 'null'], items: { type: 'string' } };
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date-time', (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
for (const [format, least, most] of [['u-int8', 0, 255], ['u-int32', 0, 2 ** 32 - 1], ['u-int64', 0, Number.MAX_SAFE_INTEGER]] as const) ajv.addFormat(format, { type: 'number', validate: (n) => Number.isInteger(n) && n >= least && n <= most });
for (const format of ['double', 'float', 'int32', 'int64', 'uri', 'binary']) ajv.addFormat(format, true);
if (document) ajv.addSchema(document as unknown as Schema, 'api');

const compiled = new Map<string, ValidateFunction>();
/** A schema of the document by where it stands, with its references alive. */
function validator(...steps: string[]): ValidateFunction {
  const pointer = steps.map((step) => `/${encodeURIComponent(step.replace(/~/g, '~0').replace(/\//g, '~1'))}`).join('');
  const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
  compiled.set(pointer, known);
  return known;
}

const faultsOf = (validate: ValidateFunction, value: unknown): string | null => (validate(value) ? null : ajv.errorsText(validate.errors).slice(0, 400));

/** Which path of the document a request's is. */
function templateOf(method: string, pathname: string): string | undefined {
  const parts = pathname.split('/');
  return Object.keys(document!.paths).filter((each) => document!.paths[each]![method]).find((each) => {
    const wanted = each.split('/');
    return wanted.length === parts.length && wanted.every((part, n) => part === parts[n] || (part.startsWith('{') && parts[n] !== ''));
  });
}

/** Fields the schema does not know: the server refuses them, the document does not say so. */
function unknownFields(schema: Schema, body: unknown): string[] {
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref'] ?? ''))?.[1];
  const known = (name && (document!.components.schemas[name]!['properties'] as Schema | undefined)) || null;
  return known && typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body).filter((key) => !(key in known)) : [];
}

/** What the description has against a request; null = nothing. */
export function requestFault(method: string, url: URL, body: unknown): string | null {
  if (!document) return null;
  const at = templateOf(method.toLowerCase(), url.pathname);
  if (!at) return `no such call: ${method} ${url.pathname}`;
  const operation = document.paths[at]![method.toLowerCase()]!;
  const parameters = (operation.parameters ?? []).filter((each) => each.in === 'query').map(({ name }) => name);
  const stray = [...url.searchParams.keys()].find((key) => !parameters.includes(key));
  if (stray) return `${method} ${at}: no parameter ${stray}`;
  const media = operation.requestBody?.content['application/json'];
  if (!media) return body === undefined ? null : `${method} ${at} takes no body`;
  if (body === undefined) return operation.requestBody!.required ? `${method} ${at} without a body` : null;
  const unknown = unknownFields(media.schema, body);
  if (unknown.length > 0) return `${method} ${at}: no field ${unknown.join(', ')}`;
  const fault = faultsOf(validator('paths', at, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'), body);
  return fault && `${method} ${at}: ${fault}`;
}

/** What the description has against an answer of the stand-in; null = nothing. Errors have one form wherever they come. */
export function answerFault(method: string, url: URL, status: number, body: unknown): string | null {
  if (!document) return null;
  if (status >= 400) return faultsOf(validator('components', 'schemas', 'ResponseError'), body);
  const at = templateOf(method.toLowerCase(), url.pathname)!;
  const response = document.paths[at]?.[method.toLowerCase()]?.responses[String(status)];
  if (!response) return `${method} ${at} never answers ${status}`;
  if (!response.content?.['application/json']) return null;
  return faultsOf(validator('paths', at, method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'), body);
}
