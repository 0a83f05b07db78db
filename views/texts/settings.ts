import type { SettingKey } from '../../src/settings/index.ts';

export type SettingWords = { label: string; hint?: string };

/** The label and hint of every setting. */
export const settingWords: Record<SettingKey, SettingWords> = {
  'school.name': { label: 'Skolens navn', hint: 'Står øverst på alle sider.' },
  'sender.cvr': { label: 'Afsenderens CVR-nummer', hint: 'Otte cifre. Det skal være det samme som i systemcertifikatet.' },
  'sender.label': { label: 'Afsenderens navn', hint: 'Sådan står skolen i modtagerens postkasse.' },
  'sender.contactPoint': { label: 'Kontaktpunkt', hint: 'Hvor svar skal hen. Kan være tomt.' },
  'digitalPost.baseUrl': { label: 'Adresse på Digital Post', hint: 'Begynder med https:// og slutter uden skråstreg.' },
  'digitalPost.apiToken': { label: 'Systemets nøgle', hint: 'Lad feltet stå tomt for at beholde den, der er gemt.' },
  'digitalPost.timeoutSeconds': { label: 'Vent på svar, sekunder' },
  'digitalPost.concurrency': { label: 'Breve ad gangen' },
  'digitalPost.callsPerSecond': { label: 'Opslag i sekundet, højst' },
  'digitalPost.massFrom': { label: 'Aflever samlet fra, antal breve', hint: 'Har en afsendelse mindst så mange breve, afleveres de i pakker. Skriv 0, hvis hvert brev skal afleveres for sig.' },
  'digitalPost.massLetters': { label: 'Breve i en pakke, højst' },
  'digitalPost.massMegabytes': { label: 'Største pakke, MB', hint: 'Regnet før pakken komprimeres.' },
  'digitalPost.receiptSeconds': { label: 'Hent kvitteringer hvert, sekunder' },
  'receiving.fetch': { label: 'Hent skolens post', hint: 'Slå fra, hvis et andet system henter den.' },
  'receiving.maxMegabytes': { label: 'Største brev, der hentes, MB' },
  'receiving.unansweredDays': { label: 'Dage, før et ubesvaret brev fremhæves', hint: 'Gælder breve, der kan besvares, og som nogen har fået.' },
  'sending.unknownHours': { label: 'Timer, før du selv kan afgøre et ukendt udfald', hint: 'Så længe kan en kvittering nå frem.' },
  'sending.keepMergeDays': { label: 'Behold flettefilen, dage', hint: 'Regnes fra det sidste brev er afgjort. Derefter destrueres den; brevene på sagerne bliver.' },
  'sending.platformHolds': { label: 'Lad Digital Post holde udskudte breve', hint: 'Ellers venter de her og afleveres på dagen.' },
  'archive.pdfA': { label: 'Lav en PDF/A-2b-udgave af hvert afsendt brev', hint: 'Den bliver lavet af Ghostscript, når boksen har tid, og lagt ved siden af brevet, som det blev sendt. Uden Ghostscript bliver der ikke lavet nogen.' },
  'sending.undoMinutes': { label: 'Tid til at fortryde en afsendelse, minutter', hint: 'Så længe kan et klik bringe afsendelsen tilbage til kladde. Skriv 0, hvis brevene skal af sted med det samme.' },
  'paper.sender': { label: 'Afsender på forsider', hint: 'Navn og adresse på én linje over modtagerens. Tomt: afsenderens navn.' },
  'paper.windowLeft': { label: 'Rude: fra arkets venstre kant, mm', hint: 'Hvor adressen skal stå, så den ses i rudekuverten.' },
  'paper.windowTop': { label: 'Rude: fra arkets øverste kant, mm' },
  'paper.duplex': { label: 'Print på begge sider', hint: 'Hvert brev begynder på et nyt ark.' },
  'paper.remoteFolder': { label: 'Mappe til fjernprint', hint: 'Fuld sti til en mappe, som printleverandøren henter fra. Tomt: fjernprint bruges ikke.' },
  'sending.duplicateDays': { label: 'Advar om det samme brev igen inden for, dage', hint: 'Gælder den samme fil og den samme tekst til den samme modtager. Skriv 0, hvis der ikke skal advares.' },
  'approval.fromRecipients': { label: 'Godkendelse af en anden fra, antal modtagere', hint: 'Skriv 0, hvis antallet ikke skal kræve godkendelse. En dokumenttype kan kræve det for sig.' },
  'disposal.graceDays': { label: 'Tid til at fortryde en godkendt kassation, dage', hint: 'Så længe kan en leder fortryde, at et forslag om kassation blev godkendt. Derefter bliver dokumenterne destrueret.' },
  'sending.departments': { label: 'Afdelinger, der foreslås', hint: 'Adskilt af semikolon. Feltet på en afsendelse kan også udfyldes frit.' },
  'sending.copyTitle': { label: 'Titel på en kopi', hint: '{titel} er brevets titel, {navn} den, brevet handler om. Står i postkassen hos den, der får kopien.' },
  'sending.insteadTitle': { label: 'Titel på et brev om et barn under 15 år', hint: 'Når det sendes til forældremyndighedens indehaver i stedet for barnet.' },
  'mailbox.watchDays': { label: 'Hold øje med postkasser hver, dage', hint: 'Gælder klasser og lister, der er valgt til det under Elever og kontakter. 0 er aldrig.' },
  'mailbox.maxAgeHours': { label: 'Slå postkasser op igen efter, timer' },
  'mail.host': { label: 'Mailserver', hint: 'Navnet på skolens server til udgående mail. Tomt: der sendes ingen mail.' },
  'mail.port': { label: 'Port', hint: 'Normalt 587.' },
  'mail.security': { label: 'Kryptering' },
  'mail.user': { label: 'Brugernavn', hint: 'Kan være tomt, hvis serveren kender boksen.' },
  'mail.password': { label: 'Adgangskode', hint: 'Lad feltet stå tomt for at beholde den, der er gemt.' },
  'mail.from': { label: 'Afsenderadresse', hint: 'Den adresse, mailen kommer fra.' },
  'mail.authorities': { label: 'Serverens udsteder', hint: 'Kun hvis serverens certifikat er udstedt af skolen selv: udstederens certifikat, som begynder med -----BEGIN CERTIFICATE-----.' },
  'signing.baseUrl': { label: 'Adresse på signeringstjenesten', hint: 'Begynder med https:// og slutter uden skråstreg. Tomt: breve kan ikke sendes til signering.' },
  'signing.apiToken': { label: 'Nøgle', hint: 'Fås af tjenesten. Lad feltet stå tomt for at beholde den, der er gemt.' },
  'signing.authorities': { label: 'Tjenestens udsteder', hint: 'Kun hvis tjenestens certifikat er udstedt af en, ikke alle kender.' },
  'signing.roots': { label: 'Hvem må udstede signaturer', hint: 'Rodcertifikaterne for de signaturer, skolen tager imod, efter hinanden. En signatur fra andre bliver afvist.' },
  'signing.pollSeconds': { label: 'Spørg efter signaturer hvert, sekunder' },
  'signing.days': { label: 'Frist, dage', hint: 'Foreslås, når et brev skal signeres.' },
  'attachments.maxMegabytes': { label: 'Største bilag, MB', hint: 'Gælder hver fil.' },
  'attachments.letterMegabytes': { label: 'Et brev med bilag må højst fylde, MB', hint: 'Brevet og alle dets bilag tilsammen. Det fylder en tredjedel mere undervejs, og Digital Post har tidligere taget op til 99,5 MB.' },
  'attachments.types': { label: 'Filtyper, bilag må sendes som', hint: 'Endelser med komma imellem. Andre filer bliver til PDF. Digital Posts egen liste er ikke offentlig; skriv kun typer, I ved bliver taget imod.' },
  'cvr.adapter': { label: 'Hvor der slås op', hint: 'CVR-permanent kræver brugernavn og adgangskode fra Erhvervsstyrelsen. Datafordeleren kræver en API-nøgle.' },
  'cvr.url': { label: 'Adresse', hint: 'Lad feltet stå tomt for den sædvanlige. Begynder med https:// og slutter uden skråstreg.' },
  'cvr.user': { label: 'Brugernavn til CVR-permanent', hint: 'Fås på cvrselvbetjening@erst.dk.' },
  'cvr.password': { label: 'Adgangskode til CVR-permanent', hint: 'Lad feltet stå tomt for at beholde den, der er gemt.' },
  'cvr.apiKey': { label: 'API-nøgle til Datafordeleren', hint: 'Oprettes på Datafordelerens portal. Lad feltet stå tomt for at beholde den, der er gemt.' },
  'cvr.timeoutSeconds': { label: 'Vent på svar, sekunder' },
  'search.url': { label: 'Adresse på Meilisearch', hint: 'Begynder med https:// og slutter uden skråstreg. Tomt: der er ingen søgeserver.' },
  'search.key': { label: 'Nøgle', hint: 'En nøgle, der må søge, lave og slette indekser, lægge dokumenter i og ændre indstillinger. Lad feltet stå tomt for at beholde den, der er gemt.' },
  'search.authorities': { label: 'Serverens udsteder', hint: 'Kun hvis serverens certifikat er udstedt af skolen selv: udstederens certifikat, som begynder med -----BEGIN CERTIFICATE-----.' },
  'search.timeoutSeconds': { label: 'Vent på svar på en søgning, sekunder', hint: 'Derefter svarer den indbyggede søgemaskine.' },
  'statistics.postageOere': { label: 'Et brev med posten koster, øre', hint: 'Bruges til at regne ud, hvad Digital Post har sparet. Skriv 0, hvis det ikke skal vises.' },
  'filing.maxMegabytes': { label: 'Største fil på en sag, MB' },
  'upload.maxMegabytes': { label: 'Største fil, MB' },
};

