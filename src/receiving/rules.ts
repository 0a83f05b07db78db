import type { Party, Rule, Step, Target, Understood, Why } from './types.ts';

/** What is known of a letter of ours that is answered. */
export type KnownLetter = { letterId: string; documentId: string | null; caseId: string | null; sender: Target | null };
export type KnownCase = { caseId: string; officer: Target | null };

/**
 * Everything the decision may ask; answers of the database, or of a test. A target is null where it leads to nobody who may
 * receive post (any more).
 */
export type Lookups = {
  letter(messageUuid: string): KnownLetter | null;
  /** The same by the letter's own id. */
  ownLetter(letterId: string): KnownLetter | null;
  caseById(id: string): KnownCase | null;
  /** The case of a number, or where the number is in the register and has none yet, `caseId` null; null = unknown here. */
  caseOf(number: Party): { caseId: string | null; officer: Target | null } | null;
  /** Whether this number belongs to the case: its own, or the custody holder's of the student it is about. */
  belongsTo(number: Party, caseId: string): boolean;
  target(kind: 'contact_point' | 'production_unit' | 'email' | 'gln' | 'education', key: string): (Target & { label: string }) | null;
  person(name: string): Target | null;
  rules: Rule[];
};

/** Where a message goes and why. `file` = the case it is filed on; `fileFor` = the number whose case is made first. */
export type Decision = { step: Step; target: Target | null; file: string | null; fileFor: Party | null; letterId: string | null; documentId: string | null; why: Why };

type Found = Partial<Omit<Decision, 'step' | 'why'>> & { why: Why };
type Part = { step: Step; find(message: Pick<Understood, 'sender' | 'title' | 'senderName' | 'body' | 'addressed'> & { types: string[]; /** The letter of ours that this is, signed and judged: no word of its sender, but a proof. */ signs?: string }, known: Lookups): Found | null };
export type Judged = Parameters<Part['find']>[0];

const why = (key: string, values: Why['values'] = {}): Why => ({ key, values });

/** A message that names a letter of ours, else a case of ours (facts: digital-post 7). Who is no party of it is not filed there by itself. */
function reply({ sender, addressed, signs }: Judged, known: Lookups): Found | null {
  const own = signs === undefined ? null : known.ownLetter(signs);
  // Whoever signed it, it is that letter: it lies beside it, wherever that lies.
  if (own) return { target: own.sender, file: own.caseId, letterId: own.letterId, documentId: own.documentId, why: why(own.sender ? 'distributed.signed' : 'distributed.signed_untold') };
  for (const { messageUuid } of addressed.replies) {
    const letter = messageUuid ? known.letter(messageUuid) : null;
    if (!letter) continue;
    const party = sender !== null && letter.caseId !== null && known.belongsTo(sender, letter.caseId);
    return { target: letter.sender, file: party ? letter.caseId : null, letterId: letter.letterId, documentId: letter.documentId, why: party ? why('distributed.reply') : why('distributed.reply_stranger') };
  }
  for (const { caseId } of addressed.replies) {
    const found = caseId ? known.caseById(caseId) : null;
    if (!found) continue;
    const party = sender !== null && known.belongsTo(sender, found.caseId);
    return { target: found.officer, file: party ? found.caseId : null, why: party ? why('distributed.reply_case') : why('distributed.reply_case_stranger') };
  }
  return null;
}

function attention({ addressed: { attention: to } }: Judged, known: Lookups): Found | null {
  const by = (kind: 'production_unit' | 'email' | 'gln', key: string | null, reason: string): Found | null => {
    const target = key ? known.target(kind, key) : null;
    return target && { target, why: why(reason, { label: target.label }) };
  };
  const person = to.person ? known.person(to.person) : null;
  return by('production_unit', to.productionUnit, 'distributed.production_unit') ?? by('email', to.email, 'distributed.email')
    ?? by('gln', to.gln, 'distributed.gln') ?? (person && { target: person, why: why('distributed.person', { name: to.person! }) });
}

