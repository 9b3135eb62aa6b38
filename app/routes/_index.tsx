// The front door. (Being written.)

export default function Front() {
  return <div className="page" />
}