/** Those that are on or off. */
export const settingSwitches: SettingKey[] = ['paper.duplex', 'sending.platformHolds', 'receiving.fetch'];

export const settingGroups: { heading: string; keys: SettingKey[] }[] = [
  { heading: 'Skolen og afsenderen', keys: ['school.name', 'sender.label', 'sender.cvr', 'sender.contactPoint'] },
  { heading: 'Forbindelsen til Digital Post', keys: ['digitalPost.baseUrl', 'digitalPost.apiToken', 'digitalPost.receiptSeconds', 'digitalPost.timeoutSeconds', 'digitalPost.concurrency', 'digitalPost.callsPerSecond', 'digitalPost.massFrom', 'digitalPost.massLetters', 'digitalPost.massMegabytes', 'mailbox.maxAgeHours', 'mailbox.watchDays'] },
  { heading: 'Bilag', keys: ['attachments.maxMegabytes', 'attachments.letterMegabytes', 'attachments.types'] },
  { heading: 'Breve på papir', keys: ['paper.sender', 'paper.windowLeft', 'paper.windowTop', 'paper.duplex', 'paper.remoteFolder'] },
  { heading: 'Afsendelse', keys: ['statistics.postageOere', 'filing.maxMegabytes', 'upload.maxMegabytes', 'sending.keepMergeDays', 'sending.unknownHours', 'sending.undoMinutes', 'archive.pdfA', 'sending.duplicateDays', 'sending.platformHolds', 'approval.fromRecipients', 'sending.departments', 'sending.copyTitle', 'sending.insteadTitle'] },
  { heading: 'Kassation', keys: ['disposal.graceDays'] },
  { heading: 'Modtagelse', keys: ['receiving.fetch', 'receiving.maxMegabytes', 'receiving.unansweredDays'] },
];

