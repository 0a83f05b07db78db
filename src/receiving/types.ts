export type MessageKind = 'letter' | 'sms' | 'unreadable';
export type Place = 'tray' | 'assigned' | 'done';
export type FileKind = 'main' | 'additional' | 'technical' | 'readable';
export type TargetKind = 'contact_point' | 'production_unit' | 'email' | 'gln' | 'education';

export type Party = { kind: 'cpr' | 'cvr'; number: string };

/** To whom, about what and in answer to what a message says it is (facts: digital-post 1.3). Texts are cut to their lengths and hold no control characters. */
export type Addressed = {
  contactPoint: { id: string; label: string; info: { label: string; value: string }[] } | null;
  attention: { person: string | null; productionUnit: string | null; email: string | null; gln: string | null; telephone: string | null };
  content: { cpr: string | null; name: string | null; cvr: string | null; caseId: string | null; caseSystem: string | null; education: string | null };
  replies: { messageUuid: string | null; caseId: string | null; comment: string | null }[];
  forward: { sender: string; at: string | null; comment: string | null } | null;
};

/** Of what says nothing about itself. */
export const unaddressed: Addressed = {
  contactPoint: null, attention: { person: null, productionUnit: null, email: null, gln: null, telephone: null },
  content: { cpr: null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null,
};

export type UnderstoodFile = { kind: Exclude<FileKind, 'readable'>; label: string; filename: string; claimed: string; content: Uint8Array };

/** A message as it is understood; nothing in it decides whether it is kept. */
export type Understood = {
  messageUuid: string | null;
  kind: Exclude<MessageKind, 'unreadable'>;
  title: string;
  sender: Party | null;
  senderName: string;
  senderContactPoint: string | null;
  writtenAt: string | null;
  replyAllowed: boolean;
  replyBy: string | null;
  addressed: Addressed;
  body: string;
  files: UnderstoodFile[];
};

/** Somebody post is given to: one of the two, or nobody. */
export type Target = { userId: string | null; groupId: string | null };
export type Step = 'unreadable' | 'reply' | 'contact_point' | 'attention' | 'content' | 'rule' | 'tray' | 'person' | 'undone' | 'done' | 'reopened';
/** A key of the table of sentences with its values: why a message is where it is. */
export type Why = { key: string; values: Record<string, string | number> };

export type RuleConditions = { sender: string; subject: string; words: string; attachment: string };
export type Rule = { id: string; name: string; conditions: RuleConditions; target: Target };
