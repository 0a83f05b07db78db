import type { Block, Column, LetterRecipient, LetterSender, SampleLetter } from './types.ts';
import { addressBlock, firstName, withHyphen } from './words.ts';

const columns: Column[] = [{ title: 'Dato', share: 0.2 }, { title: 'Modul', share: 0.16 }, { title: 'Fag', share: 0.24 }, { title: 'Registreret som', share: 0.4 }];
const subjects = ['Matematik A', 'Dansk A', 'Engelsk A', 'Samfundsfag B', 'Historie A', 'Kemi C', 'Idræt C', 'Tysk fortsætter B'];
const reasons = ['Udeblevet uden besked', 'For sent fremmøde (over 15 min.)', 'Sygdom, ikke meldt', 'Udeblevet uden besked', 'Forladt undervisningen før tid'];

/** `count` school days back in time from 20 November 2026, the same for the same student. */
function rows(start: number, count: number): string[][] {
  return Array.from({ length: count }, (_, place) => {
    const day = new Date(Date.UTC(2026, 10, 20 - (start + place) * 3));
    if (day.getUTCDay() === 0) day.setUTCDate(day.getUTCDate() - 2);
    if (day.getUTCDay() === 6) day.setUTCDate(day.getUTCDate() - 1);
    const pick = start * 3 + place * 5;
    return [
      `${String(day.getUTCDate()).padStart(2, '0')}-${String(day.getUTCMonth() + 1).padStart(2, '0')}-2026`,
      `${1 + (pick % 4)}. modul`, subjects[pick % subjects.length] ?? '', reasons[(start + place * 2 + (pick % 3)) % reasons.length] ?? '',
    ];
  });
}

const complaint: Block[] = [
  { kind: 'heading', text: 'Bilag 2: Regler og klagevejledning' },
  { kind: 'paragraph', text: 'Advarslen er givet efter bekendtgørelse nr. 1338 af 9. december 2019 om studie- og ordensregler i de gymnasiale uddannelser og efter skolens egne regler.' },
  { kind: 'list', items: [
    'En skriftlig advarsel gælder i et år fra brevets dato',
    'Fortsætter forsømmelserne, kan rektor beslutte, at du skal aflægge prøve i alle fag',
    'Rektor kan i sidste ende beslutte, at du udskrives af skolen',
    'Din SU kan blive stoppet, hvis du ikke er studieaktiv',
  ] },
  { kind: 'paragraph', text: 'Du kan klage over afgørelsen til skolen senest 10 dage efter, at du har modtaget brevet. Fastholder skolen sin afgørelse, sendes klagen videre til Styrelsen for Undervisning og Kvalitet sammen med skolens udtalelse, som du får lejlighed til at kommentere inden for en uge.' },
  { kind: 'paragraph', text: 'Er du under 18 år, kan også indehaveren af forældremyndigheden klage. En klage har ikke opsættende virkning, medmindre rektor bestemmer andet.' },
  { kind: 'paragraph', text: 'Klagen sendes til skolens kontor. Mærk den med journalnummeret øverst på brevets første side.' },
];

/** Skriftlig advarsel om fravær: label "Personnummer", a table of dates, one to three pages. */
export function absenceLetter(recipient: LetterRecipient, sender: LetterSender, pages: number): SampleLetter {
  const seed = Number(recipient.number.slice(-2));
  const percent = 12 + (seed % 17);
  const annex: Block[] = [
    { kind: 'heading', text: 'Bilag 1: Opgørelse af fravær' },
    { kind: 'paragraph', text: `Opgørelsen viser de seneste registreringer for ${recipient.name}, ${recipient.className ?? ''} i perioden 10. august til 20. november 2026. Den samlede opgørelse findes i studieadministrationen.` },
    { kind: 'table', columns, rows: rows(seed % 5, 16) },
  ];
  const first: Block[] = [
    { kind: 'paragraph', text: `Kære ${firstName(recipient.name)}` },
    { kind: 'paragraph', text: `Skolen har den 20-11-2026 gjort dit fravær op til ${percent} % fysisk fravær og ${percent - 7} % skriftligt fravær. Det er mere, end skolens studieregler tillader, og du får derfor hermed en skriftlig advarsel.` },
    { kind: 'paragraph', text: 'Advarslen gives, efter at du den 2. november 2026 fik en mundtlig påmindelse af din studievejleder og den 9. november blev hørt om sagen. Dine bemærkninger indgår i afgørelsen, men de har ikke ændret vores vurdering.' },
    ...(pages === 1 ? [{ kind: 'table' as const, columns, rows: rows(seed % 5, 8) }] : []),
    { kind: 'paragraph', text: 'Vi forventer, at du fra i dag møder til al undervisning og afleverer de manglende opgaver senest den 11. december 2026. Din studievejleder indkalder dig til en opfølgende samtale den 14-12-2026 kl. 12.40 i lokale 1118.' },
    { kind: 'paragraph', text: 'Har du spørgsmål, er du velkommen til at ringe til studievejlederen på tlf. 70991241 eller skrive en besked i studieadministrationen.' },
    ...(pages > 1 ? [{ kind: 'paragraph' as const, text: `Brevet har ${pages - 1} bilag: opgørelsen af dit fravær${pages > 2 ? ' og skolens klagevejledning' : ''}.` }] : []),
    { kind: 'signature', name: 'Henrik Lauridsen', title: 'Uddannelseschef' },
  ];
  const extra = Array.from({ length: Math.max(0, pages - 1) }, (_, place) => (place % 2 === 0 ? annex : complaint));
  const journal = `2026-${String(31000 + seed * 13)}`;
  return {
    recipient: { kind: recipient.kind, number: recipient.number },
    to: addressBlock(recipient),
    head: [['Dato', '23-11-2026'], [recipient.kind === 'cpr' ? 'Personnummer' : 'CVR-nr.', recipient.kind === 'cpr' ? withHyphen(recipient.number) : recipient.number], ['Klasse', recipient.className ?? ''], ['Journalnr.', journal]],
    title: 'Skriftlig advarsel om fravær',
    pages: [first, ...extra],
    decoys: [{ page: 1, number: '70991241', why: 'phone' }],
  };
}