/** Settings that have a page of their own in the administration. */
export const settingParts = {
  mail: ['mail.host', 'mail.port', 'mail.security', 'mail.user', 'mail.password', 'mail.from', 'mail.authorities'],
  signing: ['signing.baseUrl', 'signing.apiToken', 'signing.roots', 'signing.authorities', 'signing.days', 'signing.pollSeconds'],
  cvr: ['cvr.adapter', 'cvr.user', 'cvr.password', 'cvr.apiKey', 'cvr.url', 'cvr.timeoutSeconds'],
  search: ['search.url', 'search.key', 'search.authorities', 'search.timeoutSeconds'],
} satisfies Record<string, SettingKey[]>;

/** How a setting is shown where it is no plain text. */
export const secretSettings: SettingKey[] = ['digitalPost.apiToken', 'mail.password', 'signing.apiToken', 'cvr.password', 'cvr.apiKey', 'search.key'];
export const longSettings: SettingKey[] = ['mail.authorities', 'signing.authorities', 'signing.roots', 'search.authorities'];
export const settingChoices: Partial<Record<SettingKey, Record<string, string>>> = {
  'cvr.adapter': { none: 'Ingen steder. P-numre skrives i hånden', permanent: 'CVR-permanent (Erhvervsstyrelsen)', datafordeler: 'Datafordeleren' },
  'mail.security': { starttls: 'STARTTLS, altid', tls: 'TLS fra første byte', none: 'Ingen. Kun på skolens eget net' },
};
