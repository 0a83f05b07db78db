import type { Route } from '../route.ts';
import { showMail, takeMail, takeMailTest } from './mail.tsx';
import { showContactPoints, takeContactPoint, takeContactPointOff, takeContactPointOn } from './contact-points.tsx';
import { showCvr, takeCvr, takeCvrTest } from './cvr.tsx';
import { showAccess, takeDeputy, takeDeputyEnd, takeGrant, takeGrantRemoval, takeGroup, takeGroupRemoval, takeMembers, takeRestriction } from './access.tsx';
import { showNode, showPlan, takeNode, takeNodeChange, takeNodeOff, takeNodeOn, takeNodeRemoval, takePlanFile, takeSchoolPlan } from './filing-plan.tsx';
import { showHealth } from './health.tsx';
import { showFields, takeCaseType, takeCaseTypeOff, takeCaseTypeOn, takeField, takeFieldOff, takeFieldOn } from './metadata-fields.tsx';
import { showNewUser, takeNewUser } from './new-user.tsx';
import { showRule, takeRule, takeRuleDropped, takeRuleInForce } from './retention.tsx';
import { showSigning, takeSigning, takeSigningTest } from './signing.tsx';
import { showSearchServer, takeSearchServer, takeSearchTest, takeServerIndex, takeServerOff } from './search.tsx';
import { showSettings, takeSettings } from './settings.tsx';
import { showTypes, takeApprovalOff, takeApprovalOn, takeNewType, takeTypeOff, takeTypeOn } from './document-types.tsx';
import { takeLock, takePassword, takeRoles, takeUnlock } from './change-user.ts';
import { showUser, showUsers } from './users.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path: `/administration${path}`, rule: 'administer', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path: `/administration${path}`, rule: 'administer', handler });

export const adminRoutes: Route[] = [
  get('', (c) => c.redirect('/administration/brugere', 303)),
  get('/brugere', showUsers),
  post('/brugere', takeNewUser),
  get('/brugere/ny', showNewUser),
  get('/brugere/:id', showUser),
  post('/brugere/:id/roller', takeRoles),
  post('/brugere/:id/laasning', takeLock),
  post('/brugere/:id/oplaasning', takeUnlock),
  post('/brugere/:id/adgangskode', takePassword),
  get('/indstillinger', showSettings),
  post('/indstillinger', takeSettings),
  get('/dokumenttyper', showTypes),
  post('/dokumenttyper', takeNewType),
  post('/dokumenttyper/:id/slukning', takeTypeOff),
  post('/dokumenttyper/:id/taending', takeTypeOn),
  get('/signering', showSigning),
  post('/signering', takeSigning),
  post('/signering/proeve', takeSigningTest),
  get('/cvr', showCvr),
  post('/cvr', takeCvr),
  post('/cvr/proeve', takeCvrTest),
  get('/soegning', showSearchServer),
  post('/soegning', takeSearchServer),
  post('/soegning/proeve', takeSearchTest),
  post('/soegning/indeks', takeServerIndex),
  post('/soegning/slukning', takeServerOff),
  get('/e-mail', showMail),
  post('/e-mail', takeMail),
  post('/e-mail/proeve', takeMailTest),
  post('/dokumenttyper/:id/med-godkendelse', takeApprovalOn),
  post('/dokumenttyper/:id/uden-godkendelse', takeApprovalOff),
  get('/dokumenttyper/:id/opbevaring', showRule),
  post('/dokumenttyper/:id/opbevaring', takeRule),
  post('/dokumenttyper/:id/opbevaring/ikrafttraedelse', takeRuleInForce),
  post('/dokumenttyper/:id/opbevaring/annullering', takeRuleDropped),
  get('/kontaktpunkter', showContactPoints),
  post('/kontaktpunkter', takeContactPoint),
  post('/kontaktpunkter/:id/slukning', takeContactPointOff),
  post('/kontaktpunkter/:id/taending', takeContactPointOn),
  get('/adgang', showAccess),
  post('/adgang/grupper', takeGroup),
  post('/adgang/grupper/:id', takeMembers),
  post('/adgang/grupper/:id/fjernelse', takeGroupRemoval),
  post('/adgang/rettigheder', takeGrant),
  post('/adgang/rettigheder/fjernelse', takeGrantRemoval),
  post('/adgang/dokumenttyper/:id', takeRestriction),
  post('/adgang/stedfortraedere', takeDeputy),
  post('/adgang/stedfortraedere/afslutning', takeDeputyEnd),
  get('/arkivplan', showPlan),
  post('/arkivplan', takeNode),
  post('/arkivplan/startplan', takeSchoolPlan),
  { ...post('/arkivplan/fil', takePlanFile), body: 'upload' },
  get('/arkivplan/:id', showNode),
  post('/arkivplan/:id', takeNodeChange),
  post('/arkivplan/:id/slukning', takeNodeOff),
  post('/arkivplan/:id/taending', takeNodeOn),
  post('/arkivplan/:id/fjernelse', takeNodeRemoval),
  get('/felter', showFields),
  post('/felter', takeField),
  post('/felter/:id/slukning', takeFieldOff),
  post('/felter/:id/taending', takeFieldOn),
  post('/sagstyper', takeCaseType),
  post('/sagstyper/:id/slukning', takeCaseTypeOff),
  post('/sagstyper/:id/taending', takeCaseTypeOn),
  get('/drift', showHealth),
];
