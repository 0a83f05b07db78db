import type { Route } from '../route.ts';
import { showCertificate, takeCertificate, tryCertificate } from './certificate.tsx';
import { showReady, takeReady } from './ready.tsx';
import { showSchool, takeSchool } from './school.tsx';
import { showSender, takeSender } from './sender.tsx';
import { showStart, takeStart } from './start.tsx';

/** The first run. Its first page stands open behind a code until the box has a user; the rest is the administrator's. */
export const setUpRoutes: Route[] = [
  { method: 'GET', path: '/opsaetning', rule: 'public', handler: showStart },
  { method: 'POST', path: '/opsaetning', rule: 'public', handler: takeStart },
  { method: 'GET', path: '/opsaetning/skole', rule: 'administer', handler: showSchool },
  { method: 'POST', path: '/opsaetning/skole', rule: 'administer', handler: takeSchool },
  { method: 'GET', path: '/opsaetning/certifikat', rule: 'administer', handler: showCertificate },
  { method: 'POST', path: '/opsaetning/certifikat', rule: 'administer', body: 'upload', handler: takeCertificate },
  { method: 'POST', path: '/opsaetning/certifikat/proeve', rule: 'administer', handler: tryCertificate },
  { method: 'GET', path: '/opsaetning/afsender', rule: 'administer', handler: showSender },
  { method: 'POST', path: '/opsaetning/afsender', rule: 'administer', handler: takeSender },
  { method: 'GET', path: '/opsaetning/klar', rule: 'administer', handler: showReady },
  { method: 'POST', path: '/opsaetning/klar', rule: 'administer', handler: takeReady },
];
