import { describe, expect, test } from 'bun:test';
import { cprChecksum, cvrChecksum, parseCpr, parseCvr } from '../../src/numbers/index.ts';

// An oracle in another language by other people: Debian's python3-stdnum.
const python = '/usr/bin/python3';
const present = Bun.which(python) !== null && Bun.spawnSync([python, '-c', 'import stdnum.dk.cpr']).exitCode === 0;
if (!present) console.log('2 skipped: numbers against python3-stdnum, which is not installed');

/** What Python answers for each number, one a line. */
function ask(script: string, numbers: string[]): string[] {
  const child = Bun.spawnSync([python, '-c', script], { stdin: new TextEncoder().encode(numbers.join('\n')) });
  if (child.exitCode !== 0) throw new Error(child.stderr.toString());
  return child.stdout.toString().trimEnd().split('\n');
}

/** The same numbers in every run; `spread` makes many of them plausible dates. */
function numbers(count: number, length: number, spread: (digits: string, n: number) => string): string[] {
  let seed = 20261124;
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Array.from({ length: count }, (_, n) => spread(Array.from({ length }, () => Math.floor(next() * 10)).join(''), n));
}

describe.skipIf(!present)('numbers agree with python3-stdnum', () => {
  test('CPR: which dates exist, when somebody was born, and the sum', () => {
    const all = numbers(20_000, 10, (digits, n) => (n % 4 === 0 ? digits : `${String(1 + (n % 31)).padStart(2, '0')}${String(1 + (n % 12)).padStart(2, '0')}${digits.slice(4)}`));
    const script = `import sys
from stdnum.dk import cpr
for line in sys.stdin.read().split():
    try: born = cpr.get_birth_date(line).isoformat()
    except Exception: born = '-'
    print(born, cpr.checksum(line) == 0)`;
    const differ = ask(script, all).flatMap((answer, n) => {
      const [born, sum] = answer.split(' ');
      const ours = parseCpr(all[n]!, new Date('2026-11-24T12:00:00Z'));
      const birthDay = ours && !ours.replacement ? ours.birthDay : '-';
      // It refuses who is not born yet; here such a number is only implausible, by its age.
      const same = birthDay === born || (born === '-' && birthDay > '2026');
      return same && cprChecksum(all[n]!) === (sum === 'True') ? [] : [`${n}: ${birthDay} ${born} ${sum}`];
    });
    expect(differ).toEqual([]);
  });

  test('CVR', () => {
    const all = numbers(20_000, 8, (digits) => digits);
    const answers = ask('import sys\nfrom stdnum.dk import cvr\nfor line in sys.stdin.read().split(): print(cvr.is_valid(line))', all);
    expect(answers.filter((answer) => answer === 'True').length).toBeGreaterThan(1000);
    expect(answers.flatMap((answer, n) => ((parseCvr(all[n]!) !== null && cvrChecksum(all[n]!)) === (answer === 'True') ? [] : [n]))).toEqual([]);
  });
});
