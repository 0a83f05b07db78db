import type { MailFrequency, NoticeKind } from '../../src/notices/types.ts';

const many = (n: number, one: string, more: string) => (n === 1 ? one : `${n} ${more}`);

/** What waits for whom, and the mail that says so. */
export const noticeWords = {
  title: 'Adviser',
  lead: 'Det, der er sket siden sidst, og det, kolleger beder dig se på.',
  count: (n: number) => (n === 1 ? '1 advis' : `${n} adviser`),
  views: { open: 'Nye', done: 'Færdige' },
  view: 'Vælg liste',
  /** What happened; what it is about stands beside it as a link. */
  kinds: {
    look_at: () => 'Se på',
    look_at_done: (n: number) => many(n, 'En kollega har set på det, du bad om', 'kolleger har set på det, du bad om'),
    approval_asked: (n: number) => many(n, 'En afsendelse venter på din godkendelse', 'afsendelser venter på din godkendelse'),
    approval_sent_back: () => 'En afsendelse blev sendt tilbage uden godkendelse',
    post_received: (n: number) => many(n, 'Et nyt brev er kommet til dig', 'nye breve er kommet til dig'),
    signature_completed: (n: number) => many(n, 'Et brev er signeret', 'breve er signeret'),
    signature_failed: (n: number) => many(n, 'En signatur er ikke i orden', 'signaturer er ikke i orden'),
    mailbox_changed: (n: number) => many(n, 'En postkasse har fået ny status', 'postkasser har fået ny status'),
    disposal_asked: (n: number) => many(n, 'Et forslag om kassation venter på din godkendelse', 'forslag om kassation venter på din godkendelse'),
    disposal_sent_back: () => 'Et forslag om kassation blev sendt tilbage',
    copy_dropped: (n: number) => many(n, 'En kopi blev ikke sendt, fordi eleven var fyldt 18 år', 'kopier blev ikke sendt, fordi eleverne var fyldt 18 år'),
  } satisfies Record<NoticeKind, (n: number) => string>,
  from: (name: string) => `Fra ${name}`,
  due: (day: string) => `Senest ${day}`,
  late: (day: string) => `Skulle være set senest ${day}`,
  /** Where the reader may no longer see what it is about, or it is gone. */
  unseen: 'Det kan ikke vises for dig længere',
  fallback: { dispatch: 'Afsendelsen', document: 'Dokumentet', case: 'Sagen', mailbox_check: 'Postkassetjek', disposal_batch: 'Se forslaget', other: 'Åbn' } as Record<string, string>,
  done: 'Færdig',
  doneAt: (at: string) => `Færdig ${at}`,
  reopen: 'Åbn igen',
  allDone: 'Marker alle som færdige',
  allDoneHint: 'Det, kolleger beder dig se på, bliver stående.',
  emptyHeading: 'Der er ingen nye adviser',
  emptyText: 'Når et brev bliver signeret, eller en kollega beder dig se på noget, står det her.',
  emptyDone: 'Der er ingen færdige adviser',
  all: 'Se alle adviser',
  mail: 'Få dem på mail',
};

export const myPage = {
  title: 'Min side',
  lead: 'Det, der kun gælder dig.',
  mailHeading: 'Adviser på mail',
  mailText: 'Mailen siger kun, hvor mange nye adviser du har. Der står ingen navne, titler eller numre i den.',
  email: 'Din mailadresse',
  frequency: 'Hvor tit',
  frequencies: { never: 'Aldrig', daily: 'Hver dag klokken 7, hvis der er noget nyt', at_once: 'Med det samme' } satisfies Record<MailFrequency, string>,
  save: 'Gem',
  lastMail: (at: string) => `Sidste mail blev sendt ${at}.`,
  noServer: 'Der er ikke sat en mailserver op endnu, så der bliver ikke sendt mail. Sig det til administratoren.',
};

export const mailPage = {
  title: 'E-mail',
  lead: 'Skolens mailserver, som adviser sendes med. Hver bruger vælger selv under Min side, om de vil have dem på mail.',
  state: 'Sådan går det',
  none: 'Der er ikke sendt nogen mail endnu.',
  fine: (at: string) => `Sidste mail blev sendt ${at}.`,
  failed: (at: string) => `Sidste mail ${at} kunne ikke sendes. Den bliver prøvet igen af sig selv, hvis det kan hjælpe.`,
  test: 'Send en prøvemail',
  testText: 'Gem først. Mailen sendes med de indstillinger, der er gemt.',
  to: 'Til',
};

/** Two lines and an address: never what the notices are about. */
export function noticeMailWords(count: number, origin: string): { subject: string; text: string } {
  const said = count === 1 ? 'Du har 1 nyt advis i Elevarkiv' : `Du har ${count} nye adviser i Elevarkiv`;
  return { subject: said, text: `${said}.\n\nSe det her: ${origin}/adviser\n\nDu vælger selv, hvor tit du får denne mail: ${origin}/min-side\n` };
}

export const testMailWords = (school: string) => ({ subject: 'Prøvemail fra Elevarkiv', text: `Denne mail viser, at Elevarkiv på ${school} kan sende mail.\n` });

export const askWords = {
  heading: 'Kolleger',
  open_form: 'Bed en kollega se på det',
  who: 'Kollega',
  choose: 'Vælg kollega',
  note: 'Note',
  noteHint: 'Kan være tom. Skriv ikke personnumre her.',
  by: 'Senest',
  byHint: 'Kan være tom.',
  send: 'Send advis',
  from: (name: string, at: string) => `Fra ${name}, ${at}`,
  open: 'Ikke set på endnu',
  due: (day: string) => `Senest ${day}`,
  late: (day: string) => `Skulle være set senest ${day}`,
  doneAt: (at: string) => `Færdig ${at}`,
};
