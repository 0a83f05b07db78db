import { expect, test } from 'bun:test';
import { sources, type Source } from './source.ts';

// design.md: never a CPR number in a URL of ours. What a person types may be one, so a form that takes
// free text is posted; a form whose fields are chosen, counted or hidden may be asked for by its address.
const harmless = /type="(hidden|number|radio|checkbox|submit)"/;

const typedIntoAddress = (all: Source[]) => all.flatMap(({ path, text }) => [...text.matchAll(/<form\b[\s\S]*?<\/form>/g)].flatMap(([form]) => {
  if (/method="post"/.test(form)) return [];
  return [...form.matchAll(/<(?:input|textarea)\b[^>]*>/g)].filter(([field]) => !harmless.test(field)).map(([field]) => `${path}: ${field.slice(0, 60)}`);
}));

test('what is typed never lands in an address', () => {
  expect(typedIntoAddress(sources('views/**/*.tsx'))).toEqual([]);
});

test('the guard sees a form that puts text into its address', () => {
  const planted = [
    { path: 'a.tsx', text: '<form method="get" action="/x"><input name="find" type="search" /></form>' },
    { path: 'b.tsx', text: '<form action="/x"><input type="hidden" name="a" /><textarea name="note"></textarea></form>' },
    { path: 'c.tsx', text: '<form method="post" action="/x"><input name="find" type="search" /></form><form method="get"><input type="number" name="side" /></form>' },
  ];
  expect(typedIntoAddress(planted).map((each) => each.slice(0, 5))).toEqual(['a.tsx', 'b.tsx']);
});
