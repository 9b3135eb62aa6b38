// Every address, in one place. The file name says the address; a verb became a thing (closing a ballot = its closure).

import { index, type RouteConfig, route } from '@remix-run/route-config'

export default [
  index('routes/_index.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-out', 'routes/sign-out.tsx'),
  route('*', 'routes/$.tsx'),
] satisfies RouteConfig
