import type { Route } from '../route.ts';
import { serveAsset } from './serve-asset.ts';

export const assetRoutes: Route[] = [{ method: 'GET', path: '/assets/:build/:path{.+}', rule: 'public', handler: serveAsset }];
