import type { Route, Rule } from '../route.ts';
import {
  takeAssignment, takeCaseSearch, takeFetch, takeFiling, takeFinish, takeOver, takeReopening, takeReturn, takeSeveral, takeUndo, takeUnfiling,
} from './acts.tsx';
import { showDone, showGiven, showMine, showSearch, showTray, takeSearch } from './lists.tsx';
import { showNewLetter, showReply, takeNewLetter, takeOrganisation, takeReply } from './reply.tsx';
import { showNewRule, showRule, showSteer, showTest, takeNewRule, takeOldMail, takeRule, takeRuleOff, takeRuleOn, takeRuleRemoval, takeRuleUp, takeTarget, takeTargetRemoval, takeTest } from './steer.tsx';
import { showFile, showMessage, showMessageHistory, showPage, takeRaw } from './message.tsx';

const route = (method: 'GET' | 'POST', path: string, handler: Route['handler'], rule: Rule = 'receive'): Route => ({ method, path: `/modtaget${path}`, rule, handler });

export const receivingRoutes: Route[] = [
  route('GET', '', showTray),
  route('GET', '/mine', showMine),
  route('GET', '/faerdige', showDone),
  route('GET', '/fordelt', showGiven, 'distribute'),
  route('POST', '/soegning', takeSearch),
  route('GET', '/soegninger/:id', showSearch),
  route('POST', '/hentning', takeFetch, 'distribute'),
  route('POST', '/flere', takeSeveral),
  route('GET', '/fordeling', showSteer, 'steer_post'),
  route('POST', '/fordeling/numre', takeTarget, 'steer_post'),
  route('POST', '/fordeling/numre/fjernelse', takeTargetRemoval, 'steer_post'),
  route('POST', '/aeldre-post', takeOldMail, 'steer_post'),
  route('POST', '/regler', takeNewRule, 'steer_post'),
  route('GET', '/regler/ny', showNewRule, 'steer_post'),
  route('GET', '/regler/:id', showRule, 'steer_post'),
  route('POST', '/regler/:id', takeRule, 'steer_post'),
  route('GET', '/regler/:id/proeve', showTest, 'steer_post'),
  route('POST', '/regler/:id/proeve', takeTest, 'steer_post'),
  route('POST', '/regler/:id/taending', takeRuleOn, 'steer_post'),
  route('POST', '/regler/:id/slukning', takeRuleOff, 'steer_post'),
  route('POST', '/regler/:id/op', takeRuleUp, 'steer_post'),
  route('POST', '/regler/:id/fjernelse', takeRuleRemoval, 'steer_post'),
  route('GET', '/nyt-brev', showNewLetter, 'dispatch'),
  route('POST', '/nyt-brev', takeNewLetter, 'dispatch'),
  route('POST', '/nyt-brev/modtager', takeOrganisation, 'dispatch'),
  route('GET', '/:id', showMessage),
  route('GET', '/:id/svar', showReply),
  route('POST', '/:id/svar', takeReply),
  route('GET', '/:id/historik', showMessageHistory),
  route('GET', '/:id/meddelelse', takeRaw),
  route('GET', '/:id/filer/:position', showFile),
  route('GET', '/:id/filer/:position/sider/:page', showPage),
  route('POST', '/:id/fordeling', takeAssignment),
  route('POST', '/:id/journalisering', takeFiling),
  route('POST', '/:id/afjournalisering', takeUnfiling),
  route('POST', '/:id/sagssoegning', takeCaseSearch),
  route('POST', '/:id/overtagelse', takeOver),
  route('POST', '/:id/bakke', takeReturn),
  route('POST', '/:id/faerdig', takeFinish),
  route('POST', '/:id/genaabning', takeReopening),
  route('POST', '/:id/fortrydelse', takeUndo),
];
