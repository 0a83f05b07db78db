/** The minutes after Afsend in which a dispatch can be brought back, and the recall of single letters. */
export const undo = {
  heading: (at: string) => `Afsendelsen begynder kl. ${at}`,
  left: (seconds: number) => (seconds <= 0 ? 'Brevene bliver gjort klar nu' : `Om ${Math.floor(seconds / 60)} min. ${String(seconds % 60).padStart(2, '0')} sek.`),
  /** The same for the script, which fills in {m} and {s}. */
  leftPattern: 'Om {m} min. {s} sek.',
  leftNone: 'Brevene bliver gjort klar nu',
  lead: 'Indtil da er intet sendt, og intet ligger i arkivet. Fortryder du, bliver afsendelsen en kladde igen, som kan rettes.',
  undo: 'Fortryd',
  now: 'Send nu',
  recall: 'Kald tilbage',
  recallLabel: (who: string) => `brevet til ${who}`,
  recallTitle: (who: string) => `Vil du kalde brevet til ${who} tilbage?`,
  recallConsequence: 'Brevet er ikke afleveret til Digital Post endnu. Kalder du det tilbage, bliver det annulleret og ikke sendt. De andre breve bliver sendt. Skal det sendes alligevel, uploader du det igen.',
  recallButton: 'Kald brevet tilbage',
  keep: 'Lad det blive sendt',
  tooLate: 'Brevet kan ikke kaldes tilbage. Det er allerede sendt eller afsluttet.',
};
