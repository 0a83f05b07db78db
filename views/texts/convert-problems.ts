/** Why a file could not become a PDF, and what its owner does. The page names the file beside the sentence. */
export const convertProblems: Record<string, string> = {
  'convert.unknown_type': 'Filtypen kan ikke bruges. Vælg en PDF, en fil fra Word, Excel, PowerPoint eller OpenDocument, RTF, tekst, HTML, en e-mail (.eml) eller et billede (JPEG, PNG, TIFF, HEIC).',
  'convert.damaged': 'Filen er beskadiget og kan ikke laves om til PDF. Åbn den i det program, den kommer fra, gem den som PDF, og vælg den igen.',
  'convert.locked': 'Filen er beskyttet med en adgangskode. Åbn den i det program, den kommer fra, fjern adgangskoden (i Word: Filer > Oplysninger > Beskyt dokument), gem den, og vælg den igen.',
  'convert.outlook': 'Beskeden er gemt i Outlooks eget format (.msg). Gem den som PDF, eller gem den som .eml, og vælg den igen.',
  'convert.swells': 'Filen fylder {megabytes} MB, når den pakkes ud, og det er mere, end der kan laves om til PDF. Gør billederne mindre, eller gem den som PDF, og vælg den igen.',
  'convert.bad_archive': 'Filen er pakket på en måde, som intet kontorprogram bruger, og er ikke åbnet. Åbn den i det program, den kommer fra, gem den som ny fil, og vælg den igen. Kommer den fra en fremmed, så spørg it-afdelingen først.',
  'convert.entities': 'Filen indeholder forkortelser, der kan få den til at svulme op eller hente andre filer, og er ikke åbnet. Kommer den fra en fremmed, så spørg it-afdelingen, før du gør mere ved den.',
  'convert.too_heavy': 'Filen tog for lang tid eller for meget hukommelse at lave om til PDF. Del den i flere filer, eller gem den som PDF i det program, den kommer fra.',
  'convert.picture_too_large': 'Billedet er større, end der kan laves om til PDF. Gem det i en mindre udgave, og vælg det igen.',
  'preserve.no_tool': 'Boksen mangler Ghostscript, så der bliver ikke lavet PDF/A-udgaver. Bed administratoren køre scripts/setup.',
  'preserve.failed': 'PDF/A-udgaven kunne ikke laves. Brevet ligger her, som det blev sendt.',
  'preserve.text_differs': 'PDF/A-udgaven viste ikke den samme tekst og er ikke gemt. Brevet ligger her, som det blev sendt.',
  'preserve.fonts': 'PDF/A-udgaven manglede en skrifttype og er ikke gemt. Brevet ligger her, som det blev sendt.',
  'preserve.not_marked': 'PDF/A-udgaven opfyldte ikke kravene og er ikke gemt. Brevet ligger her, som det blev sendt.',
  'convert.no_office': 'Boksen mangler LibreOffice og kan kun tage imod PDF og billeder. Gem filen som PDF, eller bed administratoren køre scripts/setup.',
  'convert.no_tool': 'Boksen mangler {tool} og kan ikke tage imod {kind}-billeder. Gem billedet som JPEG eller PDF, eller bed administratoren køre scripts/setup.',
};
