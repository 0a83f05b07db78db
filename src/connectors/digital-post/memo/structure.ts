import { structures, structures11, valueTypes, type ValueType } from './tables.ts';

/** One child in a structure: its key (`memo:label`) and how often it may stand there. */
export type Child = { key: string; minimum: number; maximum: number };
export type MemoVersion = '1.1' | '1.2';
type Structures = ReadonlyMap<string, readonly Child[]>;

function parseChild(word: string): Child {
  const match = /^(?:(\w+):)?(\w+)(?:([?*+])|\{(\d+)\})?$/.exec(word);
  if (match === null) throw new Error(`structure: ${word}`);
  const [, prefix = 'memo', name, often, most] = match;
  return {
    key: `${prefix}:${name}`,
    minimum: often === '?' || often === '*' || most !== undefined ? 0 : 1,
    maximum: most !== undefined ? Number(most) : often === '*' || often === '+' ? Infinity : 1,
  };
}

function parseStructures(texts: Record<string, string>): Structures {
  return new Map(Object.entries(texts).map(([key, text]) => [key, text.split(' ').map(parseChild)]));
}

const byVersion: Record<MemoVersion, Structures> = {
  '1.1': parseStructures({ ...structures, ...structures11 }),
  '1.2': parseStructures(structures),
};

/** The children of an element in their order, or undefined where it holds a value. */
export const childrenOf = (key: string, version: MemoVersion): readonly Child[] | undefined => byVersion[version].get(key);

/** The type of the value a leaf holds. */
export const valueTypeOf = (key: string): ValueType => valueTypes[key] ?? 'text';
