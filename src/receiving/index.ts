export type * from './types.ts';
export type * from './ports.ts';
export { fetchMail, type Fetched } from './fetch-mail.ts';
export { takeIn, type TakenIn } from './take-in.ts';
export { listMessages, messageAfter, messageCounts, messageFilters, messageViews, type MessageFilter, type MessageList, type MessageQuery, type MessageRow, type MessageView } from './list-messages.ts';
export { getMessage, messageFile, messageHistory, openMessage, type Decided, type MessageDetail, type MessageFile, type ThreadEntry } from './get-message.ts';
export { assignMessages, fileMessages, finishMessages, mostMessages, reopenMessages, returnMessages, takeMessages, undoDecision, unfileMessages } from './place-by-hand.ts';
export { listReceivers, suggestCases, targetOf, type CaseSuggestion, type Receiver } from './suggest-cases.ts';
export { keepMessageSearch, readMessageSearch, type MessageSearch } from './message-searches.ts';