/** The case a message says it is about. What a stranger says of somebody's number is a suggestion, not a filing. */
function content({ sender, addressed: { content: about } }: Judged, known: Lookups): Found | null {
  const byId = about.caseId ? known.caseById(about.caseId) : null;
  const trusted = (caseId: string | null) => sender !== null && (sender.kind === 'cvr' || (caseId !== null && known.belongsTo(sender, caseId)));
  if (byId) return trusted(byId.caseId) ? { target: byId.officer, file: byId.caseId, why: why('distributed.case') } : { target: byId.officer, why: why('distributed.case_stranger') };
  const cpr: Party | null = about.cpr ? { kind: 'cpr', number: about.cpr } : null;
  const ofPerson = cpr && known.caseOf(cpr);
  if (cpr && ofPerson) {
    const own = sender?.kind === 'cpr' && sender.number === cpr.number;
    if (own || trusted(ofPerson.caseId)) return { target: ofPerson.officer, file: ofPerson.caseId, fileFor: ofPerson.caseId ? null : cpr, why: why('distributed.cpr') };
    return { target: ofPerson.officer, why: why('distributed.cpr_stranger') };
  }
  const education = about.education ? known.target('education', about.education.toLowerCase()) : null;
  return education && { target: education, why: why('distributed.education', { label: education.label }) };
}

const fold = (text: string) => text.toLocaleLowerCase('da');

/** Every condition that asks something must be met; a rule that asks nothing meets nothing. */
export function meets(message: Judged, { conditions }: Pick<Rule, 'conditions'>): boolean {
  const { sender, subject, words, attachment } = conditions;
  const number = sender.replace(/[\s-]/g, '');
  const isNumber = /^\d{8}$|^\d{10}$/.test(number);
  const asked: [string, () => boolean][] = [
    [sender, () => (isNumber ? message.sender?.number === number : fold(message.senderName).includes(fold(sender.trim())))],
    [subject, () => fold(message.title).includes(fold(subject.trim()))],
    [words, () => fold(words).split(/[\s,]+/).filter(Boolean).every((word) => fold(message.body).includes(word) || fold(message.title).includes(word))],
    [attachment, () => message.types.some((type) => type === attachment || type.startsWith(`${attachment}/`))],
  ];
  const asks = asked.filter(([condition]) => condition.trim() !== '');
  return asks.length > 0 && asks.every(([, isMet]) => isMet());
}

/** The order in which a message finds its person (issue: distribute by itself). The first part that knows somebody decides. */
export const parts: readonly Part[] = [
  { step: 'reply', find: reply },
  {
    step: 'contact_point',
    find({ addressed: { contactPoint } }, known) {
      const target = contactPoint && known.target('contact_point', contactPoint.id);
      return target && { target, why: why('distributed.contact_point', { label: target.label }) };
    },
  },
  { step: 'attention', find: attention },
  { step: 'content', find: content },
  {
    step: 'rule',
    find(message, known) {
      const rule = known.rules.find((each) => meets(message, each));
      return rule ? { target: rule.target, why: why('distributed.rule', { name: rule.name }) } : null;
    },
  },
];

const nobody: Omit<Decision, 'step' | 'why'> = { target: null, file: null, fileFor: null, letterId: null, documentId: null };

/**
 * Decides where a message goes. Pure: the same message and the same answers give the same decision. The case it is filed on
 * is the one the earliest part names that knows a case, also where another part decides who gets it.
 */
export function decide(message: Judged, known: Lookups): Decision {
  const found = parts.flatMap(({ step, find }) => {
    const each = find(message, known);
    return each ? [{ step, ...each }] : [];
  });
  const deciding = found.find(({ target }) => target) ?? found[0];
  if (!deciding) return { ...nobody, step: 'tray', why: why('distributed.tray') };
  const filing = found.find(({ file, fileFor }) => file || fileFor);
  const answered = found.find(({ letterId }) => letterId);
  return {
    ...nobody, step: deciding.step, why: deciding.why, target: deciding.target ? { userId: deciding.target.userId, groupId: deciding.target.groupId } : null, file: filing?.file ?? null, fileFor: filing?.fileFor ?? null,
    letterId: answered?.letterId ?? null, documentId: answered?.documentId ?? null,
  };
}

