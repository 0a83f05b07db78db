import { Problem } from '../../../core/errors.ts';
import { parseXml, type XmlElement } from './parse.ts';
import { attributeOf, versionOf } from './read.ts';
import { messageFaults } from './rules.ts';
import { childrenOf, valueTypeOf, type Child, type MemoVersion } from './structure.ts';
import { valueFault } from './values.ts';
import { childPaths, violation, type Violation } from './violation.ts';

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

function attributeViolations(element: XmlElement, path: string, version: MemoVersion): Violation[] {
  const isRoot = element.key === 'memo:Message';
  const faults = element.attributes
    .filter(({ uri, local }) => uri !== schemaInstance && !(isRoot && uri === '' && /^memo(Sch)?Version$/.test(local)))
    .map(({ local }) => violation(path, 'unknown_attribute', { name: local }));
  if (!isRoot) return faults;
  const schemaVersion = attributeOf(element, 'memoSchVersion');
  if (!/^\s*1\.[12]\s*$/.test(attributeOf(element, 'memoVersion') ?? '')) faults.push(violation(path, 'version'));
  if ((schemaVersion !== null) !== (version === '1.1')) faults.push(violation(path, 'schema_version'));
  return faults;
}

function structureViolations(element: XmlElement, children: readonly Child[], path: string, paths: string[]): Violation[] {
  const faults: Violation[] = [];
  const places = new Map(children.map(({ key }, place) => [key, place]));
  const counts = new Map<string, number>();
  let furthest = 0;
  for (const [index, child] of element.children.entries()) {
    const place = places.get(child.key);
    if (place === undefined) {
      faults.push(violation(paths[index]!, 'unknown_element'));
      continue;
    }
    counts.set(child.key, (counts.get(child.key) ?? 0) + 1);
    if (place < furthest) faults.push(violation(paths[index]!, 'order'));
    furthest = Math.max(furthest, place);
  }
  for (const { key, minimum, maximum } of children) {
    const count = counts.get(key) ?? 0;
    const childPath = `${path}/${key.slice(key.indexOf(':') + 1)}`;
    if (count < minimum) faults.push(violation(childPath, 'missing'));
    if (count > maximum) faults.push(violation(childPath, 'too_many', { max: maximum, count }));
  }
  return faults;
}

function walk(element: XmlElement, path: string, version: MemoVersion, faults: Violation[]) {
  faults.push(...attributeViolations(element, path, version));
  const children = childrenOf(element.key, version);
  if (children === undefined) {
    if (element.children.length > 0) faults.push(violation(path, 'elements_in_value'));
    const fault = valueFault(valueTypeOf(element.key), element.text);
    if (fault !== null) faults.push(violation(path, fault.rule, fault.values));
    return;
  }
  if (/\S/.test(element.text)) faults.push(violation(path, 'stray_text'));
  const paths = childPaths(element, path);
  faults.push(...structureViolations(element, children, path, paths));
  for (const [index, child] of element.children.entries()) {
    if (children.some(({ key }) => key === child.key)) walk(child, paths[index]!, version, faults);
  }
}

/**
 * Every rule of MeMo 1.1 or 1.2 the message breaks: the schema's (facts: digital-post 1.2, 1.3) and those
 * the schema does not know (1.4, 1.5). Empty = in order. Never throws for what the message holds.
 */
export function checkMemo(xml: Uint8Array): Violation[] {
  let root: XmlElement;
  try {
    root = parseXml(xml);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return [violation('/', fault.reason.replace('memo.', ''), fault.values)];
  }
  if (root.key !== 'memo:Message') return [violation('/', 'not_memo')];
  const faults: Violation[] = [];
  walk(root, '/Message', versionOf(root), faults);
  return [...faults, ...messageFaults(root)];
}
