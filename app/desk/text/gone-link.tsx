// Said to who followed a link to a paragraph that is no longer in the text.

import { useEffect, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { versionsPath } from '#app/http/path.ts'
import { deskVersionWords } from '#app/words/desk/versions.ts'
import { useDesk } from '../page/state.ts'

/** `#p-<pid>` leads to the paragraph also after the editor has replaced the printed text, which has the anchors. */
export function LinkedParagraph() {
  const w = useWords(deskVersionWords)
  const { view, versions, voice } = useDesk()
  const [isGone, setGone] = useState(false)
  const { announce } = voice
  useEffect(() => {
    const follow = () => {
      const pid = /^#p-(.+)$/.exec(window.location.hash)?.[1]
      const block = pid ? document.querySelector(`[data-pid="${CSS.escape(pid)}"]`) : null
      block?.scrollIntoView({ block: 'center' })
      const isNowhere = pid !== undefined && block === null
      setGone(isNowhere)
      if (isNowhere) announce(w.goneHere)
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [announce, w])
  if (!isGone) return null
  return (
    <p className="banner banner-quiet gone-link">
      <span>
        {w.goneHere}{' '}
        {versions.mayReadVersions && versions.version && <a href={versionsPath(view.dossier.id)}>{w.title}</a>}
      </span>
    </p>
  )
}
