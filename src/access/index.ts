export { may, roles, rolesThatMay, type Actor, type Permission, type Role } from './roles.ts';
export { actorOf, addUser, findUser, findUserByName, hasNoUsers, listUsers, prepareUser, setLocked, setPassword, setRoles, type User } from './users.ts';
export { actorOfSession, logIn, logOut } from './log-in.ts';
export { blockedSeconds, countFailure, forgetFailures, throttleKey } from './throttle.ts';
export { actsAs, changeableCases, mayChangeCase, maySeeCase, maySeeType, searchScope, visibleCases, visibleDocuments, visibleType, type SearchScope } from './visible-cases.ts';
export { caseAccessList, giveCaseAccess, removeCaseAccess, type CaseAccess } from './case-access.ts';
