// A page for the tests of one's own letter first.

/** A page that draws, and goes on, when the test says so. */
export function pageOf() {
  const frames: (() => void)[] = []
  const tasks: (() => void)[] = []
  const task = () => tasks.shift()?.()
  const rest = () => {
    while (tasks.length > 0) task()
  }
  const frame = () => {
    for (const then of frames.splice(0)) then()
  }
  return {
    later: {
      inFrame: (then: () => void) => void frames.push(then),
      soon: (then: () => void) => void tasks.push(then),
    },
    /** Whether somebody waits for the next frame. */
    isAsked: () => frames.length > 0,
    /** Does one task that waits. */
    task,
    /** Does all tasks that wait. */
    rest,
    /** Draws a frame, and nothing more. */
    frame,
    /** Draws a frame, and does what follows it. */
    draw() {
      frame()
      rest()
    },
  }
}
