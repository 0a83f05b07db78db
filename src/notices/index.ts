export type * from './types.ts';
export { mailFrequencies, noticeKinds } from './types.ts';
export { askColleague, askedAbout, colleaguesOn, type AskedAbout } from './ask.ts';
export { listNotices, openNoticeCount } from './list.ts';
export { dueMail, nextMail, noticeMailOf, recordMail, type Mailer } from './mail.ts';
export { notify, type NewNotice } from './notify.ts';
export { isMailAddress, setNoticeMail } from './preferences.ts';
export { markAllDone, markNoticeDone, openNotice, reopenNotice, settleAbout } from './settle.ts';
export { forgetAbout } from './forget.ts';
