import type { Reading } from '../../src/numbers/index.ts';
import type { Truth } from '../../scripts/sample-parts/types.ts';

/** Everything a reading got wrong against the truth, in words; empty = as wanted. Numbers are invented, so they may be shown. */
export function faultsOf(reading: Reading, truth: Truth): string[] {
  const faults: string[] = [];
  const blocked = reading.ownerless.length > 0 || reading.letters.some((letter) => letter.certainty === 'doubtful');
  const sure = reading.letters.filter((letter) => letter.certainty === 'sure');
  if (reading.pages !== truth.pages) faults.push(`${reading.pages} pages read, there are ${truth.pages}`);
  for (const letter of sure) {
    const at = `pages ${letter.pages.join(',')}`;
    for (const page of letter.pages) {
      const owner = truth.letters.find((one) => one.pages.includes(page));
      if (!owner) faults.push(`WRONG SURE: ${at}: page ${page} is for nobody, said ${letter.recipient?.number}`);
      else if (owner.recipient?.number !== letter.recipient?.number && !(owner.certainty === 'any' && blocked)) faults.push(`WRONG SURE: ${at}: page ${page} belongs to ${owner.recipient?.number}, said ${letter.recipient?.number}`);
      else if (owner.certainty === 'doubtful') faults.push(`TOO SURE: ${at} (${letter.evidence.join(' ')})`);
    }
    const decoy = truth.decoys.find((one) => letter.pages.includes(one.page) && one.number === letter.recipient?.number);
    if (decoy) faults.push(`DECOY SURE: ${at}: ${decoy.number} (${decoy.why})`);
  }
  for (const wanted of truth.letters) {
    const number = wanted.recipient?.number ?? '';
    const same = reading.letters.find((letter) => letter.pages.join() === wanted.pages.join() && letter.recipient?.number === number);
    const named = reading.letters.some((letter) => letter.pages.some((page) => wanted.pages.includes(page)) && [letter.recipient, ...letter.alternatives].some((one) => one?.number === number));
    const got = reading.letters.filter((letter) => letter.pages.some((page) => wanted.pages.includes(page))).map((letter) => `${letter.pages.join(',')}: ${letter.recipient?.number ?? 'none'} ${letter.certainty} (${letter.evidence.join(' ')})`).join('; ');
    if (wanted.certainty === 'sure' && !same) faults.push(`NOT FOUND: pages ${wanted.pages.join(',')} ${number}; got ${got}`);
    else if (wanted.certainty === 'sure' && same?.certainty !== 'sure') faults.push(`ONLY DOUBTFUL: pages ${wanted.pages.join(',')} ${number}: ${same?.evidence.join(' ')}`);
    else if (!named) faults.push(`NOT NAMED: pages ${wanted.pages.join(',')} ${number}; got ${got}`);
  }
  for (const page of reading.unreadable) faults.push(`unreadable page ${page}`);
  return faults;
}
