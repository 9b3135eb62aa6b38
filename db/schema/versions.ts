// The tables that say what versions are called. Their bytes are in `version` (schema.ts). All of them only grow.

/** UTC milliseconds. */
type Instant = number

export interface VersionTables {
  version_freezing: VersionFreezingTable
  version_name: VersionNameTable
  version_reference: VersionReferenceTable
  kept_numbers: KeptNumbersTable
}

/** Of a version that was frozen by itself, not for a vote. */
export interface VersionFreezingTable {
  version_id: string
  note: string
  /** Suggestions that stood in the text and are not part of the version. */
  open_suggestions: number
  /** Frozen by itself to keep what stood before that version was restored. */
  before_restoring: string | null
}

/** The last one of a version is its name; '' takes it away. */
export interface VersionNameTable {
  version_id: string
  seq: number
  name: string
  member_id: string
  at: Instant
}

/** Revision 0 is the first issue of a document. */
export interface VersionReferenceTable {
  version_id: string
  year: number
  number: number
  revision: number
  member_id: string
  at: Instant
}

/** The last one of a dossier says whose numbers its text keeps; null for none. */
export interface KeptNumbersTable {
  dossier_id: string
  seq: number
  version_id: string | null
  member_id: string
  at: Instant
}
