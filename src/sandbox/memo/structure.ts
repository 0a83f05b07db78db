import type { XmlElement } from './document.ts';
import { grammar, prefixOf } from './grammar.ts';
import { valueRules } from './values.ts';

/** One rule broken: a dotted code, where (names from the root, no values), and a sentence in English. */
export type Violation = { code: string; path: string; message: string };

/** An element's name as the grammar writes it; null in a namespace MeMo does not know. */
export function nameOf(element: XmlElement): string | null {
  const prefix = prefixOf[element.namespace];
  return prefix === undefined ? null : prefix + element.name;
}

/** Checks an element and all in it against the grammar: names, order, numbers, value types, prefixes, attributes. */
export function checkStructure(element: XmlElement, name: string, path: string, found: Violation[]): void {
  const sequence = grammar.get(name)!;
  if (/[^ \t\n]/.test(element.text)) found.push({ code: 'memo.text.not.allowed', path, message: 'Text between elements' });
  let place = 0;
  let taken = 0;
  let reported = false;
  const say = (code: string, child: string, message: string) => {
    // One complaint about the sequence of each element: after the first, places no longer mean anything.
    if (!reported) found.push({ code, path: `${path}/${child}`, message });
    reported = true;
  };
  for (const child of element.children) {
    const childName = nameOf(child) ?? child.name;
    checkNames(child, `${path}/${child.name}`, found);
    const right = sequence.findIndex((particle) => particle.names.has(childName));
    if (right === -1 || nameOf(child) === null) {
      say('memo.element.unknown', child.name, 'An element that is not known here');
      continue;
    }
    if (right < place) say('memo.element.order', child.name, 'An element after one that it must precede');
    for (; place < right; place += 1, taken = 0) {
      if (taken >= sequence[place]!.minimum) continue;
      // A required element that stands further down is misplaced, not missing.
      const later = element.children.some((entry) => sequence[place]!.names.has(nameOf(entry) ?? ''));
      if (later) say('memo.element.order', child.name, 'An element before one that it must follow');
      else say('memo.element.missing', firstName(place), 'A required element is missing');
    }
    if (right === place) taken += 1;
    if (taken > sequence[place]!.maximum) say('memo.element.repeated', child.name, 'An element too many times');
    const type = sequence[right]!.names.get(childName)!;
    if (type === null) checkStructure(child, childName, `${path}/${child.name}`, found);
    else checkValue(child, type, `${path}/${child.name}`, found);
  }
  for (; place < sequence.length; place += 1, taken = 0) {
    if (taken < sequence[place]!.minimum) say('memo.element.missing', firstName(place), 'A required element is missing');
  }

  function firstName(index: number): string {
    return [...sequence[index]!.names.keys()][0]!.replace(/^[a-z]+:/, '');
  }
}

function checkValue(element: XmlElement, type: string, path: string, found: Violation[]): void {
  if (element.children.length > 0) {
    found.push({ code: 'memo.element.unknown', path: `${path}/${element.children[0]!.name}`, message: 'An element inside a value' });
    return;
  }
  const wrong = valueRules[type]!(element.text);
  if (wrong) found.push({ code: `${dotted(element.name)}.${wrong}`, path, message: `The value of ${element.name} breaks its type` });
}

/** Prefix and attributes of an element below the root. */
function checkNames(element: XmlElement, path: string, found: Violation[]): void {
  if (nameOf(element) === element.name && element.prefix !== 'memo') {
    found.push({ code: 'memo.prefix.required', path, message: 'MeMo elements carry the prefix memo:' });
  }
  if (element.attributes.length > 0) found.push({ code: 'memo.attribute.unknown', path, message: 'An attribute that MeMo does not have' });
}

/** `doNotDeliverUntilDate` to `do.not.deliver.until.date`, as the platform writes its codes. */
export function dotted(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1.$2').toLowerCase();
}
