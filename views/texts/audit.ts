import type { AuditEvent } from '../../src/audit/events.ts';

/** The words of the log. */
export const auditWords = {
  caption: 'Historik', at: 'Tidspunkt', who: 'Hvem', what: 'Hvad', system: 'Systemet', letter: 'brev',
  events: {
    'user.made': 'Brugeren blev oprettet', 'user.locked': 'Brugeren blev låst', 'user.unlocked': 'Brugeren blev låst op', 'user.password_set': 'Ny adgangskode', 'user.roles_set': 'Roller ændret',
    'login.succeeded': 'Logget ind', 'login.failed': 'Mislykket log-in', logout: 'Logget ud',
    'settings.changed': 'Indstillinger ændret', 'document_type.made': 'Dokumenttype tilføjet', 'document_type.changed': 'Dokumenttype ændret',
    'dispatch.uploaded': 'Dokumentet blev uploadet', 'dispatch.read': 'Dokumentet blev læst, og modtagerne fundet', 'dispatch.unreadable': 'Dokumentet kunne ikke læses', 'dispatch.unlocked': 'Dokumentet blev låst op',
    'dispatch.options_set': 'Valg gemt', 'dispatch.discarded': 'Nulstillet', 'dispatch.validated': 'Kontrolleret', 'dispatch.submitted': 'Afsendt', 'dispatch.settled': 'Afsluttet',
    'dispatch.purged': 'Det samlede dokument blev destrueret', 'dispatch.viewed': 'Set',
    'letter.recipient_confirmed': 'Modtager bekræftet', 'letter.recipient_set': 'Modtager valgt', 'letter.removed': 'Brev fjernet', 'letter.restored': 'Brev sat tilbage',
    'page.left_out': 'Side udeladt', 'page.restored': 'Side taget med igen', 'page.joined': 'Side føjet til brevet før',
    'letter.prepared': 'Brev gjort klar', 'letter.redaction_failed': 'CPR-nummeret kunne ikke fjernes', 'letter.queued': 'Sat i kø', 'letter.attempted': 'Forsøgt sendt',
    'letter.handed_over': 'Afleveret til Digital Post', 'letter.delivered': 'Modtaget i postkassen', 'letter.failed': 'Fejlet', 'letter.unknown': 'Ukendt udfald', 'letter.waits': 'Venter på sin dag',
    'letter.resolved': 'Afgjort af en person', 'letter.cancelled': 'Annulleret', 'letter.resent': 'Sendt igen', 'receipt.received': 'Kvittering modtaget',
    'case.made': 'Sagen blev oprettet', 'case.viewed': 'Sagen blev set', 'case.officer_set': 'Sagsbehandler sat', 'case.access_given': 'Adgang givet', 'case.access_removed': 'Adgang fjernet',
    'document.archived': 'Arkiveret', 'document.viewed': 'Set', 'document.downloaded': 'Hentet', 'document.exported': 'Eksporteret', 'document.status_set': 'Status ændret',
    'number.shown': 'CPR-nummeret blev vist', 'search.made': 'Søgning', 'audit.verified': 'Loggen blev efterprøvet', 'people.imported': 'Personer indlæst', 'mailbox.checked': 'Postkasser slået op',
  } satisfies Record<AuditEvent, string>,
};
