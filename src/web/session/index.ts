import type { Route } from '../route.ts';
import { frontDoor } from './front-door.ts';
import { showLogIn, takeLogIn } from './log-in.tsx';
import { takeLogOut } from './log-out.ts';

export const sessionRoutes: Route[] = [
  { method: 'GET', path: '/', rule: 'public', handler: frontDoor },
  { method: 'GET', path: '/log-ind', rule: 'public', handler: showLogIn },
  { method: 'POST', path: '/log-ind', rule: 'public', handler: takeLogIn },
  { method: 'POST', path: '/log-ud', rule: 'signed_in', handler: takeLogOut },
];
