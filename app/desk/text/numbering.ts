// The numbers that the text keeps from one of its versions: with the page at first, asked for again when another
// version is chosen.

import { useEffect, useRef } from 'react'
import { background } from '#app/http/background.ts'
import type { BothKept } from '#server/document/numbering/kept.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import type { Live } from '../page/live.ts'

export function useNumbering({ dossier, trees, keptBy: atFirst }: DeskView, live: Live | null, keptBy: string | null) {
  const shown = useRef(atFirst)
  const connection = live?.connection
  useEffect(() => {
    const { en, fr } = trees
    connection?.keepNumbers(en.kept && fr.kept ? { en: en.kept, fr: fr.kept } : null)
    shown.current = atFirst
  }, [connection, trees, atFirst])
  useEffect(() => {
    if (!connection || shown.current === keptBy) return
    let isOver = false
    fetch(`/dossiers/${dossier.id}/numbering`, { headers: { Accept: 'application/json', ...background } })
      .then(async (answer) => {
        if (isOver || !answer.ok) return
        const { kept } = (await answer.json()) as { kept: BothKept }
        shown.current = keptBy
        connection.keepNumbers(kept)
      })
      // The numbers of before stay until the page is loaded anew.
      .catch(() => {})
    return () => {
      isOver = true
    }
  }, [connection, dossier.id, keptBy])
}
