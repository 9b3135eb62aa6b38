// Every address, in one place. The file name says the address; a verb became a thing (closing a ballot = its closure).
// An act below a page is answered on that page when it is refused.

import { index, type RouteConfig, route } from '@remix-run/route-config'

export default [
  index('routes/_index.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-out', 'routes/sign-out.tsx'),

  route('texts', 'routes/texts.tsx'),
  route('texts/:symbol', 'routes/texts.$symbol.tsx'),
  route('articles', 'routes/articles.tsx'),
  route('articles/:number', 'routes/articles.$number.tsx'),
  route('findings', 'routes/findings.tsx'),
  route('findings/:id', 'routes/findings.$id.tsx'),

  route('dossiers', 'routes/dossiers.tsx'),
  route('dossiers/new', 'routes/dossiers.new.tsx'),
  route('dossiers/:id', 'routes/dossiers.$id.tsx', [
    route('steps', 'routes/dossiers.$id.steps.tsx'),
    route('class', 'routes/dossiers.$id.class.tsx'),
    route('rapporteurs', 'routes/dossiers.$id.rapporteurs.tsx'),
    route('invitations', 'routes/dossiers.$id.invitations.tsx'),
    route('invitations/:body/end', 'routes/dossiers.$id.invitations.$body.end.tsx'),
    route('ballots', 'routes/dossiers.$id.ballots.tsx'),
    route('publication', 'routes/dossiers.$id.publication.tsx'),
  ]),
  route('dossiers/:id/text', 'routes/dossiers.$id.text.tsx'),
  route('dossiers/:id/margin', 'routes/dossiers.$id.margin.ts'),
  route('dossiers/:id/comments', 'routes/dossiers.$id.comments.tsx'),
  route('comments/:id/replies', 'routes/comments.$id.replies.tsx'),
  route('comments/:id/resolution', 'routes/comments.$id.resolution.tsx'),
  route('comments/:id/reopening', 'routes/comments.$id.reopening.tsx'),

  route('ballots/:id', 'routes/ballots.$id.tsx', [
    route('votes', 'routes/ballots.$id.votes.tsx'),
    route('closure', 'routes/ballots.$id.closure.tsx'),
  ]),
  route('ballots/:id/text', 'routes/ballots.$id.text.tsx'),
  route('meetings', 'routes/meetings.tsx'),
  route('meetings/new', 'routes/meetings.new.tsx'),
  route('meetings/:id', 'routes/meetings.$id.tsx', [route('presence', 'routes/meetings.$id.presence.tsx')]),

  route('api/texts/:symbol', 'routes/api.texts.$symbol.ts'),
  route('api/dossiers/:id', 'routes/api.dossiers.$id.ts'),
  route('*', 'routes/$.tsx'),
] satisfies RouteConfig
