/** The list and report of a dispatch. */
export const listing = {
  headings: { ordinal: 'Nr.', name: 'Modtager', className: 'Klasse', number: 'Nummer', role: 'Kopi', pages: 'Sider', state: 'Tilstand', reason: 'Grund', handedOver: 'Afleveret', delivered: 'Modtaget' },
  csvName: 'afsendelse.csv',
  pdfName: 'afsendelse.pdf',
  list: 'Hent listen',
  report: 'Hent rapport (PDF)',
  submitted: (at: string, by: string) => (at ? `Sendt ${at} af ${by}` : `Ikke sendt. Oprettet af ${by}`),
  made: (at: string, by: string) => `Rapporten er lavet ${at} af ${by}`,
  page: (page: number, pages: number) => `Side ${page} af ${pages}`,
  resend: (letters: number) => (letters === 1 ? 'Send det fejlede brev igen' : `Send de ${letters} fejlede breve igen`),
  openCase: 'Sagen',
};
