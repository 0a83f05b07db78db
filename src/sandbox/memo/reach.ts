import { nameOf } from './structure.ts';
import type { XmlElement } from './document.ts';

/** The first child of that grammar name, or undefined. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((entry) => nameOf(entry) === name);
}

/** Every child of that name. */
export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((entry) => nameOf(entry) === name) ?? [];
}

/** The text of a value, reached by names from `element`; undefined where it is absent. */
export function value(element: XmlElement | undefined, ...names: string[]): string | undefined {
  return names.reduce((at, name) => child(at, name), element)?.text;
}

/** True for the boolean texts of XML Schema that mean true; absent is false (facts 1.3: default false). */
export function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^\s*(true|1)\s*$/.test(text);
}

/** An element and everything below it, in order. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const below of element.children) yield* everyElement(below);
}
