// Indexes for what is asked by meeting and by expiry.

import type { Engine } from '../engine/open.ts'
import { statements } from './ddl.ts'

export const engineIndexes = (engine: Engine) =>
  statements(engine, () => [
    'create index dossier_by_meeting on dossier (meeting_id)',
    'create index ballot_by_meeting on ballot (meeting_id)',
    'create index session_by_expiry on session (expires_at)',
  ])
