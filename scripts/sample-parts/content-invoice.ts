import type { Block, LetterRecipient, LetterSender, SampleLetter } from './types.ts';
import { addressBlock, kroner, withHyphen } from './words.ts';

const goods: [text: string, price: number][] = [
  ['Leje af fællessal inkl. teknik, pr. aften', 1850], ['Førstehjælpskursus, pr. deltager', 695],
  ['Leje af idrætshal, pr. time', 420], ['Kursus i regneark for medarbejdere, pr. hold', 6400],
  ['Forplejning ved virksomhedsbesøg, pr. kuvert', 85], ['Gæsteforelæsning, honorar', 3200],
];

/** An account number with the shape of a CPR number that fails modulus 11, so that it is nobody's. */
function accountLikeCpr(seed: number): string {
  for (let number = 1206800000 + seed; ; number += 1) {
    const sum = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1].reduce((total, weight, place) => total + weight * Number(String(number)[place]), 0);
    if (sum % 11 !== 0) return String(number);
  }
}

/** Faktura: the customer's CVR number among EAN, P-number, order, invoice, phone, account and payment line. */
export function invoiceLetter(recipient: LetterRecipient, sender: LetterSender, pages: number): SampleLetter {
  const seed = Number(recipient.number.slice(-4));
  const invoiceNumber = String(20260000 + (seed % 9000));
  const orderNumber = String(4500000000 + seed * 7);
  const payment = `${String(seed).padStart(4, '0')}260${invoiceNumber}`.padStart(15, '0');
  const account = accountLikeCpr(seed);
  const lines = Array.from({ length: 2 + (seed % 4) }, (_, place) => {
    const [text, price] = goods[(seed + place * 5) % goods.length] ?? goods[0]!;
    const count = 1 + ((seed + place * 3) % 9);
    return { cells: [String(place + 1), text, String(count), kroner(price), kroner(price * count)], amount: price * count };
  });
  const net = lines.reduce((sum, line) => sum + line.amount, 0);
  const table: Block = {
    kind: 'table', total: true,
    columns: [{ title: 'Nr.', share: 0.07 }, { title: 'Tekst', share: 0.47 }, { title: 'Antal', share: 0.1, right: true }, { title: 'Stk. pris', share: 0.17, right: true }, { title: 'Beløb i kr.', share: 0.19, right: true }],
    rows: [...lines.map((line) => line.cells), ['', 'Subtotal', '', '', kroner(net)], ['', 'Moms 25 %', '', '', kroner(net / 4)], ['', 'I alt til betaling', '', '', kroner(net * 1.25)]],
  };
  const first: Block[] = [
    { kind: 'facts', rows: [
      ['Jeres ordrenr.', orderNumber], ['Rekvirent', 'Indkøbsafdelingen, tlf. 86 99 17 42'],
      ...(recipient.ean ? [['EAN-nr.', recipient.ean] as [string, string]] : []), ...(recipient.productionUnit ? [['P-nr.', recipient.productionUnit] as [string, string]] : []),
      ['Leveret', '02-11-2026 til 13-11-2026'],
    ] },
    table,
    { kind: 'paragraph', text: 'Betalingsbetingelser: netto 30 dage, forfald den 20. december 2026. Ved for sen betaling beregnes rente efter renteloven og et rykkergebyr på 100,00 kr.' },
    { kind: 'facts', rows: [['Reg.nr.', '9999'], ['Kontonr.', account], ['IBAN', `DK39 9999 ${account.slice(0, 4)} ${account.slice(4, 8)} ${account.slice(8)}`], ['Betalingslinje', `+71<${payment}+87654321<`]] },
    { kind: 'paragraph', text: `Angiv venligst fakturanr. ${invoiceNumber} ved betaling. Spørgsmål til fakturaen: regnskabskontoret, telefon 70 99 12 38.` },
  ];
  const extra: Block[][] = Array.from({ length: Math.max(0, pages - 1) }, (): Block[] => [
    { kind: 'heading', text: 'Specifikation' },
    { kind: 'paragraph', text: 'Ydelserne er leveret efter aftale mellem virksomheden og skolen. Lokaler er stillet til rådighed fra kl. 17.00, og oprydning er indeholdt i prisen.' },
    { kind: 'list', items: ['Adgang til parkering ved indgang B', 'Nøglekort afleveres på kontoret', 'Skader meldes inden for to hverdage'] },
  ]);
  return {
    recipient: { kind: recipient.kind, number: recipient.number },
    to: addressBlock(recipient),
    head: [['Fakturanr.', invoiceNumber], ['Fakturadato', '20-11-2026'], [recipient.kind === 'cvr' ? 'CVR-nr.' : 'Cpr-nr.', recipient.kind === 'cvr' ? recipient.number : withHyphen(recipient.number)], ['Kundenr.', String(10000 + (seed % 997))], ['Side', `1 af ${pages}`]],
    title: `Faktura ${invoiceNumber}`,
    pages: [first, ...extra],
    decoys: [
      { page: 1, number: invoiceNumber, why: 'invoice number' }, { page: 1, number: orderNumber, why: 'order number' },
      { page: 1, number: account, why: 'bank account with the shape of a CPR number' }, { page: 1, number: '86991742', why: 'phone' },
      ...(recipient.ean ? [{ page: 1, number: recipient.ean, why: 'EAN' }] : []), ...(recipient.productionUnit ? [{ page: 1, number: recipient.productionUnit, why: 'P-number' }] : []),
      { page: 1, number: '87654321', why: 'creditor number of the payment line' },
    ],
  };
}
