// A dialog that covers the desk: it opens when it is drawn, and whoever leaves it is where they were before.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { keepPlace } from './place.ts'

interface Opened {
  readonly dialog: RefObject<HTMLDialogElement>
  /** Closes it and goes back; what comes next may move the focus on. */
  readonly leave: () => void
}

export function useDialog(onClose: () => void): Opened {
  const dialog = useRef<HTMLDialogElement>(null)
  const back = useRef<() => void>(() => {})
  const told = useRef(onClose)
  told.current = onClose
  const leave = useCallback(() => {
    dialog.current?.close()
    back.current()
    told.current()
  }, [])
  useLayoutEffect(() => {
    back.current = keepPlace()
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    const element = dialog.current
    const cancel = (event: Event) => {
      event.preventDefault()
      leave()
    }
    // A press on the ground around it.
    const press = (event: MouseEvent) => {
      if (event.target === element) leave()
    }
    element?.addEventListener('cancel', cancel)
    element?.addEventListener('mousedown', press)
    return () => {
      element?.removeEventListener('cancel', cancel)
      element?.removeEventListener('mousedown', press)
    }
  }, [leave])
  return { dialog, leave }
}
