import type { Block, LetterRecipient, LetterSender, SampleLetter } from './types.ts';
import { addressBlock, firstName, withHyphen } from './words.ts';

const lines: Record<string, string> = {
  a: 'samfundsfag A, engelsk A og matematik B', b: 'bioteknologi A, matematik A og fysik B',
  c: 'musik A, engelsk A og psykologi C', x: 'matematik A, fysik A og kemi B',
};

const practical: Block[] = [
  { kind: 'heading', text: 'Praktiske oplysninger' },
  { kind: 'paragraph', text: 'Den første uge er introduktionsuge. Undervisningen følger skemaet nedenfor, og alle elever skal deltage. Fra mandag den 17. august gælder det almindelige skema, som du finder i studieadministrationen.' },
  {
    kind: 'table',
    columns: [{ title: 'Dag', share: 0.24 }, { title: 'Tid', share: 0.18 }, { title: 'Indhold', share: 0.38 }, { title: 'Sted', share: 0.2 }],
    rows: [
      ['Mandag 10. august', '09.00-13.30', 'Velkomst i fællessalen, klassemøde og rundvisning', 'Fællessalen'],
      ['Tirsdag 11. august', '08.15-15.00', 'It-introduktion, udlevering af bøger', 'Biblioteket'],
      ['Onsdag 12. august', '08.15-15.00', 'Fagdag i studieretningen', 'Lokale 2.14'],
      ['Torsdag 13. august', '08.15-14.10', 'Idræts- og samarbejdsdag ved Ravnsø', 'Søbredden'],
      ['Fredag 14. august', '08.15-12.00', 'Samtaler med tutorlærere, fælles frokost', 'Kantinen'],
    ],
  },
  { kind: 'heading', text: 'Det skal du medbringe' },
  { kind: 'list', items: [
    'Billedlegitimation, så vi kan udstede dit studiekort',
    'Egen bærbar computer; skolen låner ud, hvis du ikke har en',
    'Idrætstøj og udendørs fodtøj torsdag den 13. august',
    'Eventuel dokumentation for ordblindhed eller andre særlige behov (SPS)',
  ] },
  { kind: 'heading', text: 'Betaling for kopier og ekskursioner' },
  { kind: 'paragraph', text: 'Beløbet til undervisningsmaterialer er 450,00 kr. og betales senest den 1. september 2026 til skolens konto, reg.nr. 9999, kontonr. 0904076215. Skriv klasse og navn i meddelelsen. Spørgsmål om betaling rettes til regnskabskontoret på telefon 70 99 12 38.' },
  { kind: 'paragraph', text: 'Ønsker du alligevel ikke pladsen, skal du give os besked senest den 1. juli 2026, så den kan gå videre til en ansøger på ventelisten.' },
];

const rules: Block[] = [
  { kind: 'heading', text: 'Uddrag af skolens studie- og ordensregler' },
  { kind: 'paragraph', text: 'Du har pligt til at deltage aktivt i undervisningen og til at aflevere skriftlige opgaver til tiden. Fravær registreres for hver lektion, uanset årsag.' },
  { kind: 'list', items: ['Sygdom meldes samme morgen inden kl. 08.00', 'Længere sygdom dokumenteres efter aftale med studievejlederen', 'Alkohol og rusmidler er ikke tilladt på skolen', 'Kildeangivelse kræves i alle skriftlige arbejder'] },
  { kind: 'paragraph', text: 'Reglerne kan læses i deres helhed på skolens hjemmeside og gælder også på studieture, ekskursioner og ved arrangementer i skolens navn.' },
];

/** Optagelsesbrev: the CPR number stands in the head with a label; account and phone numbers on page two. */
export function admissionLetter(recipient: LetterRecipient, sender: LetterSender, pages: number): SampleLetter {
  const className = recipient.className ?? '1.a';
  const line = className.includes('hf') ? 'den 2-årige hf-uddannelse' : `stx med studieretningen ${lines[className.slice(-1)] ?? lines.a}`;
  const first: Block[] = [
    { kind: 'paragraph', text: `Kære ${firstName(recipient.name)}` },
    { kind: 'paragraph', text: `Tillykke! Vi har den glæde at meddele, at du er optaget på ${sender.name} fra skoleåret 2026/27. Du er optaget på ${line}, og du begynder i klasse ${className}.` },
    { kind: 'facts', rows: [
      ['Første skoledag', 'Mandag den 10. august 2026 kl. 09.00'], ['Mødested', `Fællessalen, ${sender.address.street}`],
      ['Klasse', className], ['Studievejleder', 'Ditte Ravn-Petersen'], ['2. fremmedsprog', 'Tysk, fortsættersprog'],
    ] },
    { kind: 'paragraph', text: 'Optagelsen sker på grundlag af din uddannelsesparathedsvurdering og resultaterne fra folkeskolens prøver. Har du fået ændret din vurdering efter ansøgningen, skal du kontakte os hurtigst muligt.' },
    { kind: 'paragraph', text: 'I løbet af grundforløbet vælger du endelig studieretning. Valget sker i oktober efter samtaler med dine lærere og en studievejleder, og det er derfor ikke bindende, hvad du skrev i ansøgningen.' },
    { kind: 'paragraph', text: 'Er du under 18 år ved skolestart, beder vi dine forældre om at læse brevet sammen med dig. På næste side finder du programmet for den første uge og en liste over det, du skal have med.' },
    { kind: 'paragraph', text: 'Vi glæder os til at byde dig velkommen.' },
    { kind: 'signature', name: 'Birgit Nørgaard', title: 'Rektor' },
  ];
  const extra = Array.from({ length: Math.max(0, pages - 1) }, (_, place) => (place % 2 === 0 ? practical : rules));
  return {
    recipient: { kind: recipient.kind, number: recipient.number },
    to: addressBlock(recipient),
    head: [['Dato', '18. juni 2026'], [recipient.kind === 'cpr' ? 'Cpr-nr.' : 'CVR-nr.', recipient.kind === 'cpr' ? withHyphen(recipient.number) : recipient.number], ['Klasse', className], ['Sagsbehandler', 'Lise Overgaard'], ['Direkte tlf.', '70 99 12 35']],
    title: 'Optagelse på Birkelund Gymnasium',
    pages: [first, ...extra],
    decoys: extra.flatMap((blocks, place) => (blocks === practical ? [
      { page: place + 2, number: '0904076215', why: 'bank account with the shape of a CPR number' }, { page: place + 2, number: '70991238', why: 'phone' },
    ] : [])),
  };
}
