// A press on what stands in the page but is not awake yet, though the page is. React drops it, for the code that would
// answer it has not come; here it is kept, and done once that part is awake, if that is soon and the person is still
// where they pressed. It knows no desk.

import { type RefObject, useEffect, useRef } from 'react'
import { isAt } from '../page/focus.ts'

/** Milliseconds: whoever waits longer no longer expects what they pressed, and it may not say the same any more. */
const longest = 10_000

/** Where the part stands, to be set on the element around it. The last press in it counts. */
export function useHeldPress(isAwake: boolean): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null)
  const held = useRef<{ readonly button: HTMLButtonElement; readonly at: number } | null>(null)
  useEffect(() => {
    const part = place.current
    if (isAwake || !part) return
    const hold = ({ target }: MouseEvent) => {
      const button = target instanceof Element && part.contains(target) ? target.closest('button') : null
      held.current = button && { button, at: performance.now() }
    }
    // React stops a press that it cannot answer on its way down, at the document: what gets as far as the part was
    // answered.
    const letGo = () => {
      held.current = null
    }
    window.addEventListener('click', hold, true)
    part.addEventListener('click', letGo, true)
    return () => {
      window.removeEventListener('click', hold, true)
      part.removeEventListener('click', letGo, true)
    }
  }, [isAwake])
  useEffect(() => {
    const pressed = held.current
    held.current = null
    if (!isAwake || !pressed || performance.now() - pressed.at > longest) return
    const { button } = pressed
    if (button.isConnected && isAt(button)) button.click()
  }, [isAwake])
  return place
}
